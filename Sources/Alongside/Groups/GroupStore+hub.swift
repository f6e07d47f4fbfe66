public import Kernel
public import Sealing
public import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

extension GroupStore {
    /// The group with this part of the address; nil when there is none.
    public static func named(_ slug: String, _ connection: any Connection) throws -> Group? {
        try connection.first("SELECT \(columns), categories_version, depot FROM aid_group WHERE slug = $1", [.text(slug)], read)
    }

    /// Every group of the installation, by name.
    public static func everyGroup(_ connection: any Connection) throws -> [Group] {
        try connection.all("SELECT \(columns), categories_version, depot FROM aid_group ORDER BY name", [], read)
    }
}

extension SetUpStore {
    /// Whether anybody still has to found the first group: what the program prints a link for.
    public static func isNeeded(_ connection: any Connection) throws -> Bool {
        try !connection.exists("SELECT 1 FROM aid_group LIMIT 1")
    }

    /// The group that was founded within the last day with this session for its founder: what a form leads to that is sent twice. Without a new group no session
    /// is looked for, so that whoever makes up addresses costs nothing.
    public static func founded(by session: LinkToken, at now: Instant, _ connection: any Connection) throws -> Group? {
        try connection.first(
            """
            SELECT \(GroupStore.columns), categories_version, depot
            FROM aid_group
            WHERE created_at > $1
            AND EXISTS (
                SELECT 1
                FROM session
                WHERE session.group_id = aid_group.group_id AND session.token_hash = $2 AND session.ended_at IS NULL AND session.expires_at > $3
            )
            """,
            [(now - .days(1)).stored, .bytes(session.hash), now.stored],
            GroupStore.read
        )
    }
}
