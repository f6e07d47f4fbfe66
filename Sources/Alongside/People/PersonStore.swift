public import Kernel
public import Sealing
public import Storage

/// The SQL of people and their roles.
public enum PersonStore {
    /// A new person with their own key. The ID is version 4: it does not tell when they came.
    @discardableResult
    public static func insert(
        _ id: ID<Person>, _ card: PersonCard, language: LanguageTag, batch: ID<ImportBatch>? = nil, in house: House, group: Group,
        _ transaction: any Transaction
    ) throws -> SealingKey {
        let key = try house.vault.begin(id.subject, .person, in: group, at: house.now, transaction)
        try transaction.execute(
            "INSERT INTO person (group_id, person_id, language, last_active_day, batch_id, sealed, version) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                group.id.stored, id.stored, language.stored, house.now.day.stored, Value(batch),
                .bytes(house.vault.seal(card, row: id.bytes, key: key, in: group.id)), LookupStore.raise(group.id, transaction).stored,
            ]
        )
        return key
    }

    /// The person with their card; nil when there is none of this group.
    public static func with(id: ID<Person>, in house: House, group: ID<Group>, _ connection: any Connection) throws -> Person? {
        try connection.first(
            """
            SELECT person.language, person.sealed, held.epoch, held.due_day, held.wrapped
            FROM person
            \(SubjectStore.groupKeyJoin(on: "person.person_id"))
            WHERE person.group_id = $1 AND person.person_id = $3
            """,
            [group.stored, SubjectStore.groupReader, id.stored]
        ) { row in
            Person(id: id, language: try row.language(0), card: try card(row, id: id, sealed: 1, held: 2, in: house, group: group, connection))
        }
    }

    /// Every card of the group that was written after a count of `LookupStore`, as it is now; nil for one that is forgotten or does not open.
    static func forEachCard(
        after count: Int, in house: House, group: ID<Group>, _ connection: any Connection, _ body: (ID<Person>, PersonCard?) throws -> Void
    ) throws {
        guard count >= 0 else { return try forEachCard(in: house, group: group, connection, body) }
        try connection.forEach(
            """
            SELECT person.person_id, person.sealed, held.epoch, held.due_day, held.wrapped
            FROM person
            \(SubjectStore.groupKeyJoin(on: "person.person_id"))
            WHERE person.group_id = $1 AND person.version > $3
            """,
            [group.stored, SubjectStore.groupReader, count.stored]
        ) { row in
            let id: ID<Person> = try row.id(0)
            try body(id, row.isNull(1) ? nil : try card(row, id: id, sealed: 1, held: 2, in: house, group: group, connection))
        }
    }

    /// Every card of the group that still opens, one after the other.
    static func forEachCard(in house: House, group: ID<Group>, _ connection: any Connection, _ body: (ID<Person>, PersonCard) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT person.person_id, person.sealed, held.epoch, held.due_day, held.wrapped
            FROM person
            \(SubjectStore.groupKeyJoin(on: "person.person_id"))
            WHERE person.group_id = $1 AND person.sealed IS NOT NULL
            """,
            [group.stored, SubjectStore.groupReader]
        ) { row in
            let id: ID<Person> = try row.id(0)
            if let card = try card(row, id: id, sealed: 1, held: 2, in: house, group: group, connection) { try body(id, card) }
        }
    }

    /// The language somebody reads in; nil when there is no such person.
    public static func language(of id: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> LanguageTag? {
        try connection.first("SELECT language FROM person WHERE group_id = $1 AND person_id = $2", [group.stored, id.stored]) {
            try $0.language(0)
        }
    }

    /// Cards of several people at once, for lists.
    public static func cards(of ids: some Collection<ID<Person>>, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [ID<Person>: PersonCard]
    {
        var out: [ID<Person>: PersonCard] = [:]
        for id in Set(ids) { out[id] = try with(id: id, in: house, group: group, connection)?.card }
        return out
    }

    /// What matching needs of the cards of everybody who helps or helped; who is forgotten is not there. A card that was opened before is not opened again.
    static func helperCards(in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>: OpenedForMatching.Card] {
        var out: [ID<Person>: OpenedForMatching.Card] = [:]
        try connection.forEach(
            """
            SELECT person.person_id, person.sealed, held.epoch, held.due_day, held.wrapped
            FROM helper
            JOIN person ON person.group_id = helper.group_id AND person.person_id = helper.person_id
            \(SubjectStore.groupKeyJoin(on: "person.person_id"))
            WHERE helper.group_id = $1 AND person.sealed IS NOT NULL
            """,
            [group.stored, SubjectStore.groupReader]
        ) { row in
            // Its day has passed: it is forgotten, whether or not its row has been cleared yet.
            guard !row.isNull(3), try house.vault.opens(row.day(3)) else { return }
            let id: ID<Person> = try row.id(0)
            out[id] = try house.lookups.matching.card(id, row.bytes(1), in: group) {
                guard let card = try card(row, id: id, sealed: 1, held: 2, in: house, group: group, connection) else { throw Problem.missing() }
                return OpenedForMatching.Card(alias: card.alias, point: card.point)
            }
        }
        house.lookups.matching.keep(cards: Set(out.keys), in: group, at: house.now)
        return out
    }

    /// Writes a changed card.
    public static func update(_ id: ID<Person>, _ card: PersonCard, in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        let key = try house.vault.key(of: id.subject, in: group, transaction)
        try transaction.execute(
            "UPDATE person SET sealed = $1, version = $2 WHERE group_id = $3 AND person_id = $4",
            [
                .bytes(house.vault.seal(card, row: id.bytes, key: key, in: group)), LookupStore.raise(group, transaction).stored, group.stored,
                id.stored,
            ]
        )
    }

    /// Notes that somebody was active today, which moves the day on which they are forgotten.
    public static func touch(_ id: ID<Person>, in house: House, group: Group, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE person SET last_active_day = $1 WHERE group_id = $2 AND person_id = $3",
            [house.now.day.stored, group.id.stored, id.stored]
        )
        try house.vault.revive(id.subject, in: group, at: house.now, transaction)
    }

    // MARK: Roles

    /// The roles somebody holds now, beside being a neighbour.
    public static func roles(of id: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Set<Role> {
        Set(
            try connection.all(
                "SELECT role FROM person_role WHERE group_id = $1 AND person_id = $2 AND ended_at IS NULL", [group.stored, id.stored]
            ) { try $0.choice(0) }
        )
    }

    public static func give(_ role: Role, to id: ID<Person>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO person_role (group_id, person_id, role, since) VALUES ($1, $2, $3, $4)
            ON CONFLICT (group_id, person_id, role) DO UPDATE SET since = excluded.since, ended_at = NULL
            """,
            [group.stored, id.stored, Value(role.rawValue), now.stored]
        )
    }

    public static func end(_ role: Role, of id: ID<Person>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE person_role SET ended_at = $1 WHERE group_id = $2 AND person_id = $3 AND role = $4 AND ended_at IS NULL",
            [now.stored, group.stored, id.stored, Value(role.rawValue)]
        )
    }

    /// Everyone who holds this role now.
    public static func holding(_ role: Role, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try connection.all(
            "SELECT person_id FROM person_role WHERE group_id = $1 AND role = $2 AND ended_at IS NULL ORDER BY since",
            [group.stored, Value(role.rawValue)]
        ) { try $0.id(0) }
    }

    /// Reads a sealed card from the columns of a joined row; nil once it is forgotten.
    static func card(
        _ row: any Row, id: ID<Person>, sealed: Int, held: Int, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> PersonCard? {
        guard let bytes = row.bytesIfAny(sealed), let wrapped = HeldKey.read(row, from: held) else { return nil }
        let key = try house.vault.key(wrapped, of: id.subject, in: group, connection)
        return try house.vault.open(bytes, row: id.bytes, key: key, in: group)
    }
}
