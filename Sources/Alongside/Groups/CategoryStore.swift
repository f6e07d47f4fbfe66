public import Kernel
public import Storage

/// The SQL of categories.
public enum CategoryStore {
    /// All categories of a group in their order, with names; the active ones only unless asked otherwise.
    public static func all(in group: ID<Group>, activeOnly: Bool = true, _ connection: any Connection) throws -> [Category] {
        let names = try names(in: group, connection)
        return try connection.all(
            """
            SELECT category_id, name_key, emoji, position, kind, essential, minutes, active
            FROM category
            WHERE group_id = $1 AND (active = 1 OR $2 = 0)
            ORDER BY position, name_key
            """,
            [group.stored, Value(activeOnly)]
        ) { row in
            let id: ID<Category> = try row.id(0)
            return Category(
                id: id, nameKey: row.text(1), emoji: row.text(2), position: row.int(3), kind: try row.choice(4), essential: row.flag(5),
                minutes: row.int(6), active: row.flag(7), names: names[id] ?? [:]
            )
        }
    }

    private static func names(in group: ID<Group>, _ connection: any Connection) throws -> [ID<Category>: [LanguageTag: String]] {
        var names: [ID<Category>: [LanguageTag: String]] = [:]
        try connection.forEach("SELECT category_id, language, name FROM category_name WHERE group_id = $1", [group.stored]) { row in
            names[try row.id(0), default: [:]][try row.language(1)] = row.text(2)
        }
        return names
    }

    /// One category, active or not, with its names.
    public static func with(id: ID<Category>, in group: ID<Group>, _ connection: any Connection) throws -> Category? {
        var names: [LanguageTag: String] = [:]
        try connection.forEach(
            "SELECT language, name FROM category_name WHERE group_id = $1 AND category_id = $2", [group.stored, id.stored]
        ) { names[try $0.language(0)] = $0.text(1) }
        return try connection.first(
            """
            SELECT name_key, emoji, position, kind, essential, minutes, active
            FROM category
            WHERE group_id = $1 AND category_id = $2
            """,
            [group.stored, id.stored]
        ) { row in
            Category(
                id: id, nameKey: row.text(0), emoji: row.text(1), position: row.int(2), kind: try row.choice(3), essential: row.flag(4),
                minutes: row.int(5), active: row.flag(6), names: names
            )
        }
    }

    /// Writes a category, new or changed, with its names. Names of a language that is not given stay.
    public static func save(_ category: Category, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO category (group_id, category_id, name_key, emoji, position, kind, essential, minutes, active)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (group_id, category_id) DO UPDATE
            SET emoji = excluded.emoji, position = excluded.position, kind = excluded.kind, essential = excluded.essential,
                minutes = excluded.minutes, active = excluded.active
            """,
            [
                group.stored, category.id.stored, Value(category.nameKey), Value(category.emoji), Value(category.position),
                Value(category.kind.rawValue), Value(category.essential), Value(category.minutes), Value(category.active),
            ]
        )
        for (language, name) in category.names {
            try transaction.execute(
                """
                INSERT INTO category_name (group_id, category_id, language, name, mark) VALUES ($1, $2, $3, $4, 'human')
                ON CONFLICT (group_id, category_id, language) DO UPDATE SET name = excluded.name, mark = excluded.mark
                """,
                [group.stored, category.id.stored, language.stored, .text(name)]
            )
        }
        try haveChanged(in: group, transaction)
    }

    /// Writes a category with exactly these names: those of other languages go.
    static func replace(_ category: Category, in group: ID<Group>, _ transaction: any Transaction) throws {
        try save(category, in: group, transaction)
        let kept = Set(category.names.keys)
        let stored: [LanguageTag] = try transaction.all(
            "SELECT language FROM category_name WHERE group_id = $1 AND category_id = $2", [group.stored, category.id.stored]
        ) { try $0.language(0) }
        for language in stored where !kept.contains(language) {
            try transaction.execute(
                "DELETE FROM category_name WHERE group_id = $1 AND category_id = $2 AND language = $3",
                [group.stored, category.id.stored, language.stored]
            )
        }
    }

    /// Puts a category elsewhere in the order.
    static func set(position: Int, of category: ID<Category>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE category SET position = $1 WHERE group_id = $2 AND category_id = $3", [Value(position), group.stored, category.stored]
        )
        try haveChanged(in: group, transaction)
    }

    private static func haveChanged(in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE aid_group SET categories_version = categories_version + 1 WHERE group_id = $1", [group.stored])
    }
}
