import CPostgres
import Kernel
import Storage

/// One connection to the server, used by one thread at a time, with its prepared statements.
final class PostgresLink {
    let raw: OpaquePointer
    private let options: PostgresOptions
    private let keepsSession: Bool
    /// The names of statements that are prepared here, by their text and the types of their values.
    private var prepared: [Signature: String] = [:]
    /// The statements in the order in which they were prepared, so that the oldest gives way.
    private var order: [Signature] = []
    private var serial = 0
    private let warnings = PostgresWarnings()
    /// For whom the check before a COMMIT was prepared here.
    private var checked: PostgresFence.Hold?
    /// Whether an answer failed to come in time, so that nobody knows what would come next.
    private var isLost = false
    /// Whether an answer may take as long as it likes.
    var isPatient = false
    /// What stops a statement of this connection.
    let cancelKey: CancelKey?

    private static let mostPrepared = 500

    private struct Signature: Hashable {
        var sql: String
        var types: [Oid]
    }

    /// Connects, which blocks until the server answers or the URL's `connect_timeout` is over.
    ///
    /// - Parameter address: another address than that of the options, for what has to reach the server past a pooler.
    init(_ options: PostgresOptions, at address: PostgresAddress? = nil) throws(PostgresFailure) {
        let address = address ?? options.address
        raw = try PostgresDoor.connect(to: address.url)
        cancelKey = CancelKey(of: raw)
        self.options = options
        keepsSession = address.keepsSession
        warnings.listen(on: raw)
        guard keepsSession else { return }
        try steer("SET client_min_messages = warning; \(options.limits(prefix: "SET"))")
    }

    deinit { PQfinish(raw) }

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

    var isBroken: Bool { isLost || PQstatus(raw) != CONNECTION_OK }

    /// Whether a transaction is open, be it sound or failed.
    var isInsideTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

    /// Begins a transaction in the words of `sql`, in one round trip. Behind a pooler every transaction may meet another session of the server's, and so
    /// brings its limits along.
    func begin(_ sql: String) throws(PostgresFailure) {
        try steer(keepsSession ? sql : "\(sql); \(options.limits(prefix: "SET LOCAL"))")
    }

    /// The words of the question that goes with a COMMIT, made ready to be asked here.
    func question(_ hold: PostgresFence.Hold?) throws(PostgresFailure) -> String {
        try hold.map { hold throws(PostgresFailure) in try self.check(hold) + "; " } ?? ""
    }

    /// Ends a transaction for good, in one round trip with the question whether it may: a failure of `PostgresFence.fell` where it may not.
    ///
    /// - Returns: false where the server said COMMIT and warned: its standbys were to confirm this and did not, and a failover may lose it.
    func commit(_ question: String) throws(PostgresFailure) -> Bool {
        warnings.forget()
        try steer(question + "COMMIT")
        return warnings.areNone
    }

    /// The words of the check; where the session is ours they were prepared, since planning them anew would cost more than all else.
    private func check(_ hold: PostgresFence.Hold) throws(PostgresFailure) -> String {
        guard keepsSession else { return hold.check(sign: "\(hold.sign)") }
        if checked?.fence != hold.fence || checked == nil {
            if checked != nil { try steer("DEALLOCATE own_place") }
            checked = nil
            try steer("PREPARE own_place (BIGINT) AS \(hold.check(sign: "$1"))")
            checked = hold
        }
        return "EXECUTE own_place (\(hold.sign))"
    }

    /// Runs one of our own statements that steer the session or a transaction.
    func steer(_ sql: String) throws(PostgresFailure) {
        _ = try answer(to: sql, PQsendQuery(raw, sql))
    }

    /// Runs one statement with its values bound, and has all of its rows.
    ///
    /// - Parameter isNamed: false for what is asked before it is known whether the session is ours alone, where a name may be taken.
    func run(_ sql: String, _ values: [Value], isNamed: Bool = true) throws(PostgresFailure) -> PostgresResult {
        let bound = try BoundValues(values)
        guard keepsSession, isNamed else {
            try Self.check(sql, takes: bound.types.count)
            return try bound.withPointers { (count, types, pointers, lengths, formats) throws(PostgresFailure) in
                try self.answer(to: sql, PQsendQueryParams(self.raw, sql, count, types, pointers, lengths, formats, 1))
            }
        }
        let name = try prepare(Signature(sql: sql, types: bound.types))
        return try bound.withPointers { (count, _, pointers, lengths, formats) throws(PostgresFailure) in
            try self.answer(to: sql, PQsendQueryPrepared(self.raw, name, count, pointers, lengths, formats, 1))
        }
    }

    private func prepare(_ signature: Signature) throws(PostgresFailure) -> String {
        if let name = prepared[signature] { return name }
        try Self.check(signature.sql, takes: signature.types.count)
        if order.count >= Self.mostPrepared {
            let oldest = order.removeFirst()
            if let name = prepared.removeValue(forKey: oldest) { try steer("DEALLOCATE \(name)") }
        }
        serial += 1
        let name = "s\(serial)"
        let sent = signature.types.withUnsafeBufferPointer { types in
            PQsendPrepare(raw, name, signature.sql, Int32(types.count), types.baseAddress)
        }
        _ = try answer(to: signature.sql, sent)
        prepared[signature] = name
        order.append(signature)
        return name
    }

    /// The server passes over a value too many in silence.
    private static func check(_ sql: String, takes count: Int) throws(PostgresFailure) {
        guard parameters(in: sql) != count else { return }
        throw PostgresFailure(state: "42P02", words: "\(count) values do not fill: \(sql)")
    }

    /// The highest number of a `$1`.
    private static func parameters(in sql: String) -> Int {
        var highest = 0
        for piece in sql.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false).dropFirst() {
            let digits = piece.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            highest = max(highest, Int(Substring(digits)) ?? 0)
        }
        return highest
    }

    // MARK: - Answers

    /// The last answer to what was sent. A server that is frozen keeps its connections open, so that we end the wait ourselves.
    private func answer(to sql: String, _ sent: Int32) throws(PostgresFailure) -> PostgresResult {
        guard !isLost, sent == 1 else { throw .disconnected(PostgresDoor.words(of: raw)) }
        var last: PostgresResult?
        while true {
            do {
                try PostgresDoor.wait(on: raw, no: isPatient ? nil : options.patience)
            } catch {
                isLost = true
                // It may be at it still, and nobody waits any more.
                cancelKey?.send()
                throw error
            }
            guard let next = PQgetResult(raw) else { break }
            last = PostgresResult(next)
        }
        guard let last else { throw .disconnected("the connection was lost") }
        switch PQresultStatus(last.raw) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return last
        default:
            let failure = PostgresFailure(last.raw, sql)
            throw isBroken ? .disconnected(failure.words) : failure
        }
    }
}
