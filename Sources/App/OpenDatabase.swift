import Alongside
import Kernel
import Storage
import StoragePostgres
import StorageSQLite

/// An installation's database, opened on either engine, and the mark on it that keeps other programs away.
struct OpenDatabase: Sendable {
    let database: any KeptDatabase
    private let owner: PostgresOwner?

    /// `share`: whether other nodes of the installation may work on a server beside this program.
    static func open(_ place: DatabasePlace, options: SQLiteOptions, share: PostgresOwner.Share = .alone) throws -> OpenDatabase {
        switch place {
        case .file(let path):
            return OpenDatabase(database: try SQLiteDatabase.open(path: path, migrations: Schema.migrations, options: options), owner: nil)
        case .server(let url):
            let owner: PostgresOwner
            do {
                owner = try PostgresOwner(url: url, share: share)
            } catch is PostgresOwner.Taken {
                throw Refusal("Another program works on this database already. Stop that one first.")
            }
            let postgres = PostgresOptions(
                url: url, onSlow: options.onSlow, time: options.time, stopwatch: options.stopwatch, notices: owner.notices, mayWrite: { owner.isHeld }
            )
            do {
                return OpenDatabase(database: try PostgresDatabase.open(migrations: Schema.migrations, options: postgres), owner: owner)
            } catch {
                owner.release()
                throw error
            }
        }
    }

    func close() throws {
        defer { owner?.release() }
        try database.close()
    }
}
