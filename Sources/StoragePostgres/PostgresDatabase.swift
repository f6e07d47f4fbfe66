import Dispatch
import Foundation
import Kernel
public import Storage
import Synchronization

/// A database on a PostgreSQL server: the same SQL as on SQLite, over a pool of connections.
///
/// A read sees one state (REPEATABLE READ, READ ONLY). A write is SERIALIZABLE, so that closures which read before they write are as safe as on
/// SQLite's single writer; one that met another is undone and run again, a bounded number of times. An answer to a write means that the server has
/// confirmed its COMMIT, and a server that does not sync before it confirms is refused when it is opened.
public final class PostgresDatabase: Storage.Database {
    let pool: PostgresPool
    private let options: PostgresOptions
    private let isClosed = Mutex(false)

    private init(_ pool: PostgresPool, _ options: PostgresOptions) {
        self.pool = pool
        self.options = options
    }

    /// A server that is only read, and brings its schema with it.
    convenience init(replica options: PostgresOptions) { self.init(PostgresPool(options), options) }

    /// Connects, and brings the schema up to the last of `migrations`.
    ///
    /// - Throws: `SchemaFault` when the database was written by a newer program or the steps are out of order; `PostgresRefusal` when it cannot be kept
    ///   there as it was asked for; `StorageFault` otherwise.
    public static func open(migrations: [Migration], options: PostgresOptions) throws -> PostgresDatabase {
        do {
            let link = try PostgresLink(options)
            try PostgresPooler.check(link, options)
            try PostgresSettings.check(link)
            try PostgresSchemaSteps(migrations, partitions: options.partitions).apply(over: link, at: options.time.now)
        } catch let failure as PostgresFailure {
            throw failure.fault
        }
        return PostgresDatabase(PostgresPool(options), options)
    }

    public var engine: Engine { .postgres }
    public var notices: Notices { options.notices }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Storage.Connection) throws -> Result) async throws -> Result {
        let ticket = Ticket(body)
        let stop = StatementStop()
        return try await answer(ticket, onCancel: { stop.stop() }) { [self] seat in
            try attempt({ _ in "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" }, on: seat) { link in
                let connection = PostgresConnection(link)
                defer { connection.end() }
                try stop.begin(link.cancelKey)
                let result = Swift.Result { try ticket.run(connection) }
                if stop.end() {
                    seat.drop()
                    throw CancellationError()
                }
                try result.get()
                return []
            }
        }
    }

    @discardableResult
    public func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        let ticket = Ticket(body)
        return try await answer(ticket) { [self] seat in
            try attempt(PostgresGate.begin, on: seat, fence: options.fence) { link in
                let transaction = PostgresTransaction(link)
                defer { transaction.end() }
                let start = options.stopwatch.now
                do {
                    try ticket.run(transaction)
                } catch {
                    // A closure may have turned the failure into something else; a lost race is still a lost race.
                    if let ruin = transaction.ruin, ruin.isWorthRepeating || ruin.isDisconnected { throw ruin }
                    throw error
                }
                let span = options.stopwatch.now - start
                if span > Span(milliseconds: 20) { options.onSlow(span) }
                if let ruin = transaction.ruin { throw ruin }
                return transaction.actions + (try announce(transaction.notes.notices, over: link))
            }
        }
    }

    /// The server passes a NOTIFY on once its transaction is durable, and to nobody when it is undone.
    private func announce(_ notices: [ChangeNotice], over link: PostgresLink) throws(PostgresFailure) -> [@Sendable () -> Void] {
        for notice in notices {
            _ = try link.run("SELECT pg_notify($1, $2)", [.text(PostgresOwner.channel), .text("\(options.notices.name) \(notice.text)")])
        }
        let heard = options.notices
        return notices.map { notice in { heard.deliver(notice, from: .here) } }
    }

    /// Ends the work: what is queued is still done, later work is refused. Does nothing the second time.
    public func close() {
        let isFirst = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
        if isFirst { pool.close() }
    }

    /// How much work waits for a connection.
    var waiting: Int { pool.waiting }

    // MARK: - One piece of work

    private func answer<Access, Output>(
        _ ticket: Ticket<Access, Output>, onCancel: @escaping @Sendable () -> Void = {}, _ run: @escaping @Sendable (PostgresSeat) throws -> Void
    ) async throws -> Output {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                guard ticket.wait(caller) else { return }
                pool.add(
                    PostgresPool.Work(
                        take: { ticket.take() },
                        run: { seat in
                            do {
                                try run(seat)
                                ticket.succeed()
                            } catch let failure as PostgresFailure {
                                ticket.fail(failure.fault)
                            } catch {
                                ticket.fail(error)
                            }
                        },
                        fail: { ticket.fail($0) }
                    )
                )
            }
        } onCancel: {
            ticket.cancel()
            onCancel()
        }
    }

    /// Runs `body` between BEGIN and COMMIT, again when it lost a race or met a connection that had died while it was idle. Then its actions.
    private func attempt(
        _ begin: (_ attempt: Int) -> String, on seat: PostgresSeat, fence: PostgresFence? = nil,
        _ body: (PostgresLink) throws -> [@Sendable () -> Void]
    ) throws {
        var number = 1
        while true {
            do {
                for action in try once(begin(number), on: seat, fence, body) { action() }
                return
            } catch let failure as PostgresFailure where number < options.attempts {
                guard failure.isWorthRepeating || (failure.isDisconnected && number == 1) else { throw failure }
                options.watch.onRetry()
                if failure.isWorthRepeating { pause(before: number) }
                number += 1
            }
        }
    }

    private func once(
        _ begin: String, on seat: PostgresSeat, _ fence: PostgresFence?, _ body: (PostgresLink) throws -> [@Sendable () -> Void]
    ) throws -> [@Sendable () -> Void] {
        // Somebody else may take the database for themselves while the mark on it is lost: to restore it, or to move it away.
        let hold = try fence?.hold()
        let link = try seat.connected()
        var isCommitting = false
        do {
            try link.begin(begin)
            let actions = try body(link)
            // What goes before it may fail, too, and then nothing was written.
            let question = try link.question(hold)
            isCommitting = true
            guard try link.commit(question) else { throw StorageFault.unknown }
            return actions
        } catch {
            if link.isBroken || (error as? PostgresFailure)?.isDisconnected == true {
                seat.drop()
                // Whether the server has it, only the server knows.
                if isCommitting { throw StorageFault.unknown }
            } else if link.isInsideTransaction {
                do { try link.steer("ROLLBACK") } catch { seat.drop() }
            }
            if let fence, isCommitting, (error as? PostgresFailure)?.state == PostgresFence.fell { throw fence.fall() }
            throw error
        }
    }

    /// A moment by chance, longer from attempt to attempt, so that two that met do not meet again. It blocks this connection's thread alone.
    private func pause(before attempt: Int) {
        let most = min(64, 1 << min(attempt, 6))
        Thread.sleep(forTimeInterval: Double(options.random.below(most * 1_000) + 200) / 1_000_000)
    }
}
