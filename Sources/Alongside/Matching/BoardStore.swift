public import Foundation
public import Kernel
public import Storage

/// The SQL of the board: queues, counts and rows.
public enum BoardStore {
    /// Which asks a list shows.
    public struct Choice: Sendable {
        public var states: [AskState]
        /// A zone with its pods, or one pod; nil for all.
        public var zones: [ID<Zone>]?
        public var unplacedOnly: Bool
        /// Only those of which somebody said that it came partly, or not at all.
        public var amissOnly: Bool
        /// Only those without contact since then.
        public var silentSince: Instant?
        public var category: ID<Category>?
        public var language: LanguageTag?
        public var urgency: Soon?
        public var order: Order

        public enum Order: Sendable { case urgent, oldest, newest }

        /// How soon, as a row says it: what was decided at triage, until then what the person who asks wishes.
        public enum Soon: Sendable {
            case urgency(Ask.Urgency, from: Instant?, before: Instant?)
            /// Only decided, never wished.
            case decided(Ask.Urgency)
            /// Neither decided nor wished.
            case unsaid

            public init(_ urgency: Ask.Urgency, at now: Instant, zone: TimeZone) {
                self = urgency.wished(at: now, zone: zone).map { .urgency(urgency, from: $0.from, before: $0.before) } ?? .decided(urgency)
            }
        }

        public init(
            states: [AskState], zones: [ID<Zone>]? = nil, unplacedOnly: Bool = false, amissOnly: Bool = false, silentSince: Instant? = nil,
            category: ID<Category>? = nil, language: LanguageTag? = nil, urgency: Soon? = nil, order: Order = .urgent
        ) {
            self.states = states
            self.zones = zones
            self.unplacedOnly = unplacedOnly
            self.amissOnly = amissOnly
            self.silentSince = silentSince
            self.category = category
            self.language = language
            self.urgency = urgency
            self.order = order
        }
    }

    /// One row with its sealed face opened; nil once forgotten.
    public struct Entry: Sendable {
        public let ask: Ask
        public let face: AskFace?
    }

    /// How many of each state there are, how many of them are unplaced, how many have been left alone for too long, and of how many that are done
    /// somebody said that not all is well.
    public struct Counts: Sendable {
        public var byState: [AskState: Int] = [:]
        public var unplaced = 0
        public var silent = 0
        public var amiss = 0

        public func of(_ states: [AskState]) -> Int { states.reduce(0) { $0 + (byState[$1] ?? 0) } }
    }

    /// Everything that is not done yet.
    public static let living: [AskState] = [.new, .open, .offered, .accepted, .underWay]

    /// How many asks nobody has read yet.
    public static func newCount(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM ask WHERE group_id = $1 AND state = 'new'", [group.stored]) ?? 0
    }

    /// All queues in one query. (Parameters stand in the order in which they first appear, on every engine.)
    public static func counts(silentSince: Instant, in group: ID<Group>, _ connection: any Connection) throws -> Counts {
        var counts = Counts()
        try connection.forEach(
            """
            SELECT
                state, count(*), sum(CASE WHEN zone_id IS NULL THEN 1 ELSE 0 END),
                sum(CASE WHEN coalesce(last_contact_at, created_at) < $1 THEN 1 ELSE 0 END),
                sum(CASE WHEN state = 'done' AND \(FollowUpStore.isAmiss) THEN 1 ELSE 0 END)
            FROM ask
            WHERE group_id = $2 AND forgotten_at IS NULL AND state IN ('new', 'open', 'offered', 'accepted', 'under_way', 'done')
            GROUP BY state
            """,
            [silentSince.stored, group.stored]
        ) { row in
            let state: AskState = try row.choice(0)
            counts.byState[state] = row.int(1)
            counts.amiss += row.int(4)
            guard living.contains(state) else { return }
            counts.unplaced += row.int(2)
            counts.silent += row.int(3)
        }
        return counts
    }

