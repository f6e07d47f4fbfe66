import GRDB
import Kernel
import Storage

/// Group commit: whatever has queued up during the last fsync shares the next one, each closure in its own savepoint, and is answered after it.
///
/// A batch has at most 64 closures and takes in no more after 20 ms. The writer is never interrupted, since that would roll back every savepoint.
final class GroupCommit: Sendable {
    static let mostWrites = 64
    static let longest = Span(milliseconds: 20)

    let queue = WriteQueue()
    let notices = Notices()
    private let pool: DatabasePool
    private let options: SQLiteOptions

    init(_ pool: DatabasePool, _ options: SQLiteOptions) {
        self.pool = pool
        self.options = options
    }

    func add(_ write: any QueuedWrite) {
        do {
            if try queue.add(write) { schedule() }
        } catch {
            if write.take() { write.fail(error) }
        }
    }

    /// Runs all that waits, at once; for closing.
    func finish(_ database: GRDB.Database) {
        while let write = queue.next() { runBatch(from: write, database) }
    }

    /// Comes back for each batch anew, so that a checkpoint finds its turn under load.
    private func schedule() {
        pool.asyncWriteWithoutTransaction { database in
            if let write = self.queue.next() { self.runBatch(from: write, database) }
            if self.queue.goesOn() { self.schedule() }
        }
    }

    // MARK: - Batches

    /// One closure that has run in the present transaction.
    private struct Attempt {
        var write: any QueuedWrite
        /// What it threw; only its own savepoint is undone.
        var error: (any Error)?
        var actions: [@Sendable () -> Void] = []
        var notices: [ChangeNotice] = []
        /// What has cost the whole transaction.
        var ruin: SQLiteFailure?
    }

    private func runBatch(from first: any QueuedWrite, _ database: GRDB.Database) {
        let attempts = run(from: first, joining: true, database)
        guard !attempts.isEmpty else { return }
        // Nothing of the batch stays. Each closure is tried once alone, those too that threw: they may have seen what another had written.
        for attempt in attempts { _ = run(from: attempt.write, joining: false, database) }
    }

    /// Runs one transaction and answers its callers. Returns those who are to be tried alone, unanswered, when a joint transaction left nothing.
    private func run(from first: any QueuedWrite, joining: Bool, _ database: GRDB.Database) -> [Attempt] {
        if !joining, let refusal = queue.refusal, refusal == Self.unknownRefusal {
            first.fail(refusal)
            return []
        }
        do {
            try database.run("BEGIN IMMEDIATE")
        } catch {
            // A foreign program holds the database: everybody else would wait as long in vain.
            first.fail(error.fault)
            while joining, let write = queue.next() { write.fail(error.fault) }
            return []
        }
        let attempts = joining ? attemptJointly(from: first, database) : [attempt(first, database)]
        if let ruin = attempts.last?.ruin {
            abandon(database)
            return givingUp(attempts, because: ruin)
        }
        do {
            try options.aroundCommit { try database.run("COMMIT") }
        } catch {
            abandon(database)
            let failure = error as? SQLiteFailure ?? SQLiteFailure(code: 1, words: "COMMIT")
            if failure.certainlyLeftNothing { return givingUp(attempts, because: failure) }
            stop(attempts)
            return []
        }
        options.watch.onBatch(attempts.count)
        for attempt in attempts where attempt.error == nil {
            for action in attempt.actions { action() }
            for notice in attempt.notices { notices.deliver(notice, from: .here) }
        }
        for attempt in attempts { if let error = attempt.error { attempt.write.fail(error) } else { attempt.write.succeed() } }
        return []
    }

    private func attemptJointly(from first: any QueuedWrite, _ database: GRDB.Database) -> [Attempt] {
        let start = options.stopwatch.now
        var attempts = [attempt(first, database)]
        while attempts.last?.ruin == nil, attempts.count < Self.mostWrites, options.stopwatch.now - start < Self.longest, let write = queue.next() {
            attempts.append(attempt(write, database))
        }
        return attempts
    }

    private func givingUp(_ attempts: [Attempt], because failure: SQLiteFailure) -> [Attempt] {
        if attempts.count > 1 { return attempts }
        for attempt in attempts { attempt.write.fail(failure.fault) }
        return []
    }

    // MARK: - One closure

    private func attempt(_ write: any QueuedWrite, _ database: GRDB.Database) -> Attempt {
        var attempt = Attempt(write: write)
        let transaction = SQLiteTransaction(database)
        let start = options.stopwatch.now
        do {
            try database.run("SAVEPOINT one")
            do {
                defer { transaction.end() }
                try write.run(transaction)
            } catch {
                attempt.error = error
            }
            let span = options.stopwatch.now - start
            if span > Self.longest { options.onSlow(span) }
            if let ruin = transaction.ruin { throw ruin }
            guard database.isInsideTransaction else { throw SQLiteFailure(code: 4, words: "a closure ended the transaction") }
            if attempt.error != nil { try database.run("ROLLBACK TO one") }
            try database.run("RELEASE one")
            attempt.actions = transaction.actions
            attempt.notices = transaction.notes.notices
        } catch {
            attempt.ruin = error as? SQLiteFailure ?? SQLiteFailure(code: 1, words: "savepoint")
        }
        return attempt
    }

    /// Leaves the transaction if SQLite has not done so itself (a full disk and a failed COMMIT sometimes do).
    private func abandon(_ database: GRDB.Database) {
        guard database.isInsideTransaction else { return }
        do {
            try database.rollback()
        } catch {
            // Nothing was committed; without a rollback no further transaction can begin, and that says so to every later caller.
            queue.refuse(.unavailable("a transaction could not be rolled back"))
        }
    }

    // MARK: - An unknown COMMIT

    private static let unknownRefusal = StorageFault.unavailable("an earlier COMMIT could not be confirmed; the program has to be started again")

    /// A COMMIT answered with an input or output error: it may reappear after a crash. Nobody is told it is there, nobody that it is not.
    private func stop(_ attempts: [Attempt]) {
        queue.refuse(Self.unknownRefusal)
        options.onUnknown()
        for attempt in attempts { attempt.write.fail(StorageFault.unknown) }
        while let write = queue.next() { write.fail(Self.unknownRefusal) }
    }
}

extension GRDB.Database {
    /// Runs one of our own statements that steer transactions.
    fileprivate func run(_ sql: String) throws(SQLiteFailure) {
        do {
            try cachedStatement(sql: sql).execute()
        } catch let error as DatabaseError {
            throw SQLiteFailure(error)
        } catch {
            throw SQLiteFailure(code: 1, words: sql)
        }
    }
}
