import GRDB
import GRDBSQLite
import Storage

/// What SQLite answered when something did not work: its extended result code, and words that hold no row's values.
struct SQLiteFailure: Error {
    /// The extended code, such as 2067 for a unique key.
    var code: Int32
    var words: String

    init(code: Int32, words: String = "") {
        self.code = code
        self.words = words
    }

    /// A statement could not be prepared: SQLite's message speaks of the SQL only, which is ours.
    init(preparing error: DatabaseError, _ sql: String) {
        self.init(code: error.extendedResultCode.rawValue, words: "\(error.message ?? "") in: \(sql)")
    }

    /// A statement failed while it ran. Its message is kept for constraints alone, where it names tables and columns; any other might quote a value.
    init(running statement: OpaquePointer, _ sql: String) {
        let code = sqlite3_extended_errcode(sqlite3_db_handle(statement))
        let isConstraint = code & 0xFF == SQLITE_CONSTRAINT
        let message = isConstraint ? sqlite3_errmsg(sqlite3_db_handle(statement)) : sqlite3_errstr(code)
        let words = message.map { String(cString: $0) } ?? ""
        self.init(code: code, words: isConstraint ? words : "\(words) in: \(sql)")
    }

    init(_ error: DatabaseError) {
        let code = error.extendedResultCode.rawValue
        let words = error.sql == nil ? error.message ?? "" : sqlite3_errstr(code).map { String(cString: $0) } ?? ""
        self.init(code: code, words: words)
    }

    /// The code without its extension, such as 19 for any constraint.
    var family: Int32 { code & 0xFF }

    /// Whether the transaction in which it happened is lost as a whole, or may be.
    var ruinsTransaction: Bool {
        [SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_INTERRUPT].contains(family)
    }

    /// Whether a COMMIT that failed so has certainly left nothing: it was refused before anything was synced. All else is unknown.
    var certainlyLeftNothing: Bool {
        [SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT].contains(family)
    }

    /// The same for the product.
    var fault: any Error {
        switch family {
        case SQLITE_CONSTRAINT: StorageFault.constraint(words)
        case SQLITE_FULL: StorageFault.full
        case SQLITE_INTERRUPT: CancellationError()
        case SQLITE_CORRUPT, SQLITE_NOTADB: StorageFault.damaged("SQLite \(code): \(words)")
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_NOMEM, SQLITE_NOLFS,
            SQLITE_AUTH:
            StorageFault.unavailable("SQLite \(code): \(words)")
        default: StorageFault.mistake("SQLite \(code): \(words)")
        }
    }

    /// Any error of the engine in the product's terms; others pass through as they are.
    static func translated(_ error: any Error) -> any Error {
        switch error {
        case let failure as SQLiteFailure: failure.fault
        case let error as DatabaseError where error.sql == nil && error.resultCode == .SQLITE_MISUSE:
            StorageFault.unavailable("the database is closed")
        case let error as DatabaseError: SQLiteFailure(error).fault
        default: error
        }
    }
}
