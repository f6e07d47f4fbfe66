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
    private let fence: PostgresFence?

    private init(
        database: any KeptDatabase, replica: PostgresReplica? = nil, owner: PostgresOwner? = nil, fence: PostgresFence? = nil
    ) {
        self.database = database
        self.replica = replica
        self.owner = owner
        self.fence = fence
    }

    /// `share`: whether other nodes of the installation may work on a server beside this program.
    ///
    /// - Throws: a `Refusal` where others work on the database and this program needs it alone, be it for a step of the schema that they do not bear. Nothing is changed then.
    static func open(
        _ place: DatabasePlace, server: ServerOptions = ServerOptions(), options: SQLiteOptions, share: PostgresOwner.Share = .alone,
        migrations: [Migration] = Schema.migrations
    ) throws -> OpenDatabase {
        switch place {
        case .file(let path):
            return OpenDatabase(database: try SQLiteDatabase.open(path: path, migrations: migrations, options: options))
        case .server(let url):
            let unbearable = share == .alone ? [] : try unbearable(of: migrations, on: url)
            let owner = try owner(url, server, unbearable.isEmpty ? share : .alone, for: unbearable)
            let fence = owner.fence
            let postgres = PostgresOptions(
                url: url, direct: server.direct, partitions: server.partitions, onSlow: options.onSlow, watch: options.watch, time: options.time,
                stopwatch: options.stopwatch, notices: owner.notices, fence: fence
            )
            do {
                let database = try PostgresDatabase.open(migrations: migrations, options: postgres)
                if !unbearable.isEmpty { try owner.shareWithOthers() }
                let replica = server.replica.map { url in
                    PostgresReplica(options: PostgresOptions(url: url, stopwatch: options.stopwatch), of: database)
                }
                return OpenDatabase(database: database, replica: replica, owner: owner, fence: fence)
            } catch {
                owner.release()
                throw error
            }
        }
    }

    /// The steps that the database at `url` lacks, and that programs of the release before would not bear. None in a database that has no steps yet.
    private static func unbearable(of migrations: [Migration], on url: String) throws -> [Migration] {
        let applied = try PostgresServer.steps(on: url)
        if applied.isEmpty { return [] }
        return try SchemaPlan(migrations).missing(after: applied).filter { !$0.isBorneByOlder }
    }

    private static func owner(_ url: String, _ server: ServerOptions, _ share: PostgresOwner.Share, for unbearable: [Migration]) throws
        -> PostgresOwner
    {
        do {
            return try PostgresOwner(url: url, direct: server.direct, share: share)
        } catch is PostgresOwner.Taken {
            guard let step = unbearable.first else { throw Refusal("Another program works on this database already. Stop that one first.") }
            throw Refusal(
                "This release changes the database in a way that older programs do not bear (step \(step.number), \(step.name)), and others work on it now. "
                    + "Stop all other nodes, start this one, and then those, each with this release. Nothing was changed.")
        }
    }

    /// From now on each write needs this row (`PostgresFence`); a file needs none, since its folder belongs to one program.
    func stand(on row: Fence) { fence?.stand(on: row) }

    func close() throws {
        defer { owner?.release() }
        replica?.close()
        try database.close()
    }
}