    /// The languages of the asks that are not over, in no order: people ask in more languages than a group names.
    public static func languages(in group: ID<Group>, _ connection: any Connection) throws -> [LanguageTag] {
        try connection.all(
            """
            SELECT DISTINCT language FROM ask
            WHERE group_id = $1 AND forgotten_at IS NULL AND state IN ('new', 'open', 'offered', 'accepted', 'under_way', 'done')
            """,
            [group.stored]
        ) { try $0.language(0) }
    }

    /// How many asks of these states each zone and pod has; `amissOnly` counts those of which somebody said that not all of it came.
    public static func byZone(_ states: [AskState], amissOnly: Bool = false, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Zone>:
        Int]
    {
        var out: [ID<Zone>: Int] = [:]
        try connection.forEach(
            """
            SELECT zone_id, count(*) FROM ask
            WHERE group_id = $1 AND forgotten_at IS NULL AND state IN (\(marks(states.count, from: 2))) AND zone_id IS NOT NULL
              \(amissOnly ? "AND " + FollowUpStore.isAmiss : "")
            GROUP BY zone_id
            """,
            [group.stored] + states.map { Value($0) }
        ) { out[try $0.id(0)] = $0.int(1) }
        return out
    }

    public static func count(_ choice: Choice, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        let (condition, values) = condition(choice, group)
        return try connection.number("SELECT count(*) FROM ask WHERE \(condition)", values) ?? 0
    }

