import GRDB
import GRDBSQLite
import Storage

/// A reading closure's view of the database: one consistent state, for as long as the closure runs.
final class SQLiteConnection: Storage.Connection {
    private let database: GRDB.Database
    private var isOver = false

    init(_ database: GRDB.Database) { self.database = database }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Storage.Row) throws -> Void) throws {
        guard !isOver else { throw StorageFault.mistake("a connection was used after its closure had ended") }
        do {
            let statement = try PreparedStatement(sql, values, on: database)
            guard statement.isReading, !statement.steersTransaction else { throw StorageFault.mistake("a read may not do this: \(sql)") }
            try statement.run(body)
        } catch let failure as SQLiteFailure {
            throw failure.fault
        }
    }

    func end() { isOver = true }
}

/// A writing closure's view of the database: one savepoint in the transaction of its batch.
final class SQLiteTransaction: Storage.Transaction {
    private let database: GRDB.Database
    private var isOver = false
    /// What is to be done once the COMMIT is through.
    private(set) var actions: [@Sendable () -> Void] = []
    let notes = TransactionNotes()
    /// What has cost the whole batch its transaction, even if the closure caught the error.
    private(set) var ruin: SQLiteFailure?

    init(_ database: GRDB.Database) { self.database = database }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Storage.Row) throws -> Void) throws {
        try run(sql, values, body)
    }

    @discardableResult
    func execute(_ sql: String, _ values: [Value]) throws -> Int {
        try run(sql, values) { _ in }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) {
        if !isOver { actions.append(action) }
    }

    func isWork(of file: String) {}

    func end() { isOver = true }

    private func run(_ sql: String, _ values: [Value], _ body: (any Storage.Row) throws -> Void) throws {
        guard !isOver else { throw StorageFault.mistake("a transaction was used after its closure had ended") }
        if let ruin { throw ruin.fault }
        do {
            let statement = try PreparedStatement(sql, values, on: database)
            guard !statement.steersTransaction else { throw StorageFault.mistake("a closure may not steer its transaction: \(sql)") }
            try statement.run(body)
        } catch let failure as SQLiteFailure {
            if failure.ruinsTransaction || !database.isInsideTransaction { ruin = failure }
            throw failure.fault
        }
    }
}
