public import Kernel

/// Work outside of our database that may have happened and may not: a provider was asked, and nobody heard what came of it. Where the provider does one
/// thing once for one key, asking again is safe; where it does not, only a person can tell, and nothing is repeated by itself.
extension Jobs {
    /// Notes durably that an attempt begins whose repetition would be a second deed. False when the lease has passed to somebody else.
    static func begin(_ job: Job, now: Instant, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            """
            UPDATE job SET began_at = $1
            WHERE group_id = $2 AND id = $3 AND state = 'waiting' AND attempts = $4 AND lease_until = $5
            """,
            [now.stored] + job.claimed
        )
        return changed > 0
    }

    /// The attempt was begun and nobody knows how it ended: it waits for a person.
    @discardableResult
    static func doubt(_ job: Job, problem: String, now: Instant, in transaction: any Transaction) throws -> Bool {
        let changed = try transaction.execute(
            """
            UPDATE job SET state = 'dead', lease_until = NULL, last_problem = $1, given_up_at = $2
            WHERE group_id = $3 AND id = $4 AND state = 'waiting' AND attempts = $5 AND lease_until = $6
            """,
            [.text(String(problem.prefix(200))), now.stored] + job.claimed
        )
        return changed > 0
    }

    /// What is written down when an older state of the data took the place of the data.
    public static let wentBack = "the data went back"

    /// An older state of the data took its place, or a group came from elsewhere (`owner`; nil for everybody's): nobody holds anything in it. What had begun then, and what was due
    /// of `kinds` that must not be done twice, may have been done since, and waits for a person; all else is done again.
    public static func goBack<Owner>(
        unrepeatable kinds: [String], of owner: ID<Owner>?, now: Instant, in transaction: any Transaction
    ) throws {
        let places = kinds.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
        let isUnrepeatable = kinds.isEmpty ? "" : "OR kind IN (\(places)) AND due_at <= $1"
        let isOwned = owner == nil ? "" : "AND group_id = $\(kinds.count + 3)"
        let owned = owner.map { [$0.stored] } ?? []
        try transaction.execute(
            """
            UPDATE job SET state = 'dead', lease_until = NULL, began_at = coalesce(began_at, $1), given_up_at = $1, last_problem = $2
            WHERE state = 'waiting' AND (began_at IS NOT NULL \(isUnrepeatable)) \(isOwned)
            """,
            [now.stored, .text(wentBack)] + kinds.map { .text($0) } + owned
        )
        try transaction.execute(
            "UPDATE job SET lease_until = NULL WHERE state = 'waiting' AND lease_until IS NOT NULL \(owner == nil ? "" : "AND group_id = $1")", owned)
    }

    /// The same for everybody's.
    public static func goBack(unrepeatable kinds: [String], now: Instant, in transaction: any Transaction) throws {
        try goBack(unrepeatable: kinds, of: ID<Jobs>?.none, now: now, in: transaction)
    }

    /// A person has found out that it did happen: the job is done. It can be taken back until then. False when there is no such job that is unsure.
    @discardableResult
    public static func settle<Owner>(_ id: ID<Job>, group: ID<Owner>, until: Instant, in transaction: any Transaction) throws -> Bool {
        try decide(id, isUnsure: true, group.stored, until, transaction)
    }

    /// Lets a job go that was given up: it will not be done, and that is right. It can be taken back until then. False when there is no such job that is surely not done.
    @discardableResult
    public static func letGo<Owner>(_ id: ID<Job>, group: ID<Owner>, until: Instant, in transaction: any Transaction) throws -> Bool {
        try decide(id, isUnsure: false, group.stored, until, transaction)
    }

    /// What it needs stays with it as long as it can be taken back; of a job that is done, `lease_until` says how long that is.
    private static func decide(_ id: ID<Job>, isUnsure: Bool, _ group: Value, _ until: Instant, _ transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE job SET state = 'done', lease_until = $1
            WHERE group_id = $2 AND id = $3 AND state = 'dead' AND began_at IS \(isUnsure ? "NOT NULL" : "NULL")
            """,
            [until.stored, group, id.stored]
        ) > 0
    }

    /// Puts a job back among those that were given up, as it was before a person settled it or let it go. False when it is not there any more, or too late.
    @discardableResult
    public static func takeBack<Owner>(_ id: ID<Job>, group: ID<Owner>, in transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE job SET state = 'dead', lease_until = NULL WHERE group_id = $1 AND id = $2 AND state = 'done' AND lease_until IS NOT NULL",
            [group.stored, id.stored]
        ) > 0
    }

    /// Empties jobs that a person decided about and cannot take back any more, like those that were done. Returns how many.
    @discardableResult
    static func emptyDecided(now: Instant, in transaction: any Transaction) throws -> Int {
        try transaction.execute(
            "UPDATE job SET lease_until = NULL, payload = $1 WHERE state = 'done' AND lease_until IS NOT NULL AND lease_until < $2",
            [.bytes([]), now.stored]
        )
    }
}