    /// One page of rows.
    public static func rows(_ choice: Choice, page: Int, size: Int, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [Entry]
    {
        let (sql, values) = pageSQL(choice, page: page, size: size, group)
        return try connection.all(sql, values) { row in
            let ask = try AskStore.read(row)
            let at = AskStore.columnCount
            guard let sealed = row.bytesIfAny(at), let held = HeldKey.read(row, from: at + 1) else { return Entry(ask: ask, face: nil) }
            let key = try house.vault.key(held, of: ask.id.subject, in: group, connection)
            return Entry(ask: ask, face: try house.vault.open(sealed, row: ask.id.bytes, key: key, in: group))
        }
    }

    /// The page is found in the indexes alone; only its own rows are read and opened.
    static func pageSQL(_ choice: Choice, page: Int, size: Int, _ group: ID<Group>) -> (sql: String, values: [Value]) {
        let (condition, values) = condition(choice, group)
        let order = order(choice.order)
        let sql = """
            SELECT \(AskStore.columns), ask.face, held.epoch, held.due_day, held.wrapped
            FROM (
                SELECT ask.ask_id AS chosen_id FROM ask
                WHERE \(condition)
                ORDER BY \(order), ask.ask_id
                LIMIT \(size) OFFSET \(max(0, page - 1) * size)
            ) AS chosen
            JOIN ask ON ask.group_id = $1 AND ask.ask_id = chosen.chosen_id
            \(SubjectStore.groupKeyJoin(on: "ask.ask_id", reader: values.count + 1))
            ORDER BY \(order), ask.ask_id
            """
        return (sql, values + [SubjectStore.groupReader])
    }

    /// Who is being asked or has promised, and until when they are expected, for the asks of one page; where nobody is, who was asked last and how that
    /// ended.
    public static func helpers(of asks: [ID<Ask>], in group: ID<Group>, _ connection: any Connection) throws
        -> [ID<Ask>: (helper: ID<Person>, state: MatchState, until: Instant?)]
    {
        guard !asks.isEmpty else { return [:] }
        var out: [ID<Ask>: (helper: ID<Person>, state: MatchState, until: Instant?)] = [:]
        try connection.forEach(
            """
            SELECT help_match.ask_id, help_match.helper_id, help_match.state, help_match.window_to
            FROM help_match
            JOIN ask ON ask.group_id = help_match.group_id AND ask.ask_id = help_match.ask_id AND ask.occasion = help_match.occasion
            WHERE help_match.group_id = $1 AND help_match.ask_id IN (\(marks(asks.count, from: 2)))
              AND help_match.state NOT IN ('planned', 'cancelled')
            ORDER BY help_match.proposed_at, help_match.position
            """,
            [group.stored] + asks.map(\.stored)
        ) { row in
            let ask: ID<Ask> = try row.id(0)
            if let before = out[ask]?.state, before == .proposed || before == .done || before.isPromise { return }
            out[ask] = (try row.id(1), try row.choice(2), row.instantIfAny(3))
        }
        return out
    }

    /// Who helped each of these people last, and when: their buddy (requirement 1.11).
    public static func buddies(of people: [ID<Person>], since: Instant, in group: ID<Group>, _ connection: any Connection) throws
        -> [ID<Person>: ID<Person>]
    {
        guard !people.isEmpty else { return [:] }
        var out: [ID<Person>: ID<Person>] = [:]
        try connection.forEach(
            """
            SELECT ask.person_id, help_match.helper_id
            FROM ask
            CROSS JOIN help_match
            WHERE ask.group_id = $1 AND ask.person_id IN (\(marks(people.count, from: 2))) AND help_match.ended_at >= $\(people.count + 2)
              AND help_match.group_id = $1 AND help_match.ask_id = ask.ask_id AND help_match.state = 'done'
            ORDER BY help_match.ended_at
            """,
            [group.stored] + people.map(\.stored) + [since.stored]
        ) { out[try $0.id(0)] = try $0.id(1) }
        return out
    }

    private static func condition(_ choice: Choice, _ group: ID<Group>) -> (String, [Value]) {
        var values: [Value] = [group.stored]
        var parts = ["ask.group_id = $1", "ask.forgotten_at IS NULL", "ask.state IN (\(marks(choice.states.count, from: 2)))"]
        values += choice.states.map { Value($0) }
        if let zones = choice.zones {
            parts.append("ask.zone_id IN (\(marks(max(1, zones.count), from: values.count + 1)))")
            values += zones.isEmpty ? [.null] : zones.map(\.stored)
        }
        if choice.unplacedOnly { parts.append("ask.zone_id IS NULL") }
        if choice.amissOnly { parts.append(FollowUpStore.isAmiss) }
        if let since = choice.silentSince {
            values.append(since.stored)
            parts.append("coalesce(ask.last_contact_at, ask.created_at) < $\(values.count)")
        }
        if let category = choice.category {
            values.append(category.stored)
            parts.append("ask.category_id = $\(values.count)")
        }
        if let language = choice.language {
            values.append(language.stored)
            parts.append("ask.language = $\(values.count)")
        }
        if let soon = choice.urgency { parts.append(condition(soon, &values)) }
        return (parts.joined(separator: " AND "), values)
    }

    private static func condition(_ soon: Choice.Soon, _ values: inout [Value]) -> String {
        func mark(_ value: Value) -> String {
            values.append(value)
            return "$\(values.count)"
        }
        switch soon {
        case .decided(let urgency): return "ask.urgency = \(mark(Value(urgency)))"
        case .unsaid: return "ask.urgency IS NULL AND ask.wanted_by IS NULL"
        case .urgency(let urgency, let from, let before):
            var parts = ["ask.urgency = \(mark(Value(urgency))) OR ask.urgency IS NULL AND ask.wanted_by IS NOT NULL"]
            if let from { parts.append("ask.wanted_by >= \(mark(from.stored))") }
            if let before { parts.append("ask.wanted_by < \(mark(before.stored))") }
            return "(\(parts.joined(separator: " AND ")))"
        }
    }

    /// In the words of the index `ask_urgent`; what nobody has sorted yet stands between two days and a week.
    private static func order(_ order: Choice.Order) -> String {
        switch order {
        case .urgent:
            "CASE ask.urgency WHEN 'today' THEN 0 WHEN 'two_days' THEN 1 WHEN 'week' THEN 3 WHEN 'ongoing' THEN 4 ELSE 2 END, ask.created_at"
        case .oldest: "ask.created_at"
        case .newest: "ask.created_at DESC"
        }
    }

    private static func marks(_ count: Int, from first: Int) -> String { (first..<first + count).map { "$\($0)" }.joined(separator: ", ") }
}
