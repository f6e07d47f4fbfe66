public import Kernel

/// Work that is owed: rows with a due time, a lease and a count of attempts, so that no crash forgets a job and no two nodes run it at once.
///
/// A job runs at least once. It may run again when a process dies in the middle, so its work carries the job's `idempotencyKey`, or happens in the
/// same transaction as the job's completion (`JobWork.transaction`), or waits for a person when nobody knows how it ended (`JobWork.outside`).
public enum Jobs {
    /// The owner of jobs that belong to no group but to the installation.
    public static let installation = ID<Jobs>(high: 0, low: 0)

    /// The table, for the migration that brings it.
    public static let schema = """
        CREATE TABLE job (
            group_id BYTES NOT NULL,
            id BYTES NOT NULL,
            kind TEXT NOT NULL,
            -- What makes asking twice for the same job one job.
            key TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
            due_at INTEGER64 NOT NULL,
            -- Until then one process has it; NULL while nobody does.
            lease_until INTEGER64,
            attempts INTEGER64 NOT NULL,
            -- What the last attempt ran into, without anybody's data.
            last_problem TEXT,
            payload BYTES NOT NULL,
            PRIMARY KEY (group_id, id),
            UNIQUE (group_id, key)
        );
        -- The one index that does not begin with the group: the runner asks for all groups what is due.
        CREATE INDEX job_due ON job (due_at, group_id, id) WHERE state = 'waiting';
        """

    /// Asks for a job, once for each `key` in a group: when that key was ever asked for, whatever became of it, nothing changes.
    ///
    /// - Parameters:
    ///   - kind: which work of the runner it is.
    ///   - key: the job's name in its group, such as `receipt-reminder/ID`; nil for one of its own.
    ///   - priority: whose turn is first when more is due than can be done at once.
    ///   - payload: what the work needs to know. It is kept in the clear: IDs, never anybody's data.
    /// - Returns: whether it is new.
    @discardableResult
    public static func enqueue<Owner>(
        _ kind: String,
        group: ID<Owner>,
        id: ID<Job>,
        key: String? = nil,
        due: Instant,
        priority: JobPriority = .ordinary,
        payload: [UInt8] = [],
        in transaction: any Transaction
    ) throws -> Bool {
        let changed = try transaction.execute(
            """
            INSERT INTO job (group_id, id, kind, key, state, due_at, attempts, payload, priority)
            VALUES ($1, $2, $3, $4, 'waiting', $5, 0, $6, $7)
            ON CONFLICT (group_id, key) DO NOTHING
            """,
            [group.stored, id.stored, .text(kind), .text(key ?? id.text), due.stored, .bytes(payload), priority.rawValue.stored]
        )
        return changed > 0
    }

    /// Takes up to `limit` due jobs of these kinds, by priority and then the longest due first, and leases them: until the lease runs out nobody else gets them.
    ///
    /// Taking counts as an attempt, so that a job which kills its process does not do so for ever.
    public static func claim(kinds: [String], now: Instant, lease: Span, limit: Int, in transaction: any Transaction) throws -> [Job] {
        guard !kinds.isEmpty else { return [] }
        var jobs: [Job] = []
        for priority in JobPriority.allCases where jobs.count < limit {
            jobs += try claim(priority, kinds: kinds, now: now, lease: lease, limit: limit - jobs.count, in: transaction)
        }
        return jobs
    }

    /// One priority after the other, so that each is found by its index without those that fall due later.
    private static func claim(
        _ priority: JobPriority, kinds: [String], now: Instant, lease: Span, limit: Int, in transaction: any Transaction
    ) throws -> [Job] {
        let places = kinds.indices.map { "$\($0 + 4)" }.joined(separator: ", ")
        // The outer conditions repeat the inner ones for PostgreSQL, which checks them again on a row that another node has just taken.
        let jobs = try transaction.all(
            """
            UPDATE job SET lease_until = $1, attempts = attempts + 1
            WHERE state = 'waiting' AND began_at IS NULL AND (lease_until IS NULL OR lease_until <= $2) AND (group_id, id) IN (
                SELECT group_id, id FROM job
                WHERE state = 'waiting' AND priority = $3 AND due_at <= $2 AND began_at IS NULL AND (lease_until IS NULL OR lease_until <= $2)
                  AND kind IN (\(places))
                ORDER BY due_at, group_id, id
                LIMIT $\(kinds.count + 4)
            )
            RETURNING group_id, id, kind, key, due_at, attempts, payload, lease_until
            """,
            [(now + lease).stored, now.stored, priority.rawValue.stored] + kinds.map { .text($0) } + [limit.stored],
            Job.init
        )
        return jobs.sorted { ($0.due, $0.group, $0.id) < ($1.due, $1.group, $1.id) }
    }

    /// The job's work is done. False when its lease has passed to somebody else meanwhile, who will say so instead. The payload goes.
    @discardableResult
    public static func complete(_ job: Job, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            """
            UPDATE job SET state = 'done', lease_until = NULL, last_problem = NULL, began_at = NULL, payload = $1
            WHERE group_id = $2 AND id = $3 AND state = 'waiting' AND attempts = $4 AND lease_until = $5
            """,
            [.bytes([])] + job.claimed
        )
        return changed > 0
    }

    /// An attempt has failed: the job waits until `next`, or is dead when that is nil. False when its lease has passed to somebody else.
    @discardableResult
    public static func fail(_ job: Job, problem: String, next: Instant?, now: Instant, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            """
            UPDATE job SET state = $1, lease_until = NULL, last_problem = $2, due_at = $3, began_at = NULL, given_up_at = $4
            WHERE group_id = $5 AND id = $6 AND state = 'waiting' AND attempts = $7 AND lease_until = $8
            """,
            [.text(next == nil ? "dead" : "waiting"), .text(String(problem.prefix(200))), (next ?? job.due).stored, Value(next == nil ? now : nil)]
                + job.claimed
        )
        return changed > 0
    }

    /// Gives a job back untouched, because the process is stopping: the attempt does not count.
    @discardableResult
    public static func release(_ job: Job, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            """
            UPDATE job SET lease_until = NULL, attempts = attempts - 1
            WHERE group_id = $1 AND id = $2 AND state = 'waiting' AND attempts = $3 AND lease_until = $4
            """,
            job.claimed
        )
        return changed > 0
    }

    /// Forgets jobs that are done and were due before `instant`; their keys may then be asked for again.
    @discardableResult
    public static func forgetDone(dueBefore instant: Instant, in transaction: any Transaction) throws -> Int {
        try transaction.execute("DELETE FROM job WHERE state = 'done' AND due_at < $1", [instant.stored])
    }
}
