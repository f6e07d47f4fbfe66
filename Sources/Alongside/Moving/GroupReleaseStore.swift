public import Kernel
public import Storage

/// The SQL of releases.
public enum GroupReleaseStore {
    private static let columns = "release_id, person_id, asked_at, opens_at, expires_at, used_at, stopped_at"

    static func insert(_ release: GroupRelease, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO group_release (group_id, release_id, person_id, asked_at, opens_at) VALUES ($1, $2, $3, $4, $5)",
            [group.stored, release.id.stored, release.person.stored, release.askedAt.stored, release.opensAt.stored]
        )
    }

    /// Those of which something may still come, by the time they were asked for.
    public static func pending(at now: Instant, in group: ID<Group>, _ connection: any Connection) throws -> [GroupRelease] {
        try connection.all(
            """
            SELECT \(columns) FROM group_release
            WHERE group_id = $1 AND asked_at > $2 AND used_at IS NULL AND stopped_at IS NULL
            ORDER BY asked_at, release_id
            """,
            [group.stored, (now - GroupRelease.wait - GroupRelease.lapse).stored], read
        ).filter { $0.isPending(at: now) }
    }

    public static func with(id: ID<GroupRelease>, in group: ID<Group>, _ connection: any Connection) throws -> GroupRelease? {
        try connection.first(
            "SELECT \(columns) FROM group_release WHERE group_id = $1 AND release_id = $2", [group.stored, id.stored], read)
    }

    static func coded(_ hash: [UInt8], in group: ID<Group>, _ connection: any Connection) throws -> GroupRelease? {
        try connection.first(
            "SELECT \(columns) FROM group_release WHERE group_id = $1 AND code_hash = $2", [group.stored, .bytes(hash)], read)
    }

    /// Who is an organiser and was one already at that time.
    static func organisers(since: Instant, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try connection.all(
            "SELECT person_id FROM person_role WHERE group_id = $1 AND role = 'organiser' AND ended_at IS NULL AND since <= $2",
            [group.stored, since.stored]
        ) { try $0.id(0) }
    }

    static func setCode(_ hash: [UInt8], until: Instant, _ id: ID<GroupRelease>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE group_release SET code_hash = $1, expires_at = $2 WHERE group_id = $3 AND release_id = $4",
            [.bytes(hash), until.stored, group.stored, id.stored]
        )
    }

    static func stop(_ id: ID<GroupRelease>, by person: ID<Person>?, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE group_release SET stopped_at = $1, stopped_by = $2, code_hash = NULL WHERE group_id = $3 AND release_id = $4",
            [now.stored, Value(person), group.stored, id.stored]
        )
    }

    /// `now` nil: the file was not written, and the code is good again.
    static func setUsed(at now: Instant?, _ id: ID<GroupRelease>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE group_release SET used_at = $1 WHERE group_id = $2 AND release_id = $3", [Value(now), group.stored, id.stored])
    }

    private static func read(_ row: any Row) throws -> GroupRelease {
        GroupRelease(
            id: try row.id(0), person: try row.id(1), askedAt: row.instant(2), opensAt: row.instant(3), expiresAt: row.instantIfAny(4),
            usedAt: row.instantIfAny(5), stoppedAt: row.instantIfAny(6))
    }
}
