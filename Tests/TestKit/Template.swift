import Alongside
import Foundation
import StorageSQLite
import Synchronization

/// A migrated, empty database that every test copies instead of migrating anew.
enum Template {
    private static let made = Mutex<String?>(nil)

    static func path() async throws -> String {
        try made.withLock { made in
            if let made { return made }
            let path = TestFolder.fresh("template") + ".sqlite"
            try SQLiteDatabase.open(path: path, migrations: Schema.migrations).close()
            made = path
            return path
        }
    }
}
