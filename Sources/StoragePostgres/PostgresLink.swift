import CPostgres
import Kernel
import Storage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection to the server, used by one thread at a time, with its prepared statements.
final class PostgresLink {
    private let raw: OpaquePointer
    private let namesStatements: Bool
    /// The names of statements that are prepared here, by their text and the types of their values.
    private var prepared: [Signature: String] = [:]
    /// The statements in the order in which they were prepared, so that the oldest gives way.
    private var order: [Signature] = []

    private static let mostPrepared = 500

    private struct Signature: Hashable {
        var sql: String
        var types: [Oid]
    }

    /// Connects, which blocks until the server answers or the URL's `connect_timeout` is over.
    ///
    /// `staysOpen`: it will stand idle for long, and has to learn soon when the other end is gone; what the URL says of that itself counts.
    init(_ options: PostgresOptions, staysOpen: Bool = false) throws(PostgresFailure) {
        guard let raw = staysOpen ? Self.connectForLong(options.url) : PQconnectdb(options.url) else {
            throw .disconnected("no memory for a connection")
        }
        guard PQstatus(raw) == CONNECTION_OK else {
            // libpq's words name host and port, never the password.
            let words = PQerrorMessage(raw).map { String(cString: $0) } ?? ""
            PQfinish(raw)
            throw .disconnected(words.split(separator: "\n").joined(separator: " "))
        }
        self.raw = raw
        namesStatements = options.namesStatements
        // Notices ("relation exists, skipping") are no business of anybody's terminal.
        PQsetNoticeProcessor(raw, { _, _ in }, nil)
        try steer("SET client_encoding = 'UTF8'")
        try steer("SET client_min_messages = warning")
        try steer("SET statement_timeout = \(options.longestStatement.milliseconds)")
        try steer("SET idle_in_transaction_session_timeout = \(options.longestStatement.milliseconds)")
    }

    deinit { PQfinish(raw) }

    /// The settings before the URL give way to those in it (libpq: later ones count, and `dbname` is taken apart where it stands).
    private static func connectForLong(_ url: String) -> OpaquePointer? {
        let settings = [
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
            ("connect_timeout", "10"), ("dbname", url),
        ]
        var names: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for pointer in names + values { free(UnsafeMutableRawPointer(mutating: pointer)) } }
        return PQconnectdbParams(&names, &values, 1)
    }

    /// What is readable when something has come in that nobody asked for.
    var socket: Int32 { PQsocket(raw) }

    /// Reads what has come in without waiting; false when the connection is over.
    func takeIn() -> Bool { PQconsumeInput(raw) == 1 && !isBroken }

    /// What others have told on the channels that this connection listens to, since the last call.
    func notifications() -> [String] {
        var texts: [String] = []
        while let note = PQnotifies(raw) {
            texts.append(String(cString: note.pointee.extra))
            PQfreemem(note)
        }
        return texts
    }

    var isBroken: Bool { PQstatus(raw) != CONNECTION_OK }

    /// Whether a transaction is open, be it sound or failed.
    var isInsideTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

    /// Runs one of our own statements that steer the session or a transaction.
    func steer(_ sql: String) throws(PostgresFailure) {
        _ = try checked(PQexec(raw, sql), sql)
    }

    /// Runs one statement with its values bound, and has all of its rows.
    func run(_ sql: String, _ values: [Value]) throws(PostgresFailure) -> PostgresResult {
        let bound = try BoundValues(values)
        guard namesStatements else {
            return try bound.withPointers { (count, types, pointers, lengths, formats) throws(PostgresFailure) in
                try self.checked(PQexecParams(self.raw, sql, count, types, pointers, lengths, formats, 1), sql)
            }
        }
        let name = try prepare(Signature(sql: sql, types: bound.types))
        return try bound.withPointers { (count, _, pointers, lengths, formats) throws(PostgresFailure) in
            try self.checked(PQexecPrepared(self.raw, name, count, pointers, lengths, formats, 1), sql)
        }
    }

    private func prepare(_ signature: Signature) throws(PostgresFailure) -> String {
        if let name = prepared[signature] { return name }
        // The server passes over a value too many in silence.
        let wanted = Self.parameters(in: signature.sql)
        guard wanted == signature.types.count else {
            throw PostgresFailure(state: "42P02", words: "\(signature.types.count) values do not fill: \(signature.sql)")
        }
        if order.count >= Self.mostPrepared {
            let oldest = order.removeFirst()
            if let name = prepared.removeValue(forKey: oldest) { try steer("DEALLOCATE \(name)") }
        }
        serial += 1
        let name = "s\(serial)"
        let result = signature.types.withUnsafeBufferPointer { types in
            PQprepare(raw, name, signature.sql, Int32(types.count), types.baseAddress)
        }
        _ = try checked(result, signature.sql)
        prepared[signature] = name
        order.append(signature)
        return name
    }

    private var serial = 0

    /// The highest number of a `$1`.
    private static func parameters(in sql: String) -> Int {
        var highest = 0
        for piece in sql.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false).dropFirst() {
            let digits = piece.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            highest = max(highest, Int(Substring(digits)) ?? 0)
        }
        return highest
    }

    private func checked(_ result: OpaquePointer?, _ sql: String) throws(PostgresFailure) -> PostgresResult {
        guard let result else { throw .disconnected("the connection was lost") }
        let answer = PostgresResult(result)
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return answer
        default:
            let failure = PostgresFailure(result, sql)
            throw isBroken ? .disconnected(failure.words) : failure
        }
    }
}
