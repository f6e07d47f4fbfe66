public import Kernel
import Sealing
public import Storage

/// The SQL of private links.
public enum LinkStore {
    private static let columns =
        "link_id, purpose, person_id, subject_id, match_id, roles, expires_at, used_at, ended_at"

    /// The link with this token's hash; ended and expired ones too, so that a page can say so.
    public static func with(hash: [UInt8], in group: ID<Group>, _ connection: any Connection) throws -> PrivateLink? {
        try connection.first("SELECT \(columns) FROM link WHERE group_id = $1 AND token_hash = $2", [group.stored, .bytes(hash)]) { row in
            PrivateLink(
                group: group,
                id: try row.id(0),
                purpose: try row.choice(1),
                person: try row.idIfAny(2),
                subject: try row.idIfAny(3),
                match: try row.idIfAny(4),
                roles: Set((row.textIfAny(5) ?? "").split(separator: " ").compactMap { Role(rawValue: String($0)) }),
                expiresAt: row.instantIfAny(6),
                usedAt: row.instantIfAny(7),
                endedAt: row.instantIfAny(8)
            )
        }
    }

    public static func insert(_ link: PrivateLink, hash: [UInt8], at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO link (group_id, token_hash, link_id, purpose, person_id, subject_id, match_id, roles, made_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                link.group.stored, .bytes(hash), link.id.stored, Value(link.purpose.rawValue), Value(link.person), Value(link.subject),
                Value(link.match), link.roles.isEmpty ? .null : .text(link.roles.map(\.rawValue).sorted().joined(separator: " ")),
                now.stored, Value(link.expiresAt),
            ]
        )
    }

    /// Marks a single-use link as used; false when somebody was quicker.
    public static func use(_ link: ID<PrivateLink>, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE link SET used_at = $1 WHERE group_id = $2 AND link_id = $3 AND used_at IS NULL AND ended_at IS NULL",
            [now.stored, group.stored, link.stored]
        ) == 1
    }

    /// The asker's links of a subject are another person's from now on, or nobody's.
    static func give(_ subject: ID<Subject>, to person: ID<Person>?, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE link SET person_id = $1 WHERE group_id = $2 AND subject_id = $3 AND purpose = $4",
            [Value(person), group.stored, subject.stored, Value(PrivateLink.Purpose.asker.rawValue)]
        )
    }

    /// One link is this person's, or nobody's.
    static func give(_ link: ID<PrivateLink>, to person: ID<Person>?, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE link SET person_id = $1 WHERE group_id = $2 AND link_id = $3", [Value(person), group.stored, link.stored]
        )
    }

    /// Whose the asker's links of a subject are, ended ones too.
    static func holders(of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> [(
        link: ID<PrivateLink>, person: ID<Person>?
    )] {
        try connection.all(
            "SELECT link_id, person_id FROM link WHERE group_id = $1 AND subject_id = $2 AND purpose = $3 ORDER BY link_id",
            [group.stored, subject.stored, Value(PrivateLink.Purpose.asker.rawValue)]
        ) { (try $0.id(0), try $0.idIfAny(1)) }
    }

    /// Ends one link.
    public static func end(_ link: ID<PrivateLink>, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE link SET ended_at = $1 WHERE group_id = $2 AND link_id = $3 AND ended_at IS NULL",
            [now.stored, group.stored, link.stored]
        )
    }

    /// The IDs of a subject's open links of one purpose.
    public static func open(_ purpose: PrivateLink.Purpose, of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws
        -> [ID<PrivateLink>]
    {
        try connection.all(
            "SELECT link_id FROM link WHERE group_id = $1 AND subject_id = $2 AND purpose = $3 AND ended_at IS NULL",
            [group.stored, subject.stored, Value(purpose.rawValue)]
        ) { try $0.id(0) }
    }

    /// The IDs of the open links of one match.
    public static func ofMatch(_ match: ID<Match>, in group: ID<Group>, _ connection: any Connection) throws -> [ID<PrivateLink>] {
        try connection.all(
            "SELECT link_id FROM link WHERE group_id = $1 AND match_id = $2 AND ended_at IS NULL",
            [group.stored, match.stored]
        ) { try $0.id(0) }
    }

    /// Ends every link of a person: after leaving, or when somebody is frozen.
    public static func endAll(of person: ID<Person>, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE link SET ended_at = $1 WHERE group_id = $2 AND person_id = $3 AND ended_at IS NULL",
            [now.stored, group.stored, person.stored]
        )
    }
}
