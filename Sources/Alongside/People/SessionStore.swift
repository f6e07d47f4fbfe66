public import Kernel
public import Storage

/// The SQL of sessions. The database knows a session only by the hash of its token, which stands in the browser's cookie.
public enum SessionStore {
    /// How long a session lasts after it was begun.
    public static let days = 90

    private static let columns = "session.session_id, session.person_id, person.language, session.made_at, session.last_day"

    /// The session with this token's hash that still holds; nil when it was ended, has run out, or is not of this group.
    public static func with(hash: [UInt8], at now: Instant, in group: ID<Group>, _ connection: any Connection) throws -> Session? {
        try connection.first(
            """
            SELECT \(columns)
            FROM session
            JOIN person ON person.group_id = $1 AND person.person_id = session.person_id AND person.forgotten_at IS NULL
            WHERE session.group_id = $1 AND session.token_hash = $2 AND session.ended_at IS NULL AND session.expires_at > $3
            """,
            [group.stored, .bytes(hash), now.stored],
            read
        )
    }

    /// Begins a session for the holder of a token with this hash.
    public static func insert(
        _ id: ID<Session>, hash: [UInt8], of person: ID<Person>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO session (group_id, token_hash, session_id, person_id, made_at, last_day, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                group.stored, .bytes(hash), id.stored, person.stored, now.stored, now.day.stored, (now + .days(days)).stored,
            ]
        )
    }

    /// The sessions of a person that still hold, newest first.
    public static func all(of person: ID<Person>, at now: Instant, in group: ID<Group>, _ connection: any Connection) throws -> [Session] {
        try connection.all(
            """
            SELECT \(columns)
            FROM session
            JOIN person ON person.group_id = $1 AND person.person_id = session.person_id
            WHERE session.group_id = $1 AND session.person_id = $2 AND session.ended_at IS NULL AND session.expires_at > $3
            ORDER BY session.last_day DESC, session.made_at DESC, session.session_id
            """,
            [group.stored, person.stored, now.stored],
            read
        )
    }

    /// Whose session this is; nil when the group has none with this ID.
    public static func owner(of id: ID<Session>, in group: ID<Group>, _ connection: any Connection) throws -> ID<Person>? {
        try connection.first(
            "SELECT person_id FROM session WHERE group_id = $1 AND session_id = $2", [group.stored, id.stored]
        ) { try $0.id(0) }
    }

    /// Notes the day on which a session was last used; a second call on the same day changes nothing.
    public static func seen(_ id: ID<Session>, on day: Day, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE session SET last_day = $1 WHERE group_id = $2 AND session_id = $3 AND last_day < $1",
            [day.stored, group.stored, id.stored]
        )
    }

    /// Ends one session; false when it had ended already.
    @discardableResult
    public static func end(_ id: ID<Session>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE session SET ended_at = $1 WHERE group_id = $2 AND session_id = $3 AND ended_at IS NULL",
            [now.stored, group.stored, id.stored]
        ) == 1
    }

    /// Ends every session of a person, except the one named; how many there were.
    @discardableResult
    public static func endAll(
        of person: ID<Person>, except kept: ID<Session>? = nil, at now: Instant, in group: ID<Group>, _ transaction: any Transaction
    ) throws -> Int {
        try transaction.execute(
            "UPDATE session SET ended_at = $1 WHERE group_id = $2 AND person_id = $3 AND ended_at IS NULL AND session_id <> $4",
            [now.stored, group.stored, person.stored, .bytes(kept?.bytes ?? [])]
        )
    }

    private static func read(_ row: any Row) throws -> Session {
        Session(id: try row.id(0), person: try row.id(1), language: try row.language(2), madeAt: row.instant(3), lastDay: row.day(4))
    }
}
