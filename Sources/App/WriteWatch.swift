import Storage
import Synchronization

/// How long writes hold others up: the time inside each writing closure, from its first statement to its last, by the use case or chore whose work it is. On SQLite
/// nobody else writes meanwhile; on PostgreSQL a row that it holds is held so long, round trips included.
final class WriteWatch: Sendable {
    /// What is being done beside people's deeds, such as a chore's name.
    @TaskLocal static var errand: String?

    /// Longer than this a write must not hold others up.
    static let bound = Duration.milliseconds(20)

    struct Held: Sendable, Equatable {
        var count = 0
        /// How many of them were over the bound.
        var over = 0
        var all = Duration.zero
        var longest = Duration.zero
    }

    private let works = Mutex<[String: Held]>([:])

    /// By the name of the work.
    var held: [String: Held] { works.withLock { $0 } }

    /// The same database, watched.
    func around(_ database: any Database) -> any Database { WatchedDatabase(database: database, watch: self) }

    func note(_ took: Duration, of work: String) {
        works.withLock { works in
            var held = works[work] ?? Held()
            held.count += 1
            held.over += took > Self.bound ? 1 : 0
            held.all += took
            held.longest = max(held.longest, took)
            works[work] = held
        }
    }
}

private struct WatchedDatabase: Database {
    let database: any Database
    let watch: WriteWatch

    var engine: Engine { database.engine }
    var notices: Notices { database.notices }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await database.read(body)
    }

    @discardableResult
    func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        let (watch, errand) = (watch, WriteWatch.errand)
        return try await database.write { transaction in
            let watched = WatchedTransaction(transaction)
            let start = ContinuousClock.now
            defer { watch.note(ContinuousClock.now - start, of: [errand, watched.useCase].compactMap(\.self).joined(separator: ": ")) }
            return try body(watched)
        }
    }
}

/// Hears whose work a write is.
private final class WatchedTransaction: Transaction {
    private let transaction: any Transaction
    /// The file of the first use case that wrote into the history.
    private(set) var useCase: String?

    init(_ transaction: any Transaction) { self.transaction = transaction }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws { try transaction.forEach(sql, values, body) }

    @discardableResult
    func execute(_ sql: String, _ values: [Value]) throws -> Int { try transaction.execute(sql, values) }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { transaction.afterCommit(action) }

    var notes: TransactionNotes { transaction.notes }

    func isWork(of file: String) {
        if useCase == nil { useCase = file.split(separator: "/").last?.split(separator: ".").first.map(String.init) }
        transaction.isWork(of: file)
    }
}
