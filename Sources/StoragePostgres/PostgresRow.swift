import CPostgres
import Storage

/// One row of an answer in binary format, decoded by the column's type. It is read at once and never kept.
struct PostgresRow: Storage.Row {
    let result: PostgresResult
    let index: Int32

    var count: Int { Int(PQnfields(result.raw)) }

    func value(_ column: Int) -> Value {
        if isNull(column) { return .null }
        return switch PQftype(result.raw, Int32(column)) {
        case PostgresType.integer64, PostgresType.integer32, PostgresType.integer16, PostgresType.boolean: .integer(integer(column))
        case PostgresType.real64, PostgresType.real32, PostgresType.numeric: .real(real(column))
        case PostgresType.bytes: .bytes(bytes(column))
        default: .text(text(column))
        }
    }

    func isNull(_ column: Int) -> Bool { PQgetisnull(result.raw, index, checked(column)) != 0 }

    func integer(_ column: Int) -> Int64 {
        let field = field(column)
        guard !field.isEmpty else { return 0 }
        switch PQftype(result.raw, Int32(column)) {
        case PostgresType.integer64: return Int64(truncatingIfNeeded: field.bigEndian)
        case PostgresType.integer32: return Int64(Int32(truncatingIfNeeded: field.bigEndian))
        case PostgresType.integer16: return Int64(Int16(truncatingIfNeeded: field.bigEndian))
        case PostgresType.boolean: return field[0] == 0 ? 0 : 1
        case PostgresType.numeric: return PostgresNumeric(field).integer
        case PostgresType.real64, PostgresType.real32: return Int64(real(column))
        default: return Int64(text(column)) ?? 0
        }
    }

    func real(_ column: Int) -> Double {
        let field = field(column)
        guard !field.isEmpty else { return 0 }
        switch PQftype(result.raw, Int32(column)) {
        case PostgresType.real64: return Double(bitPattern: field.bigEndian)
        case PostgresType.real32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: field.bigEndian)))
        case PostgresType.numeric: return PostgresNumeric(field).real
        default: return Double(integer(column))
        }
    }

    func text(_ column: Int) -> String {
        switch PQftype(result.raw, checked(column)) {
        case PostgresType.integer64, PostgresType.integer32, PostgresType.integer16, PostgresType.boolean, PostgresType.numeric:
            isNull(column) ? "" : String(integer(column))
        default: String(decoding: field(column), as: UTF8.self)
        }
    }

    func bytes(_ column: Int) -> [UInt8] { [UInt8](field(column)) }

    /// The column's bytes as the server sent them; they live as long as the answer.
    private func field(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result.raw, index, checked(column)), count: Int(PQgetlength(result.raw, index, Int32(column))))
    }

    /// libpq prints a line to standard error for a column that is not there; while we build and test, that stops the program.
    private func checked(_ column: Int) -> Int32 {
        assert(column >= 0 && column < Int(PQnfields(result.raw)), "the row has no column \(column)")
        return Int32(column)
    }
}

extension UnsafeRawBufferPointer {
    /// Up to eight bytes, the highest first.
    fileprivate var bigEndian: UInt64 { reduce(0) { $0 << 8 | UInt64($1) } }
}
