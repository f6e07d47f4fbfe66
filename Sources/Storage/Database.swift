/// Where everything is kept. Two engines stand behind it (SQLite in `StorageSQLite`; PostgreSQL is one more folder), with the same SQL.
///
/// Each closure runs over one transaction on the engine's own thread, touches nothing but the database, and is short (under 20 ms).
public protocol Database: Sendable {
    /// Runs `body` over one consistent state of the database. Cancelled while queued, it is skipped; cancelled while running, it may be ended in the
    /// middle of a statement. Both throw a `CancellationError`.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result

    /// Runs `body` as one transaction and returns when it is durable: on disk, whatever happens next.
    ///
    /// - A body that throws undoes itself only.
    /// - Cancelled while queued, it is skipped (`CancellationError`); cancelled while running, it completes and the caller gets its result.
    /// - It may run more than once (PostgreSQL retries serialization failures), so it must not remember anything outside.
    /// - Throws `StorageFault.full` when the disk is full: nothing of it stays.
    @discardableResult
    func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result

    /// Which engine this is, for the few files in which they differ.
    var engine: Engine { get }

    /// Where changes are heard of, those of other processes on the same database too.
    var notices: Notices { get }
}

/// The engines that SQL is written for.
public enum Engine: String, Sendable { case sqlite, postgres }

/// What a reading closure may do.
public protocol Connection {
    /// Calls `body` with each row in turn. Parameters are `$1, $2 ...`, which first appear in ascending order.
    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws
}

extension Connection {
    /// `action` keeps elsewhere what was read here, once it is surely there: at once in a read. A write may have read what others of its batch wrote, which a full disk undoes together.
    public func whenDurable(_ action: @escaping @Sendable () -> Void) {
        if let transaction = self as? any Transaction { transaction.afterCommit(action) } else { action() }
    }
}

/// What a writing closure may do.
public protocol Transaction: Connection {
    /// Runs one statement and says how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ values: [Value]) throws -> Int

    /// `action` runs once after this transaction is durable and before its caller hears of it; never when it is undone. Caches and boards are fed here.
    func afterCommit(_ action: @escaping @Sendable () -> Void)

    /// What is known within this transaction only.
    var notes: TransactionNotes { get }

    /// Says whose work this is, by the file of the use case (`#fileID`), for whoever traces it. An engine does nothing with it.
    func isWork(of file: String)
}

extension Transaction {
    /// Tells everybody who listens, in every process on this database, once this transaction is durable; nobody when it is undone.
    public func announce(_ notice: ChangeNotice) { notes.announce(notice) }
}

/// One row, read by the index of its columns, in the order of the SELECT.
public protocol Row {
    /// How many columns it has.
    var count: Int { get }
    /// A column as it is kept, whatever type that is.
    func value(_ column: Int) -> Value
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    func text(_ column: Int) -> String
    func bytes(_ column: Int) -> [UInt8]
}

/// One value bound to a statement.
public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// What an engine reports that the product must tell apart.
public enum StorageFault: Error, Hashable, Sendable {
    /// A unique key, foreign key, CHECK or NOT NULL refused the row; the constraint's own words, for tests and logs (they hold no row values).
    case constraint(String)
    /// The disk is full; nothing of the transaction stays.
    case full
    /// The disk or file cannot be written or read.
    case unavailable(String)
    /// What the disk gives back is not what was written: only a backup helps.
    case damaged(String)
    /// COMMIT answered with an input or output error: it may or may not be there after a restart. The process stops.
    case unknown
    /// Anything else the engine says, which is a mistake of ours.
    case mistake(String)
}
