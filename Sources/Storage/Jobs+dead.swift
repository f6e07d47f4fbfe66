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
    public let givenUpAt: Instant
    /// Its last attempt was begun in the outside world and nobody knows how it ended: a person finds out before anything is repeated.
    public let isUnsure: Bool
}

extension Jobs {
    /// The group's jobs that were given up, the oldest first.
    public static func dead<Owner>(group: ID<Owner>, in connection: any Connection) throws -> [DeadJob] {
        try connection.all(
            """
            SELECT id, kind, key, due_at, attempts, last_problem, given_up_at, began_at
            FROM job
            WHERE group_id = $1 AND state = 'dead'
            ORDER BY given_up_at, id
            """,
            [group.stored]
        ) { row in
            DeadJob(
                id: try row.id(0),
                kind: row.text(1),
                key: row.text(2),
                due: row.instant(3),
                attempts: row.int(4),
                problem: row.textIfAny(5) ?? "",
                givenUpAt: row.instantIfAny(6) ?? row.instant(3),
                isUnsure: !row.isNull(7)
            )
        }
    }

    /// How much one owner's work was given up.
    public struct GivenUp: Hashable, Sendable {
        /// `Jobs.installation` for what belongs to no group.
        public let group: ID<Jobs>
        public let count: Int
        /// Of how many nobody knows whether they were done.
        public let unsure: Int
    }

    /// Every owner of whose jobs some were given up.
    public static func givenUp(in connection: any Connection) throws -> [GivenUp] {
        try connection.all("SELECT group_id, count(*), count(began_at) FROM job WHERE state = 'dead' GROUP BY group_id ORDER BY group_id") { row in
            GivenUp(group: try row.id(0), count: row.int(1), unsure: row.int(2))
        }
    }

    /// How many jobs of all groups were given up, for those who look after the installation.
    public static func deadCount(in connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM job WHERE state = 'dead'") ?? 0
    }

    /// How the jobs of all groups stand together.
    public struct Standing: Hashable, Sendable {
        public let waiting: Int
        /// When the oldest of those that wait fell due, or will.
        public let oldest: Instant?
        public let givenUp: Int
    }

    public static func standing(in connection: any Connection) throws -> Standing {
        let waiting = try connection.first("SELECT count(*), min(due_at) FROM job WHERE state = 'waiting'") { row in
            (row.int(0), row.isNull(1) ? nil : row.instant(1))
        }
        return Standing(waiting: waiting?.0 ?? 0, oldest: waiting?.1, givenUp: try deadCount(in: connection))
    }

    /// Lets a dead job start again from its first attempt. False when there is no such dead job.
    @discardableResult
    public static func retry<Owner>(_ id: ID<Job>, group: ID<Owner>, now: Instant, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            """
            UPDATE job SET state = 'waiting', due_at = $1, attempts = 0, lease_until = NULL, began_at = NULL, given_up_at = NULL
            WHERE group_id = $2 AND id = $3 AND state = 'dead'
            """,
            [now.stored, group.stored, id.stored]
        )
        return changed > 0
    }

    /// What is written down when nobody came back from an attempt.
    public static let endedInTheMiddle = "the process ended in the middle"

    /// Gives up jobs whose lease ran out on their last attempt, their process died each time; and at once those that must not be repeated by themselves.
    @discardableResult
    static func buryAbandoned(attempts: Int, now: Instant, in transaction: any Transaction) throws -> Int {
        try transaction.execute(
            """
            UPDATE job SET
                state = 'dead', lease_until = NULL, given_up_at = $1,
                last_problem = CASE WHEN began_at IS NULL THEN coalesce(last_problem, $2) ELSE $2 END
            WHERE state = 'waiting' AND lease_until IS NOT NULL AND lease_until <= $1 AND (attempts >= $3 OR began_at IS NOT NULL)
            """,
            [now.stored, .text(endedInTheMiddle), attempts.stored]
        )
    }
}
