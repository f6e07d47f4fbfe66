public import Kernel

/// A job that was given up, for people to look at.
public struct DeadJob: Hashable, Sendable {
    public let id: ID<Job>
    public let kind: String
    public let key: String
    public let due: Instant
    public let attempts: Int
    /// What the last attempt ran into.
    public let problem: String
}

extension Jobs {
    /// The group's jobs that were given up, the oldest first.
    public static func dead<Owner>(group: ID<Owner>, in connection: any Connection) throws -> [DeadJob] {
        try connection.all(
            """
            SELECT id, kind, key, due_at, attempts, last_problem
            FROM job
            WHERE group_id = $1 AND state = 'dead'
            ORDER BY due_at, id
            """,
            [group.stored]
        ) { row in
            DeadJob(
                id: try row.id(0),
                kind: row.text(1),
                key: row.text(2),
                due: row.instant(3),
                attempts: row.int(4),
                problem: row.textIfAny(5) ?? ""
            )
        }
    }

    /// How many jobs of all groups were given up, for those who look after the installation.
    public static func deadCount(in connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM job WHERE state = 'dead'") ?? 0
    }

    /// Lets a dead job start again from its first attempt. False when there is no such dead job.
    @discardableResult
    public static func retry<Owner>(_ id: ID<Job>, group: ID<Owner>, now: Instant, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            "UPDATE job SET state = 'waiting', due_at = $1, attempts = 0, lease_until = NULL WHERE group_id = $2 AND id = $3 AND state = 'dead'",
            [now.stored, group.stored, id.stored]
        )
        return changed > 0
    }

    /// Gives up jobs whose lease ran out on their last attempt: their process died each time.
    @discardableResult
    static func buryAbandoned(attempts: Int, now: Instant, in transaction: any Transaction) throws -> Int {
        try transaction.execute(
            """
            UPDATE job SET state = 'dead', lease_until = NULL, last_problem = coalesce(last_problem, $1)
            WHERE state = 'waiting' AND lease_until <= $2 AND attempts >= $3
            """,
            ["the process ended in the middle", now.stored, attempts.stored]
        )
    }
}
