public import Kernel
public import Sealing
public import Storage

/// The SQL of asks.
public enum AskStore {
    static let columns = """
        ask.ask_id, ask.person_id, ask.category_id, ask.zone_id, ask.state, ask.closing, ask.urgency, ask.cost_path, ask.cap_minor,
        ask.language, ask.door, ask.reach, ask.phone_allowed, ask.safe_mode, ask.created_at, ask.wanted_by, ask.triaged_at,
        ask.last_contact_at, ask.closed_at, ask.occasion, ask.consent_version, ask.forgotten_at
        """
    /// The column after those of the ask.
    static let columnCount = 22

    /// Writes a new ask with its sealed parts; its subject must have begun.
    public static func insert(
        _ ask: Ask, face: AskFace, details: AskDetails, key: SealingKey, batch: ID<ImportBatch>? = nil, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO ask (
                group_id, ask_id, person_id, category_id, zone_id, state, closing, urgency, cost_path, cap_minor, language, door, reach,
                phone_allowed, safe_mode, created_at, wanted_by, triaged_at, last_contact_at, closed_at,
                occasion, consent_version, batch_id, face, details, version
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
            """,
            [group.stored, ask.id.stored, Value(ask.person), ask.category.stored] + changeable(ask) + [
                Value(ask.consentVersion), Value(batch), .bytes(house.vault.seal(face, row: ask.id.bytes, key: key, in: group)),
                .bytes(house.vault.seal(details, row: ask.id.bytes, key: key, in: group)), LookupStore.raise(group, transaction).stored,
            ]
        )
    }

    /// The ask; nil when there is none of this group.
    public static func with(id: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> Ask? {
        try connection.first("SELECT \(columns) FROM ask WHERE group_id = $1 AND ask_id = $2", [group.stored, id.stored], read)
    }

    /// The ask, or the problem that there is none.
    public static func existing(_ id: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> Ask {
        guard let ask = try with(id: id, in: group, connection) else { throw Problem.missing() }
        return ask
    }

    /// Every clear column that can change, as it stands in `ask`.
    public static func update(_ ask: Ask, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE ask
            SET person_id = $1, category_id = $2, zone_id = $3, state = $4, closing = $5, urgency = $6, cost_path = $7, cap_minor = $8,
                language = $9, door = $10, reach = $11, phone_allowed = $12, safe_mode = $13, created_at = $14, wanted_by = $15,
                triaged_at = $16, last_contact_at = $17, closed_at = $18, occasion = $19
            WHERE group_id = $20 AND ask_id = $21
            """,
            [Value(ask.person), ask.category.stored] + changeable(ask) + [group.stored, ask.id.stored]
        )
    }

