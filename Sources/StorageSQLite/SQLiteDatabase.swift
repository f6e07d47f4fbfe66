import GRDB
import Kernel
public import Storage
import Synchronization

/// A database in one SQLite file: write-ahead log, `synchronous` FULL, freed content overwritten, foreign keys held, readable by its owner only.
///
/// Readers work side by side on connections of their own, each over what was last committed. There is one writer, and writes share their fsync
/// (see `GroupCommit`). One process owns the file: take a `FolderLock` first.
public final class SQLiteDatabase: KeptDatabase {
    let pool: DatabasePool
    let commits: GroupCommit
    let checkpoints: Checkpoints
    private let isClosed = Mutex(false)

    private let patience: Int64

    private init(_ pool: DatabasePool, _ checkpoints: Checkpoints, _ options: SQLiteOptions) {
        self.pool = pool
        self.checkpoints = checkpoints
        patience = options.patience.milliseconds
        commits = GroupCommit(pool, options)
    }

    /// Opens the file at `path`, makes it when there is none, and brings its schema up to the last of `migrations`.
    ///
    /// What a crashed process, or one whose disk failed, has left in the log is first written into the file and synced, as far as no other program reads there.
    /// - Throws: `SchemaFault` when the file was written by a newer program or the steps are out of order; `StorageFault` otherwise.
    public static func open(path: String, migrations: [Migration], options: SQLiteOptions = SQLiteOptions()) throws -> SQLiteDatabase {
        do {
            try OwnerOnlyFile.prepare(path)
            let pool = try DatabasePool(path: path, configuration: configuration(options))
            try pool.writeWithoutTransaction { database in
                // The pool itself has just said NORMAL, with which an answered write may be lost when the power goes.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA cache_size = \(writerCache)")
                try checkSettings(database)
                try settleLog(database, patience: options.patience.milliseconds)
                try SchemaSteps(migrations).apply(to: database, at: options.time.now)
            }
            let checkpoints = try Checkpoints(path: path, configuration: configuration(options), options: options)
            pool.writeWithoutTransaction { checkpoints.listen(to: $0, in: pool) }
            return SQLiteDatabase(pool, checkpoints, options)
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    public var engine: Engine { .sqlite }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Storage.Connection) throws -> Result) async throws -> Result {
        do {
            return try await pool.read { database in
                let connection = SQLiteConnection(database)
                defer { connection.end() }
                return try body(connection)
            }
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    @discardableResult
    public func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        let ticket = Ticket(body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                if ticket.wait(caller) { commits.add(ticket) }
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    /// Ends the work: what is queued is still written, later writes are refused, and the log is emptied into the file, which is then complete by
    /// itself and may be copied, unless another program reads in the log. Does nothing the second time.
    public func close() throws {
        guard
            isClosed.withLock({ isClosed in
                defer { isClosed = true }
                return !isClosed
            })
        else { return }
        commits.queue.refuse(.unavailable("the database is closed"))
        do {
            try checkpoints.close()
            try pool.barrierWriteWithoutTransaction { database in
                commits.finish(database)
                try Self.settleLog(database, patience: patience)
            }
            // Readers go first, so that the writer is the last one out and removes the log.
            pool.releaseMemory()
            try pool.close()
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    // MARK: - Settings

    /// What every connection is told, with what it must then answer.
    private static let settings: [(pragma: String, setting: String, answer: Int)] = [
        ("secure_delete", "ON", 1),
        ("trusted_schema", "OFF", 0),
        ("cell_size_check", "ON", 1),
        ("temp_store", "MEMORY", 2),
        ("foreign_keys", "ON", 1),
        // Checkpoints are made elsewhere (`Checkpoints`), and what a long log took of the disk is given back once it is emptied.
        ("wal_autocheckpoint", "0", 0),
        ("journal_size_limit", "67108864", 67_108_864),
        ("cache_size", "-4096", -4_096),
    ]

    /// What the one writer keeps of the file in memory, in KB below zero: it touches an index's every level for each row.
    private static let writerCache = -16_384

    private static func configuration(_ options: SQLiteOptions) -> Configuration {
        var configuration = Configuration()
        configuration.label = "alongside"
        configuration.busyMode = .timeout(Double(options.patience.milliseconds) / 1_000)
        configuration.maximumReaderCount = options.readers
        configuration.prepareDatabase { database in
            for setting in settings { try database.execute(sql: "PRAGMA \(setting.pragma) = \(setting.setting)") }
        }
        return configuration
    }

    /// A PRAGMA that SQLite does not know, or cannot obey, is passed over in silence: so all are read back.
    private static func checkSettings(_ database: GRDB.Database) throws {
        for problem in try problems(of: database) { throw StorageFault.unavailable(problem) }
    }

    /// The cache is another one for those who only read.
    static func problems(of database: GRDB.Database) throws -> [String] {
        let asked = settings.filter { $0.pragma != "cache_size" } + [("synchronous", "FULL", 2), ("cache_size", "\(writerCache)", writerCache)]
        var problems = try asked.compactMap { pragma, setting, answer in
            try Int.fetchOne(database, sql: "PRAGMA \(pragma)") == answer ? nil : "SQLite does not obey PRAGMA \(pragma) = \(setting)"
        }
        if try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" { problems.append("SQLite does not obey PRAGMA journal_mode = WAL") }
        return problems
    }
}
