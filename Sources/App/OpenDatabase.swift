import Alongside
import Kernel
import Storage
import StoragePostgres
import StorageSQLite

/// An installation's database, opened on either engine, and the mark on it that keeps other programs away.
struct OpenDatabase: Sendable {
    let database: any KeptDatabase
    /// Where pages for everybody are read, while it is not far behind.
    private(set) var replica: PostgresReplica?
    private let owner: PostgresOwner?

    private init(database: any KeptDatabase, replica: PostgresReplica? = nil, owner: PostgresOwner? = nil) {
        self.database = database
        self.replica = replica
        self.owner = owner
    }

    /// `share`: whether other nodes of the installation may work on a server beside this program.
    static func open(
        _ place: DatabasePlace, server: ServerOptions = ServerOptions(), options: SQLiteOptions, share: PostgresOwner.Share = .alone
    ) throws -> OpenDatabase {
        switch place {
        case .file(let path):
            return OpenDatabase(database: try SQLiteDatabase.open(path: path, migrations: Schema.migrations, options: options))
        case .server(let url):
            let owner: PostgresOwner
            do {
                owner = try PostgresOwner(url: url, direct: server.direct, share: share)
            } catch is PostgresOwner.Taken {
                throw Refusal("Another program works on this database already. Stop that one first.")
            }
            let postgres = PostgresOptions(
                url: url, direct: server.direct, partitions: server.partitions, onSlow: options.onSlow, watch: options.watch, time: options.time,
                stopwatch: options.stopwatch, notices: owner.notices, mayWrite: { owner.isHeld }
            )
            do {
                let database = try PostgresDatabase.open(migrations: Schema.migrations, options: postgres)
                let replica = server.replica.map { url in
                    PostgresReplica(options: PostgresOptions(url: url, stopwatch: options.stopwatch), of: database)
                }
                return OpenDatabase(database: database, replica: replica, owner: owner)
            } catch {
                owner.release()
                throw error
            }
        }
    }

    func close() throws {
        defer { owner?.release() }
        replica?.close()
        try database.close()
    }
}
