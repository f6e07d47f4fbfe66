import GRDBSQLite
import Storage

/// The row on which a statement stands. It is read at once and never kept.
struct SQLiteRow: Storage.Row {
    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) { self.raw = raw }

    var count: Int { Int(sqlite3_column_count(raw)) }

    func value(_ column: Int) -> Value {
        switch sqlite3_column_type(raw, checked(column)) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(real(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .bytes(bytes(column))
        default: .null
        }
    }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(raw, checked(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(raw, checked(column)) }
    func real(_ column: Int) -> Double { sqlite3_column_double(raw, checked(column)) }

    func text(_ column: Int) -> String {
        // The text is asked for before its length: asking may convert it.
        guard let start = sqlite3_column_text(raw, checked(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(raw, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(raw, checked(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(raw, Int32(column)))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// SQLite answers NULL for a column that is not there; while we build and test, that is said.
    private func checked(_ column: Int) -> Int32 {
        assert(column >= 0 && column < Int(sqlite3_column_count(raw)), "the row has no column \(column)")
        return Int32(column)
    }
}
