import Storage

/// A reading closure's view of the database: one consistent state, for as long as the closure runs.
final class PostgresConnection: Storage.Connection {
    private let link: PostgresLink
    private var isOver = false

    init(_ link: PostgresLink) { self.link = link }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Storage.Row) throws -> Void) throws {
        guard !isOver else { throw StorageFault.mistake("a connection was used after its closure had ended") }
        try mayRun(sql)
        do {
            try each(try link.run(sql, values), body)
        } catch let failure as PostgresFailure where failure.state == "25006" {
            throw StorageFault.mistake("a read may not do this: \(sql)")
        }
    }

    func end() { isOver = true }
}

/// A writing closure's view of the database.
final class PostgresTransaction: Storage.Transaction {
    private let link: PostgresLink
    private var isOver = false
    /// What is to be done once the COMMIT is through.
    private(set) var actions: [@Sendable () -> Void] = []
    let notes = TransactionNotes()
    /// The first statement that failed: PostgreSQL refuses every further one of the same transaction, and so do we, with the first reason.
    private(set) var ruin: PostgresFailure?

    init(_ link: PostgresLink) { self.link = link }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Storage.Row) throws -> Void) throws {
        try each(try run(sql, values), body)
    }

    @discardableResult
    func execute(_ sql: String, _ values: [Value]) throws -> Int { try run(sql, values).changed }

    func afterCommit(_ action: @escaping @Sendable () -> Void) {
        if !isOver { actions.append(action) }
    }

    func isWork(of file: String) {}

    func end() { isOver = true }

    private func run(_ sql: String, _ values: [Value]) throws -> PostgresResult {
        guard !isOver else { throw StorageFault.mistake("a transaction was used after its closure had ended") }
        if let ruin { throw ruin.fault }
        try mayRun(sql)
        do {
            return try link.run(sql, values)
        } catch {
            ruin = error
            throw error.fault
        }
    }
}

private func each(_ result: PostgresResult, _ body: (any Storage.Row) throws -> Void) rethrows {
    for index in 0..<result.count { try body(PostgresRow(result: result, index: Int32(index))) }
}

/// A closure may not open, close or nest a transaction: that is the database's own business.
private func mayRun(_ sql: String) throws(StorageFault) {
    let verb = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
    if ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE", "SET", "LISTEN", "NOTIFY"].contains(verb) {
        throw .mistake("a closure may not steer its transaction: \(sql)")
    }
}
