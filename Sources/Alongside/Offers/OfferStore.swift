public import Kernel
public import Sealing
public import Storage

/// The SQL of offers.
public enum OfferStore {
    private static let columns = """
        offer_id, person_id, category_id, zone_id, state, minutes, remote, inexhaustible, once, hours, language, door, created_at,
        until_at, consent_version, forgotten_at
        """

    /// Writes a new offer with its sealed part; its subject must have begun.
    public static func insert(
        _ offer: Offer, _ details: OfferDetails, key: SealingKey, batch: ID<ImportBatch>? = nil, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO offer (
                group_id, offer_id, person_id, category_id, zone_id, state, minutes, remote, inexhaustible, once, hours, language, door,
                created_at, until_at, consent_version, batch_id, sealed
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            """,
            [group.stored, offer.id.stored, offer.person.stored] + changeable(offer) + [
                Value(offer.language), Value(offer.door), offer.createdAt.stored, offer.untilAt.stored, Value(offer.consentVersion), Value(batch),
                .bytes(house.vault.seal(details, row: offer.id.bytes, key: key, in: group)),
            ]
        )
    }

    /// Nil when there is none of this group.
    public static func with(id: ID<Offer>, in group: ID<Group>, _ connection: any Connection) throws -> Offer? {
        try connection.first("SELECT \(columns) FROM offer WHERE group_id = $1 AND offer_id = $2", [group.stored, id.stored], read)
    }

    /// Open offers whose day has not come, newest first; paused ones too when asked for.
    ///
    /// - Parameter page: From 1; each holds `size`.
    public static func open(
        at now: Instant, withPaused: Bool = false, page: Int = 1, size: Int, in group: ID<Group>, _ connection: any Connection
    ) throws -> [Offer] {
        try connection.all(
            """
            SELECT \(columns) FROM offer WHERE \(standing)
            ORDER BY created_at DESC, offer_id
            LIMIT \(size) OFFSET $4
            """,
            [group.stored, now.stored, Value(withPaused), Value((page - 1) * size)],
            read
        )
    }

    /// How many those are.
    public static func openCount(at now: Instant, withPaused: Bool = false, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM offer WHERE \(standing)", [group.stored, now.stored, Value(withPaused)]) ?? 0
    }

    private static let standing = """
        group_id = $1 AND until_at > $2 AND (state = 'open' OR (state = 'paused' AND $3 = 1)) AND forgotten_at IS NULL
        """

    /// All offers of a person, newest first.
    public static func of(person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> [Offer] {
        try connection.all(
            "SELECT \(columns) FROM offer WHERE group_id = $1 AND person_id = $2 ORDER BY created_at DESC", [group.stored, person.stored], read
        )
    }

    /// Everything that stands now, opened as far as matching needs it, by whose it is; of one person when asked so.
    static func living(at now: Instant, of person: ID<Person>? = nil, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [ID<Person>: [LivingOffer]]
    {
        let offers = try connection.all(
            """
            SELECT offer.offer_id, offer.person_id, offer.category_id, offer.minutes, offer.remote, offer.inexhaustible, offer.once, offer.hours,
                offer.sealed, held.epoch, held.due_day, held.wrapped
            FROM offer
            \(SubjectStore.groupKeyJoin(on: "offer.offer_id"))
            WHERE offer.group_id = $1 AND offer.state = 'open' AND offer.until_at > $3 AND offer.sealed IS NOT NULL
              \(person == nil ? "" : "AND offer.person_id = $4")
            ORDER BY offer.created_at
            """,
            [group.stored, SubjectStore.groupReader, now.stored] + (person.map { [$0.stored] } ?? [])
        ) { try livingOffer($0, in: house, group: group, connection) }.compactMap { $0 }
        if person == nil { house.lookups.matching.keep(offers: Set(offers.map(\.id)), in: group) }
        return Dictionary(grouping: offers, by: \.person)
    }

    private static func livingOffer(_ row: any Row, in house: House, group: ID<Group>, _ connection: any Connection) throws -> LivingOffer? {
        let id: ID<Offer> = try row.id(0)
        guard let held = HeldKey.read(row, from: 9) else { return nil }
        let sealed = row.bytes(8)
        let further = try house.lookups.matching.kinds(id, sealed, in: group) {
            let key = try house.vault.key(held, of: id.subject, in: group, connection)
            return try house.vault.open(OfferDetails.self, sealed, row: id.bytes, key: key, in: group).alsoKinds
        }
        return LivingOffer(
            id: id, person: try row.id(1), kinds: Set([try row.id(2)] + further), minutes: row.intIfAny(3), fromHome: row.flag(4),
            isForOnce: row.flag(6) && !row.flag(5), hours: WeekHours(mask: row.int(7))
        )
    }

    /// When somebody usually can holds for everything that they offer.
    static func set(hours: WeekHours, ofAll person: ID<Person>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE offer SET hours = $1 WHERE group_id = $2 AND person_id = $3 AND state IN ('open', 'paused')",
            [Value(hours), group.stored, person.stored]
        )
    }

    /// What is open or paused though its day has come.
    static func past(at now: Instant, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [Offer] {
        try connection.all(
            """
            SELECT \(columns) FROM offer
            WHERE group_id = $1 AND state IN ('open', 'paused') AND until_at <= $2
            ORDER BY until_at
            LIMIT \(limit)
            """,
            [group.stored, now.stored],
            read
        )
    }

    /// Every clear column that can change, as it stands in `offer`.
    public static func update(_ offer: Offer, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE offer
            SET category_id = $1, zone_id = $2, state = $3, minutes = $4, remote = $5, inexhaustible = $6, once = $7, hours = $8,
                until_at = $9
            WHERE group_id = $10 AND offer_id = $11
            """,
            changeable(offer) + [offer.untilAt.stored, group.stored, offer.id.stored]
        )
    }

