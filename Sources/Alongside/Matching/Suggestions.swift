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

    /// At most three, the best first.
    public let best: [Candidate]
    /// Everyone else, by why not.
    public let excluded: [Exclusion: [ID<Person>]]

    public static func load(for ask: Ask, in house: House, group: Group, _ connection: any Connection) throws -> Suggestions {
        let helpers = try HelperStore.all(in: group.id, connection)
        let facts = try Facts(of: ask, helpers: helpers, in: house, group: group, connection)
        let (best, excluded) = Suggester.suggest(facts.ask, among: helpers.map { facts.row(of: $0) })
        var why: [Exclusion: [ID<Person>]] = [:]
        for (helper, exclusion) in zip(helpers, excluded) {
            if let exclusion { why[exclusion, default: []].append(helper.id) }
        }
        let candidates = best.map { suggestion in
            Candidate(
                helper: helpers[suggestion.helper].id, alias: facts.alias(of: helpers[suggestion.helper].id), reasons: suggestion.reasons,
                companion: suggestion.companion.map { facts.alias(of: helpers[$0].id) }
            )
        }
        return Suggestions(best: candidates, excluded: why)
    }

    /// Who goes along with a helper who does not go to doors alone; nil when nobody can. Who stands further down in the same order can.
    static func companion(for ask: Ask, in house: House, group: Group, _ connection: any Connection) throws -> ID<Person>? {
        let helpers = try HelperStore.all(in: group.id, connection)
        let facts = try Facts(of: ask, helpers: helpers, in: house, group: group, connection)
        let planned = Set(try MatchStore.of(ask: ask.id, in: group.id, connection).filter { $0.state == .planned }.map(\.helper))
        let rows = helpers.map { helper in
            var row = facts.row(of: helper)
            if planned.contains(helper.id) { row.wasAsked = false }
            return row
        }
        return Suggester.companion(for: facts.ask, among: rows).map { helpers[$0].id }
    }

    /// What speaks against each of these helpers now; whoever fits is not there. Asked again when a match is confirmed, since a page may be old.
    static func exclusions(of people: [ID<Person>], from ask: Ask, in house: House, group: Group, _ connection: any Connection) throws
        -> [ID<Person>: Exclusion]
    {
        // All of them, because one who goes with somebody depends on who else there is.
        let helpers = try HelperStore.all(in: group.id, withLeft: true, connection)
        let facts = try Facts(of: ask, helpers: helpers, in: house, group: group, connection)
        let excluded = Suggester.exclusions(from: facts.ask, among: helpers.map { facts.row(of: $0) })
        var out: [ID<Person>: Exclusion] = [:]
        for person in people {
            guard let index = helpers.firstIndex(where: { $0.id == person }) else { throw Problem.missing() }
            out[person] = excluded[index]
        }
        return out
    }
}

extension Suggestion {
    fileprivate var companion: Int? {
        for case .goesWith(let helper) in reasons { return helper }
        return nil
    }
}
