public import Storage
import Synchronization

/// A database that remembers every statement that was run on it, with the values of its first run, so that their plans can be looked at.
public struct RecordingDatabase: Database {
    /// What was run: each text once.
    public final class Log: Sendable {
        private let statements = Mutex<[String: [Value]]>([:])

        public init() {}

        func note(_ sql: String, _ values: [Value]) { statements.withLock { if $0[sql] == nil { $0[sql] = values } } }

        /// In the order of their texts.
        public var all: [(sql: String, values: [Value])] {
            statements.withLock { all in all.sorted { $0.key < $1.key }.map { (sql: $0.key, values: $0.value) } }
        }
    }

    private let database: any Database
    public let log = Log()

    public init(_ database: any Database) { self.database = database }

    public var engine: Engine { database.engine }
    public var notices: Notices { database.notices }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        let log = log
        return try await database.read { try body(RecordedConnection(connection: $0, log: log)) }
    }

    @discardableResult
    public func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        let log = log
        return try await database.write { try body(RecordedTransaction(transaction: $0, log: log)) }
    }
}

private struct RecordedConnection: Connection {
    let connection: any Connection
    let log: RecordingDatabase.Log

    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws {
        log.note(sql, values)
        try connection.forEach(sql, values, body)
    }
}

private struct RecordedTransaction: Transaction {
    let transaction: any Transaction
    let log: RecordingDatabase.Log

    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws {
        log.note(sql, values)
        try transaction.forEach(sql, values, body)
    }

    func execute(_ sql: String, _ values: [Value]) throws -> Int {
        log.note(sql, values)
        return try transaction.execute(sql, values)
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { transaction.afterCommit(action) }

    var notes: TransactionNotes { transaction.notes }

    func isWork(of file: String) { transaction.isWork(of: file) }
}