    public static func details(of id: ID<Offer>, key: SealingKey, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> OfferDetails
    {
        let sealed =
            try connection.first(
                "SELECT sealed FROM offer WHERE group_id = $1 AND offer_id = $2", [group.stored, id.stored]
            ) { $0.bytesIfAny(0) } ?? nil
        guard let sealed else { throw Problem.missing("problem.forgotten") }
        return try house.vault.open(sealed, row: id.bytes, key: key, in: group)
    }

    public static func reseal(
        _ id: ID<Offer>, _ details: OfferDetails, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "UPDATE offer SET sealed = $1 WHERE group_id = $2 AND offer_id = $3",
            [.bytes(house.vault.seal(details, row: id.bytes, key: key, in: group)), group.stored, id.stored]
        )
    }

    /// Puts the offer through one change of its state machine; a problem when that change is not allowed now.
    public static func apply(_ change: Offer.State.Change, to offer: inout Offer) throws {
        guard let next = offer.state.after(change) else { throw Problem.conflict("offer.problem.state") }
        offer.state = next
    }

    private static func changeable(_ offer: Offer) -> [Value] {
        [
            offer.category.stored, Value(offer.zone), Value(offer.state), Value(offer.minutes), Value(offer.remote), Value(offer.inexhaustible),
            Value(offer.once), Value(offer.hours),
        ]
    }

    private static func read(_ row: any Row) throws -> Offer {
        Offer(
            id: try row.id(0), person: try row.id(1), category: try row.id(2), zone: try row.idIfAny(3), state: try row.choice(4),
            minutes: row.intIfAny(5), remote: row.flag(6), inexhaustible: row.flag(7), once: row.flag(8),
            hours: WeekHours(mask: row.int(9)), language: try row.language(10), door: try row.choice(11), createdAt: row.instant(12),
            untilAt: row.instant(13), consentVersion: row.int(14), forgottenAt: row.instantIfAny(15)
        )
    }
}
