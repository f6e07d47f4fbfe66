public import Kernel
public import Storage

/// The SQL of members: people who hold a role now.
public enum MemberStore {
    /// Everyone with a role, helpers too, by the time they came.
    public static func all(in house: House, group: ID<Group>, _ connection: any Connection) throws -> [Member] {
        var order: [ID<Person>] = []
        var roles: [ID<Person>: [Role: Instant]] = [:]
        try connection.forEach(
            "SELECT person_id, role, since FROM person_role WHERE group_id = $1 AND ended_at IS NULL ORDER BY since, person_id", [group.stored]
        ) { row in
            let id: ID<Person> = try row.id(0)
            if roles[id] == nil { order.append(id) }
            roles[id, default: [:]][try row.choice(1)] = row.instant(2)
        }
        return try order.compactMap { id in try member(id, roles: roles[id] ?? [:], in: house, group: group, connection) }
    }

    /// One person of the group, with or without roles; nil when there is none.
    public static func with(id: ID<Person>, in house: House, group: ID<Group>, _ connection: any Connection) throws -> Member? {
        var roles: [Role: Instant] = [:]
        try connection.forEach(
            "SELECT role, since FROM person_role WHERE group_id = $1 AND person_id = $2 AND ended_at IS NULL", [group.stored, id.stored]
        ) { roles[try $0.choice(0)] = $0.instant(1) }
        return try member(id, roles: roles, in: house, group: group, connection)
    }

    /// How many people can do at least something at the desk.
    public static func deskCount(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            "SELECT count(DISTINCT person_id) FROM person_role WHERE group_id = $1 AND ended_at IS NULL AND role <> 'helper'", [group.stored]
        ) ?? 0
    }

    private static func member(
        _ id: ID<Person>, roles: [Role: Instant], in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> Member? {
        let row = try connection.first(
            """
            SELECT person.language, person.last_active_day, person.sealed, held.epoch, held.due_day, held.wrapped
            FROM person
            \(SubjectStore.groupKeyJoin(on: "person.person_id"))
            WHERE person.group_id = $1 AND person.person_id = $3 AND person.forgotten_at IS NULL
            """,
            [group.stored, SubjectStore.groupReader, id.stored]
        ) { row in
            Member(
                person: id, roles: roles, lastActive: row.day(1), language: try row.language(0),
                card: try PersonStore.card(row, id: id, sealed: 2, held: 3, in: house, group: group, connection)
            )
        }
        return row
    }
}
