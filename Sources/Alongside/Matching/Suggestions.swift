public import Engine
public import Kernel
public import Storage

/// Who could help with an ask. The engine orders; this gathers the facts and opens what is sealed, in memory only.
public struct Suggestions: Sendable {
    public struct Candidate: Sendable {
        public let helper: ID<Person>
        public let alias: String
        /// Every reason that holds, the strongest first.
        public let reasons: [Reason]
        /// Whom somebody who does not go to doors alone would go with.
        public let companion: String?
    }

    /// How many are put before a dispatcher at once.
    public static let top = 3
    /// How many more are named: of a thousand who fit too, nobody reads further.
    public static let named = 40

    /// The best first; at most `top`.
    public let best: [Candidate]
    /// Who fits too, in the same order, at most `named`: a dispatcher may know better.
    public let others: [Candidate]
    /// How many fit beside the best.
    public let othersCount: Int
    /// Everyone else, by why not.
    public let excluded: [Exclusion: [ID<Person>]]

    public static func load(for ask: Ask, in house: House, group: Group, _ connection: any Connection) throws -> Suggestions {
        let helpers = try HelperStore.all(in: group.id, connection)
        let facts = try Facts(of: ask, helpers: helpers, in: house, group: group, connection)
        let (fitting, excluded) = Suggester.suggest(facts.ask, among: helpers.map { facts.row(of: $0) }, count: top + named)
        var why: [Exclusion: [ID<Person>]] = [:]
        for (helper, exclusion) in zip(helpers, excluded) {
            if let exclusion { why[exclusion, default: []].append(helper.id) }
        }
        let candidates = fitting.map { suggestion in
            Candidate(
                helper: helpers[suggestion.helper].id, alias: facts.alias(of: helpers[suggestion.helper].id), reasons: suggestion.reasons,
                companion: suggestion.companion.map { facts.alias(of: helpers[$0].id) }
            )
        }
        return Suggestions(
            best: Array(candidates.prefix(top)), others: Array(candidates.dropFirst(top)),
            othersCount: max(0, excluded.count { $0 == nil } - top), excluded: why)
    }

    /// What speaks against each of these helpers now; whoever fits is not there. Asked again when a match is confirmed, since a page may be old.
    static func exclusions(
        of people: [ID<Person>], from ask: Ask, waived: Set<Exclusion> = [], in house: House, group: Group, _ connection: any Connection
    ) throws -> [ID<Person>: Exclusion] {
        let helpers = try Self.concerned(by: people, in: group.id, connection)
        let facts = try Facts(of: ask, helpers: helpers, in: house, group: group, connection)
        var rows: [ID<Person>: Int] = [:]
        for person in people {
            guard let index = helpers.firstIndex(where: { $0.id == person }) else { throw Problem.missing() }
            rows[person] = index
        }
        let excluded = Suggester.exclusions(
            from: facts.ask, among: helpers.map { facts.row(of: $0) }, waived: Dictionary(uniqueKeysWithValues: rows.values.map { ($0, waived) })
        )
        return rows.compactMapValues { excluded[$0] }
    }
}

extension Suggestions {
    /// Those of whom something has to be known to judge these: themselves, and everybody when one of them goes with somebody, which depends on who else
    /// there is. A write judges three helpers, and should not read three thousand for it.
    static func concerned(by people: [ID<Person>], in group: ID<Group>, _ connection: any Connection) throws -> [Helper] {
        let named = try people.compactMap { try HelperStore.with(id: $0, in: group, connection) }
        guard named.contains(where: { $0.trust == .paired }) else { return named }
        return try HelperStore.all(in: group, withLeft: true, connection)
    }
}

extension Suggestion {
    fileprivate var companion: Int? {
        for case .goesWith(let helper) in reasons { return helper }
        return nil
    }
}