    /// How many whose ask stands said that they will call the group themselves: nobody can reach them in another way.
    static func countOfCallers(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            "SELECT count(*) FROM ask WHERE group_id = $1 AND state <> 'closed' AND reach = 'calls' AND forgotten_at IS NULL", [group.stored]
        ) ?? 0
    }

    /// The face and the details, read with the subject's key (from the group or from a private link).
    public static func sealed(of id: ID<Ask>, key: SealingKey, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> (face: AskFace, details: AskDetails)
    {
        let found = try connection.first(
            "SELECT face, details FROM ask WHERE group_id = $1 AND ask_id = $2", [group.stored, id.stored]
        ) { (face: $0.bytesIfAny(0), details: $0.bytesIfAny(1)) }
        guard let face = found?.face, let details = found?.details else { throw Problem.missing("problem.forgotten") }
        return (
            try house.vault.open(face, row: id.bytes, key: key, in: group),
            try house.vault.open(details, row: id.bytes, key: key, in: group)
        )
    }

    /// The faces of the newest asks that are not forgotten, for choosing a code word that none of them has.
    static func newestFaces(limit: Int, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [AskFace] {
        try connection.all(
            """
            SELECT ask.ask_id, ask.face, held.epoch, held.due_day, held.wrapped
            FROM ask
            \(SubjectStore.groupKeyJoin(on: "ask.ask_id"))
            WHERE ask.group_id = $1 AND ask.face IS NOT NULL
            ORDER BY ask.created_at DESC
            LIMIT \(limit)
            """,
            [group.stored, SubjectStore.groupReader]
        ) { row -> AskFace? in
            let id: ID<Ask> = try row.id(0)
            guard let held = HeldKey.read(row, from: 2) else { return nil }
            let key = try house.vault.key(held, of: id.subject, in: group, connection)
            return try house.vault.open(row.bytes(1), row: id.bytes, key: key, in: group)
        }.compactMap { $0 }
    }

    /// Every face with its details that was written after a count of `LookupStore`, for finding an ask in memory; nil for one that is forgotten, or
    /// damaged, which stops no other. All of the group for a count of -1.
    static func forEachSealed(
        after count: Int, in house: House, group: ID<Group>, _ connection: any Connection,
        _ body: (ID<Ask>, (face: AskFace, details: AskDetails)?) throws -> Void
    ) throws {
        try connection.forEach(
            """
            SELECT ask.ask_id, ask.face, ask.details, held.epoch, held.due_day, held.wrapped
            FROM ask
            \(SubjectStore.groupKeyJoin(on: "ask.ask_id"))
            WHERE ask.group_id = $1 AND ask.version > $3 AND ($3 >= 0 OR ask.face IS NOT NULL)
            """,
            [group.stored, SubjectStore.groupReader, count.stored]
        ) { row in
            let id: ID<Ask> = try row.id(0)
            guard !row.isNull(1), !row.isNull(2), let held = HeldKey.read(row, from: 3) else { return try body(id, nil) }
            let key: SealingKey
            do {
                key = try house.vault.key(held, of: id.subject, in: group, connection)
            } catch let problem as Problem where problem.kind == .busy {
                // It is on its way from another node: that an ask is not found would not be true.
                throw problem
            } catch {
                return try body(id, nil)
            }
            guard
                let face: AskFace = try? house.vault.open(row.bytes(1), row: id.bytes, key: key, in: group),
                let details: AskDetails = try? house.vault.open(row.bytes(2), row: id.bytes, key: key, in: group)
            else { return try body(id, nil) }
            try body(id, (face, details))
        }
    }

    /// Writes a changed face and details.
    public static func reseal(
        _ id: ID<Ask>, face: AskFace, details: AskDetails, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "UPDATE ask SET face = $1, details = $2, version = $3 WHERE group_id = $4 AND ask_id = $5",
            [
                .bytes(house.vault.seal(face, row: id.bytes, key: key, in: group)),
                .bytes(house.vault.seal(details, row: id.bytes, key: key, in: group)), LookupStore.raise(group, transaction).stored,
                group.stored, id.stored,
            ]
        )
    }

    /// Puts the ask through one change of its state machine; a problem when that change is not allowed now.
    public static func apply(_ change: AskState.Change, to ask: inout Ask, closing: Ask.Closing? = nil, at now: Instant) throws {
        guard let next = ask.state.after(change) else { throw Problem.conflict("problem.ask.state") }
        ask.state = next
        ask.closing = next == .closed ? (closing ?? .met) : nil
        ask.closedAt = next == .closed ? now : nil
    }

    private static func changeable(_ ask: Ask) -> [Value] {
        [
            Value(ask.zone), Value(ask.state), Value(ask.closing), Value(ask.urgency), Value(ask.costPath), Value(ask.capMinor),
            Value(ask.language), Value(ask.door), Value(ask.reach), Value(ask.phoneAllowed), Value(ask.safeMode),
            Value(ask.createdAt), Value(ask.wantedBy),
            Value(ask.triagedAt), Value(ask.lastContactAt), Value(ask.closedAt), Value(ask.occasion),
        ]
    }

    /// Reads the columns named in `columns`.
    static func read(_ row: any Row) throws -> Ask {
        Ask(
            id: try row.id(0), person: try row.idIfAny(1), category: try row.id(2), zone: try row.idIfAny(3), state: try row.choice(4),
            closing: try row.choiceIfAny(5), urgency: try row.choiceIfAny(6), costPath: try row.choice(7),
            capMinor: row.isNull(8) ? nil : row.integer(8), language: try row.language(9), door: try row.choice(10), reach: try row.choice(11),
            phoneAllowed: row.flag(12), safeMode: row.flag(13), createdAt: row.instant(14), wantedBy: row.instantIfAny(15),
            triagedAt: row.instantIfAny(16), lastContactAt: row.instantIfAny(17), closedAt: row.instantIfAny(18), occasion: row.int(19),
            consentVersion: row.int(20), forgottenAt: row.instantIfAny(21)
        )
    }
}

extension AskStore {
    /// The day after which a closed ask opens nowhere any more; nil while it lives.
    public static func forgottenOn(_ id: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> Day? {
        guard let state = try SubjectStore.state(of: id.subject, in: group, connection), !state.living else { return nil }
        return state.due
    }

    /// The asks of one person that are not over, newest first.
    public static func open(of person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> [Ask] {
        try connection.all(
            "SELECT \(columns) FROM ask WHERE group_id = $1 AND person_id = $2 AND state <> 'closed' ORDER BY created_at DESC",
            [group.stored, person.stored],
            read
        )
    }

    /// Whether the same person has asked here before: they are known (section 5: scope dial).
    public static func isOfKnownPerson(_ ask: Ask, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        guard let person = ask.person else { return false }
        return try connection.first(
            "SELECT 1 FROM ask WHERE group_id = $1 AND person_id = $2 AND created_at < $3 LIMIT 1",
            [group.stored, person.stored, ask.createdAt.stored]
        ) { _ in true } ?? false
    }

    /// The sealed details of asks that are not forgotten, in the order of their IDs, those after `last`: at most `limit`.
    ///
    /// What does not open is nil: one damaged record stops no other.
    static func details(
        after last: ID<Ask>?, limit: Int, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> [(ask: ID<Ask>, details: AskDetails?)] {
        try connection.all(
            """
            SELECT ask.ask_id, ask.details, held.epoch, held.due_day, held.wrapped
            FROM ask
            \(SubjectStore.groupKeyJoin(on: "ask.ask_id"))
            WHERE ask.group_id = $1 AND ask.ask_id > $3 AND ask.details IS NOT NULL
            ORDER BY ask.ask_id
            LIMIT $4
            """,
            [group.stored, SubjectStore.groupReader, (last ?? ID(high: 0, low: 0)).stored, Value(limit)]
        ) { row in
            let id: ID<Ask> = try row.id(0)
            guard let held = HeldKey.read(row, from: 2), let key = try? house.vault.key(held, of: id.subject, in: group, connection) else {
                return (id, nil)
            }
            return (id, try? house.vault.open(row.bytes(1), row: id.bytes, key: key, in: group))
        }
    }
}
