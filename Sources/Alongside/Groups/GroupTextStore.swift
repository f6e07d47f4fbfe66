public import Kernel
public import Storage

/// The SQL of the words that a group writes itself.
public enum GroupTextStore {
    /// Every text of a group.
    public static func all(in group: ID<Group>, _ connection: any Connection) throws -> [GroupText] {
        try connection.all(
            "SELECT name, language, text, mark FROM group_text WHERE group_id = $1 ORDER BY name, language", [group.stored], read
        )
    }

    /// The text of this name for a reader: in their language, else in the first of the group's languages that has one.
    public static func best(_ name: GroupText.Name, for language: LanguageTag, in group: Group, _ connection: any Connection) throws -> GroupText? {
        try connection.all(
            "SELECT name, language, text, mark FROM group_text WHERE group_id = $1 AND name = $2", [group.id.stored, Value(name.rawValue)], read
        ).best(name, for: language, in: group)
    }

    /// What the group says to a reader about how wide its door stands now; nil when it is open or nothing was written.
    public static func ofScope(at now: Instant, for language: LanguageTag, in group: Group, _ connection: any Connection) throws -> GroupText? {
        try group.scope(at: now).words.flatMap { try best($0, for: language, in: group, connection) }
    }

    public static func save(_ text: GroupText, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO group_text (group_id, name, language, text, mark) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (group_id, name, language) DO UPDATE SET text = excluded.text, mark = excluded.mark
            """,
            [group.stored, Value(text.name.rawValue), text.language.stored, .text(text.text), Value(text.mark.rawValue)]
        )
    }

    public static func remove(_ name: GroupText.Name, _ language: LanguageTag, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "DELETE FROM group_text WHERE group_id = $1 AND name = $2 AND language = $3", [group.stored, Value(name.rawValue), language.stored]
        )
    }

    private static func read(_ row: any Row) throws -> GroupText {
        GroupText(try row.choice(0), try row.language(1), row.text(2), mark: try row.choice(3))
    }
}
