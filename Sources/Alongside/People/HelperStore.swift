public import Kernel
public import Storage

/// The SQL of helpers.
public enum HelperStore {
    private static let columns = """
        person_id, state, resting_until, trust, weekly_limit, hours, transport, reach_metres, remote_only, can_lift, can_climb, may_front,
        languages, categories, offered_kinds, zone_id, joined_at, last_active_day, notices
        """

    /// Writes somebody who begins to help; the person must stand.
    public static func insert(_ helper: Helper, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO helper (group_id, \(columns))
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            """,
            [group.stored, helper.id.stored] + described(helper) + [helper.joinedAt.stored, helper.lastActiveDay.stored, Value(helper.notices)]
        )
    }

    /// The helper; nil when that person does not help in this group.
    public static func with(id: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Helper? {
        try connection.first("SELECT \(columns) FROM helper WHERE group_id = $1 AND person_id = $2", [group.stored, id.stored], read)
    }

    /// The helper, or the problem that there is none.
    public static func existing(_ id: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Helper {
        guard let helper = try with(id: id, in: group, connection) else { throw Problem.missing() }
        return helper
    }

    /// Everything of a helper that can change.
    public static func update(_ helper: Helper, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE helper
            SET state = $1, resting_until = $2, trust = $3, weekly_limit = $4, hours = $5, transport = $6, reach_metres = $7,
                remote_only = $8, can_lift = $9, can_climb = $10, may_front = $11, languages = $12, categories = $13, offered_kinds = $14,
                zone_id = $15, last_active_day = $16, notices = $17
            WHERE group_id = $18 AND person_id = $19
            """,
            described(helper) + [helper.lastActiveDay.stored, Value(helper.notices), group.stored, helper.id.stored]
        )
    }

    /// Everyone who helps or rests, in the order in which they came; those who left only when asked for.
    public static func all(in group: ID<Group>, withLeft: Bool = false, _ connection: any Connection) throws -> [Helper] {
        try connection.all(
            "SELECT \(columns) FROM helper WHERE group_id = $1 AND (state <> 'left' OR $2 = 1) ORDER BY joined_at, person_id",
            [group.stored, Value(withLeft)],
            read
        )
    }

    /// Everyone who may be asked now.
    public static func allActive(at now: Instant, in group: ID<Group>, _ connection: any Connection) throws -> [Helper] {
        try all(in: group, connection).filter { $0.isActive(at: now) }
    }

    // MARK: Load

    /// How many tasks count against a helper's weekly limit: what they promised since `weekStart` and did not hand back, and what they are being
    /// asked right now (requirement 4.20).
    public static func taskCount(of id: ID<Person>, since weekStart: Instant, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            """
            SELECT count(*) FROM help_match
            WHERE group_id = $1 AND helper_id = $2 AND (
                state = 'proposed' OR (accepted_at >= $3 AND state IN ('accepted', 'shopping', 'at_door', 'done', 'failed'))
            )
            """,
            [group.stored, id.stored, weekStart.stored]
        ) ?? 0
    }

    /// The same for everyone of the group at once; who has none is not there.
    public static func taskCounts(since weekStart: Instant, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>: Int] {
        var counts: [ID<Person>: Int] = [:]
        try connection.forEach(
            """
            SELECT helper_id, count(*) FROM help_match
            WHERE group_id = $1 AND accepted_at >= $2 AND state IN ('accepted', 'shopping', 'at_door', 'done', 'failed')
            GROUP BY helper_id
            """,
            [group.stored, weekStart.stored]
        ) { counts[try $0.id(0), default: 0] += $0.int(1) }
        try connection.forEach(
            "SELECT helper_id FROM help_match WHERE group_id = $1 AND state = 'proposed'", [group.stored]
        ) { counts[try $0.id(0), default: 0] += 1 }
        return counts
    }

    private static func described(_ helper: Helper) -> [Value] {
        [
            Value(helper.state), Value(helper.restingUntil), Value(helper.trust), Value(helper.weeklyLimit), Value(helper.hours),
            Value(helper.transport), Value(helper.reachMetres), Value(helper.remoteOnly), Value(helper.canLift), Value(helper.canClimb),
            Value(helper.mayFront), .text(helper.languages.map(\.text).joined(separator: " ")),
            written(helper.categories), written(helper.offered), Value(helper.zone),
        ]
    }

    private static func read(_ row: any Row) throws -> Helper {
        Helper(
            id: try row.id(0), state: try row.choice(1), restingUntil: row.instantIfAny(2), trust: try row.choice(3), weeklyLimit: row.int(4),
            hours: WeekHours(mask: row.int(5)), transport: try row.choice(6), reachMetres: row.int(7), remoteOnly: row.flag(8),
            canLift: row.flag(9), canClimb: row.flag(10), mayFront: row.flag(11),
            languages: row.text(12).split(separator: " ").compactMap { LanguageTag($0) },
            categories: kinds(row.text(13)), offered: kinds(row.text(14)), zone: try row.idIfAny(15), joinedAt: row.instant(16),
            lastActiveDay: row.day(17), notices: row.int(18)
        )
    }

    private static func written(_ kinds: Set<ID<Category>>) -> Value { .text(kinds.sorted().map(\.text).joined(separator: " ")) }

    private static func kinds(_ text: String) -> Set<ID<Category>> { Set(text.split(separator: " ").compactMap { ID<Category>(text: $0) }) }
}
