import Storage
import Tracing

import struct Kernel.Problem

/// A database whose reads and writes are spans below the request that asks, with one span a statement below them. A statement is told by its own words, which
/// hold no value, and an error by its kind. A use case is one write, whose span bears its name and how it ended.
struct TracedDatabase: Database {
    let database: any Database
    let tracer: any Tracer

    var engine: Engine { database.engine }
    var notices: Notices { database.notices }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        let trace = Trace(tracer, "read")
        return try await trace.around { try await database.read { try body(TracedConnection($0, trace)) } }
    }

    @discardableResult
    func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        let trace = Trace(tracer, "write")
        return try await trace.around { try await database.write { try body(TracedTransaction($0, trace)) } }
    }
}

/// The span of one read or write. The statements run on another thread, so that the way to the span is handed on.
private struct Trace: Sendable {
    private let tracer: any Tracer
    private let span: any Span

    init(_ tracer: any Tracer, _ name: String) {
        self.tracer = tracer
        span = tracer.startSpan(name, context: .current ?? .topLevel)
    }

    func around<Result>(_ work: () async throws -> Result) async throws -> Result {
        defer { span.end() }
        do {
            let result = try await work()
            span.attributes["outcome"] = "done"
            return result
        } catch let problem as Problem where problem.kind != .broken {
            // Its arguments could quote somebody; its key is one of the catalog.
            span.attributes["outcome"] = "refused"
            span.attributes["problem"] = problem.key
            throw problem
        } catch {
            // An error's own words could quote somebody.
            span.attributes["outcome"] = "failed"
            span.attributes["error.type"] = "\(type(of: error))"
            span.setStatus(SpanStatus(code: .error))
            throw error
        }
    }

    func named(_ useCases: [String]) {
        span.operationName = "use case"
        span.attributes["use_case"] = useCases.joined(separator: " ")
    }

    func statement<Result>(_ sql: String, _ work: () throws -> Result) throws -> Result {
        let statement = tracer.startSpan("statement", context: span.context, ofKind: .client)
        defer { statement.end() }
        statement.attributes["db.query.text"] = sql
        return try work()
    }
}

private final class TracedConnection: Connection {
    private let connection: any Connection
    private let trace: Trace

    init(_ connection: any Connection, _ trace: Trace) {
        self.connection = connection
        self.trace = trace
    }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws {
        try trace.statement(sql) { try connection.forEach(sql, values, body) }
    }
}

private final class TracedTransaction: Transaction {
    private let transaction: any Transaction
    private let trace: Trace
    /// One after the other, since a use case calls others.
    private var useCases: [String] = []

    init(_ transaction: any Transaction, _ trace: Trace) {
        self.transaction = transaction
        self.trace = trace
    }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws {
        try trace.statement(sql) { try transaction.forEach(sql, values, body) }
    }

    @discardableResult
    func execute(_ sql: String, _ values: [Value]) throws -> Int { try trace.statement(sql) { try transaction.execute(sql, values) } }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { transaction.afterCommit(action) }

    var notes: TransactionNotes { transaction.notes }

    /// A file is called like the use case in it.
    func isWork(of file: String) {
        let name = file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? file
        guard !useCases.contains(name) else { return }
        useCases.append(name)
        trace.named(useCases)
    }
}
