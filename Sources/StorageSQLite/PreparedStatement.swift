import GRDB
import GRDBSQLite
import Storage

/// One statement of a connection, from that connection's cache, with its values bound.
struct PreparedStatement {
    /// Keeps the raw statement alive.
    private let statement: Statement
    let raw: OpaquePointer
    let sql: String

    init(_ sql: String, _ values: [Value], on database: GRDB.Database) throws {
        do {
            let cached = try database.cachedStatement(sql: sql)
            // The same statement inside its own rows needs a copy of its own.
            statement = sqlite3_stmt_busy(cached.sqliteStatement) == 0 ? cached : try database.makeStatement(sql: sql)
        } catch let error as DatabaseError {
            throw SQLiteFailure(preparing: error, sql)
        }
        raw = statement.sqliteStatement
        self.sql = sql
        try check(count: values.count)
        for (index, value) in values.enumerated() where bind(value, at: Int32(index + 1)) != SQLITE_OK {
            throw SQLiteFailure(running: raw, sql)
        }
    }

    /// Whether it only looks.
    var isReading: Bool { sqlite3_stmt_readonly(raw) != 0 }

    /// Whether it opens, closes or nests a transaction, which is the database's own business: SQLite counts such statements as reading, and they have
    /// no columns.
    var steersTransaction: Bool { isReading && sqlite3_column_count(raw) == 0 }

    /// Runs it to its end, handing over each row.
    func run(_ body: (SQLiteRow) throws -> Void) throws {
        defer {
            sqlite3_reset(raw)
            sqlite3_clear_bindings(raw)
        }
        while true {
            switch sqlite3_step(raw) {
            case SQLITE_ROW: try body(SQLiteRow(raw))
            case SQLITE_DONE: return
            default: throw SQLiteFailure(running: raw, sql)
            }
        }
    }

    private func check(count: Int) throws {
        guard Int(sqlite3_bind_parameter_count(raw)) == count else { throw StorageFault.mistake("\(count) values do not fill: \(sql)") }
        #if DEBUG
            // SQLite numbers `$1, $2` by their first appearance, PostgreSQL by their number: both agree when they ascend.
            for index in 0..<count {
                let name = sqlite3_bind_parameter_name(raw, Int32(index + 1)).map { String(cString: $0) }
                guard name == "$\(index + 1)" else { throw StorageFault.mistake("the parameters do not ascend in: \(sql)") }
            }
        #endif
    }

    private func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(raw, index)
        case .integer(let number): return sqlite3_bind_int64(raw, index, number)
        case .real(let number): return sqlite3_bind_double(raw, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_text(raw, index, "", 0, Self.copied) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text64(raw, index, $0, UInt64(bytes.count), Self.copied, UInt8(SQLITE_UTF8))
                }
            }
        case .bytes(let bytes):
            // A pointer to nothing would bind NULL.
            if bytes.isEmpty { return sqlite3_bind_zeroblob(raw, index, 0) }
            return bytes.withUnsafeBytes { sqlite3_bind_blob64(raw, index, $0.baseAddress, UInt64($0.count), Self.copied) }
        }
    }

    /// Tells SQLite to keep a copy of its own (SQLITE_TRANSIENT, a macro that Swift does not see).
    private static var copied: sqlite3_destructor_type? { unsafeBitCast(-1, to: sqlite3_destructor_type?.self) }
}
