public import Kernel

/// What is done for one kind of job.
public enum JobWork: Sendable {
    /// Work in the outside world, before the job is marked done.
    ///
    /// `honoursKey`: whoever is asked does one thing once for one `job.idempotencyKey`, so that an attempt of which nobody heard the end is made again by
    /// itself. Where they do not, such an attempt is left to a person (`Jobs.doubt`), and work that knows that nothing went out throws `NothingSent`.
    case outside(honoursKey: Bool, @Sendable (Job) async throws -> Void)
    /// Work in the database, in the same transaction that marks the job done: it happens exactly once.
    case transaction(@Sendable (Job, any Transaction) throws -> Void)

    /// Whether an attempt of which nobody knows how it ended may be made again by itself.
    public var mayBeRepeated: Bool {
        if case .outside(honoursKey: false, _) = self { false } else { true }
    }
}

/// Thrown by work in the outside world that failed before anything could have happened there, so that it may be tried again.
public struct NothingSent: Error {
    public let reason: any Error

    public init(_ reason: any Error) { self.reason = reason }
}

/// Runs what is due. Several may run on the same database.
public struct JobRunner: Sendable {
    private let database: any Database
    private let work: [String: JobWork]
    private let random: any Randomness
    private let backoff: JobBackoff
    private let lease: Span
    private let width: Int

    /// - Parameters:
    ///   - work: what to do, by kind. Jobs of other kinds are left to processes that know them.
    ///   - lease: longer than any one job takes.
    ///   - width: how many jobs run side by side.
    public init(
        database: any Database,
        work: [String: JobWork],
        random: any Randomness = SystemRandomness(),
        backoff: JobBackoff = JobBackoff(),
        lease: Span = .minutes(5),
        width: Int = 4
    ) {
        self.database = database
        self.work = work
        self.random = random
        self.backoff = backoff
        self.lease = lease
        self.width = width
    }

    /// Runs everything that is due, what falls due meanwhile included, and at most `limit` jobs. The clock is asked for each of them: many take long.
    ///
    /// - Returns: how many were run, whether they went well or not.
    /// - Throws: only when the database cannot be reached; what a job throws is written down with it.
    @discardableResult
    public func runDue(time: TimeSource, limit: Int = 1_000) async throws -> Int {
        let kinds = work.keys.sorted()
        try await database.write { transaction in
            try Jobs.buryAbandoned(attempts: backoff.attempts, now: time.now, in: transaction)
            try Jobs.emptyDecided(now: time.now, in: transaction)
        }
        var count = 0
        while count < limit, !Task.isCancelled {
            let most = min(width, limit - count)
            let jobs = try await database.write { try Jobs.claim(kinds: kinds, now: time.now, lease: lease, limit: most, in: $0) }
            if jobs.isEmpty { break }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for job in jobs { group.addTask { try await run(job, time) } }
                try await group.waitForAll()
            }
            count += jobs.count
        }
        return count
    }

    /// Runs what is due, again and again, until its task is cancelled. `onFault` hears when the database could not be reached.
    public func run(every pause: Span, time: TimeSource, onFault: @Sendable (any Error) -> Void) async {
        repeat {
            do {
                try await runDue(time: time)
            } catch {
                if !Task.isCancelled { onFault(error) }
            }
        } while await Self.slept(pause)
    }

    /// False when the task was cancelled meanwhile.
    private static func slept(_ pause: Span) async -> Bool {
        do {
            try await Task.sleep(for: .milliseconds(pause.milliseconds))
            return true
        } catch {
            return false
        }
    }

    private func run(_ job: Job, _ time: TimeSource) async throws {
        if case .outside(honoursKey: false, let body) = work[job.kind] { return try await runOnce(job, body, time) }
        do {
            switch work[job.kind] {
            case .outside(honoursKey: true, let body):
                try await body(job)
                try await record { try Jobs.complete(job, in: $0) }
            case .outside(honoursKey: false, _): break
            case .transaction(let body):
                try await record { transaction in
                    // Marked first: when the lease has passed to somebody else, the work is theirs.
                    if try Jobs.complete(job, in: transaction) { try body(job, transaction) }
                }
            case nil: try await record { try Jobs.release(job, in: $0) }
            }
        } catch is CancellationError where Task.isCancelled {
            try await record { try Jobs.release(job, in: $0) }
        } catch {
            try await fail(job, error, now: time.now)
        }
    }

    /// That it begins is durable before it does. What ends otherwise than well, or with the word that nothing was sent, is for a person; so is what ends
    /// when that cannot be written down, once its lease has run out.
    private func runOnce(_ job: Job, _ body: @Sendable (Job) async throws -> Void, _ time: TimeSource) async throws {
        guard try await record({ try Jobs.begin(job, now: time.now, in: $0) }) else { return }
        do {
            try await body(job)
        } catch let nothing as NothingSent {
            return try await fail(job, nothing.reason, now: time.now)
        } catch {
            try await record { try Jobs.doubt(job, problem: Self.words(for: error), now: time.now, in: $0) }
            return
        }
        try await record { try Jobs.complete(job, in: $0) }
    }

    private func fail(_ job: Job, _ error: any Error, now: Instant) async throws {
        let next = backoff.next(after: job.attempt, now: now, random: random)
        try await record { try Jobs.fail(job, problem: Self.words(for: error), next: next, now: now, in: $0) }
    }

    /// Writes down what became of a job even when the runner's task has been cancelled: the work is done all the same.
    @discardableResult
    private func record<Output: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Output) async throws -> Output {
        try await Task { try await database.write(body) }.value
    }

    /// What may stand in the database in the clear: an error's own words could quote somebody.
    private static func words(for error: any Error) -> String {
        switch error {
        case let problem as Problem: problem.key
        case let fault as StorageFault: "\(fault)"
        default: "\(type(of: error))"
        }
    }
}
