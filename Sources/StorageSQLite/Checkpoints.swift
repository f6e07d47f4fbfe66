import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Brings the write-ahead log into the file on a thread and a connection of its own, so that nobody who writes waits for it.
///
/// SQLite would do it inside the COMMIT that fills the log. Here that COMMIT only says how long the log is. The work is SQLite's passive checkpoint, which
/// waits for nobody and takes as much as no reader still needs. Under writes without a pause such a checkpoint is never at the end of a log that goes on
/// growing meanwhile; once that is longer than `most`, the writer brings in the few pages that came during the last one, between two
/// batches, and the next write begins the log anew. A reader that stays for long keeps the log from being emptied, and nothing else. What fails is told once, and the log's length
/// is there to be measured.
final class Checkpoints: Sendable {
    /// From so many pages on, 4 MB, the log is brought into the file.
    static let enough = 1_000
    /// A log longer than this, 16 MB, is emptied with the writer's help.
    static let most = 4_000

    private struct State {
        var isRunning = false
        var isClosed = false
        var done = 0
        var finishedByWriter = 0
        var pages = 0
        var isFailing = false
    }

    private let queue: DatabaseQueue
    private let thread = DispatchQueue(label: "alongside.checkpoints", qos: .utility)
    private let state = Mutex(State())
    private let onFailure: @Sendable (any Error) -> Void
    private let around: @Sendable (_ checkpoint: () throws -> Int) throws -> Int

    init(path: String, configuration: Configuration, options: SQLiteOptions) throws {
        queue = try DatabaseQueue(path: path, configuration: configuration)
        onFailure = options.onCheckpointFailed
        around = options.aroundCheckpoint
    }

    /// How many pages the log had after the last commit, in bytes.
    var logBytes: Int { state.withLock { $0.pages } * Self.page }
    private static let page = 4_096

    /// How many were made, and how many of them the writer has helped with.
    var counts: (done: Int, finishedByWriter: Int) { state.withLock { ($0.done, $0.finishedByWriter) } }

    /// Listens to what the writer's connection commits, and keeps SQLite from making checkpoints there by itself.
    func listen(to writer: GRDB.Database, in pool: DatabasePool) {
        let listener = Listener(checkpoints: self, pool: pool)
        _ = sqlite3_wal_hook(
            writer.sqliteConnection,
            { context, _, _, pages in
                if let context { Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue().committed(pages: Int(pages)) }
                return SQLITE_OK
            },
            // Never let go: the connection may commit until it is closed.
            Unmanaged.passRetained(listener).toOpaque())
    }

    func close() throws {
        state.withLock { $0.isClosed = true }
        // What runs comes to its end first.
        thread.sync {}
        try queue.close()
    }

    /// What the writer's connection holds for as long as the process lives; it holds neither of the two.
    private final class Listener: Sendable {
        private weak let checkpoints: Checkpoints?
        private weak let pool: DatabasePool?

        init(checkpoints: Checkpoints, pool: DatabasePool) {
            self.checkpoints = checkpoints
            self.pool = pool
        }

        func committed(pages: Int) {
            guard let checkpoints else { return }
            checkpoints.state.withLock { $0.pages = pages }
            guard pages >= Checkpoints.enough else { return }
            checkpoints.run { [weak pool] body in pool?.asyncWriteWithoutTransaction(body) }
        }
    }

    private func run(onWriter: @escaping @Sendable (@escaping @Sendable (GRDB.Database) -> Void) -> Void) {
        let begins = state.withLock { state in
            guard !state.isRunning, !state.isClosed else { return false }
            state.isRunning = true
            return true
        }
        guard begins else { return }
        thread.async { [self] in
            let isLong = queue.writeWithoutTransaction { passive($0) } ?? 0 >= Self.most
            let isClosed = state.withLock { state in
                state.done += 1
                state.isRunning = false
                return state.isClosed
            }
            guard isLong, !isClosed else { return }
            onWriter { [self] writer in
                guard passive(writer) != nil else { return }
                state.withLock { $0.finishedByWriter += 1 }
            }
        }
    }

    /// How many pages the log has. One that cannot be made has left everything in the log, and the next commit asks for another: nil, and the first of a row is told.
    private func passive(_ database: GRDB.Database) -> Int? {
        do {
            let pages = try around { try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)")?[1] ?? 0 }
            state.withLock { $0.isFailing = false }
            return pages
        } catch {
            let isFirst = state.withLock { state in
                defer { state.isFailing = true }
                return !state.isFailing
            }
            if isFirst { onFailure(SQLiteFailure.translated(error)) }
            return nil
        }
    }
}
