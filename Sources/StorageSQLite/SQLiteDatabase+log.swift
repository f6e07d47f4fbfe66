import GRDB

extension SQLiteDatabase {
    /// How long others have to leave the log, in milliseconds.
    private static let shortWait = 200

    /// Writes the log into the file and empties it, as far as no other program reads in it.
    ///
    /// Litestream does so for as long as it runs, so that nothing is overwritten before it was copied, and empties the log itself. What is in the log is as
    /// durable as what is in the file.
    ///
    /// - Parameter patience: the wait that the connection is set to otherwise, in milliseconds.
    static func settleLog(_ database: GRDB.Database, patience: Int64) throws {
        _ = try Int.fetchOne(database, sql: "PRAGMA busy_timeout = \(shortWait)")
        defer { _ = try? Int.fetchOne(database, sql: "PRAGMA busy_timeout = \(patience)") }
        do {
            _ = try database.checkpoint(.truncate)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
            do {
                _ = try database.checkpoint(.passive)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                // The other program writes the log into the file at this very moment.
            }
        }
    }
}
