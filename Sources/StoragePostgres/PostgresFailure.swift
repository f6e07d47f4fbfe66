import CPostgres
import Storage

/// What the server answered, or that it did not answer, in words that hold no row's values.
struct PostgresFailure: Error {
    /// The five characters of SQLSTATE, such as 23505 for a unique key; empty when the connection itself failed.
    var state: String
    var words: String

    /// A result that carries an error. Only the server's primary message and the constraint's name are kept: the detail quotes values.
    init(_ result: OpaquePointer, _ sql: String) {
        func field(_ code: Int32) -> String { PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        state = field(Self.stateField)
        let constraint = field(Self.constraintField)
        if state.hasPrefix("23") {
            let column = field(Self.columnField)
            words = "\(state) \(field(Self.tableField)).\(constraint.isEmpty ? column : constraint)"
        } else if state.hasPrefix("42") {
            // About the statement's own words, which are ours.
            words = "\(field(Self.messageField)) in: \(sql)"
        } else {
            words = "\(state) in: \(sql)"
        }
    }

    init(state: String, words: String) {
        self.state = state
        self.words = words
    }

    /// The connection is gone.
    static func disconnected(_ words: String) -> PostgresFailure { PostgresFailure(state: "", words: words) }

    var isDisconnected: Bool { state.isEmpty || state.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(state) }

    /// Whether the same transaction may well succeed when it is run again: it met another one, or a deadlock was cut.
    var isWorthRepeating: Bool { state == "40001" || state == "40P01" }

    /// The same for the product.
    var fault: StorageFault {
        if isDisconnected { return .unavailable("the database server cannot be reached: \(words)") }
        switch state.prefix(2) {
        case "23": return .constraint(words)
        case "53": return state == "53100" ? .full : .unavailable("PostgreSQL \(words)")
        case "XX": return state == "XX001" || state == "XX002" ? .damaged("PostgreSQL \(words)") : .mistake("PostgreSQL \(words)")
        case "40", "55", "57", "58", "25": return .unavailable("PostgreSQL \(words)")
        default: return .mistake("PostgreSQL \(words)")
        }
    }

    // The codes of PQresultErrorField are character macros, which Swift does not see.
    private static let stateField = Int32(UInt8(ascii: "C"))
    private static let messageField = Int32(UInt8(ascii: "M"))
    private static let tableField = Int32(UInt8(ascii: "t"))
    private static let columnField = Int32(UInt8(ascii: "c"))
    private static let constraintField = Int32(UInt8(ascii: "n"))
}
