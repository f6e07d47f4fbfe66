import Kernel
import Storage

/// What is looked up of helpers for matching: of a few by their keys, of all of a group in one query a fact. The first is for writes, which have to be
/// short however many help.
struct HelperFacts {
    /// So many are looked up one by one.
    static let few = 8

    private let people: [ID<Person>]
    private let house: House
    private let group: Group
    private let connection: any Connection
    private let isFew: Bool

    init(of people: [ID<Person>], in house: House, group: Group, _ connection: any Connection) {
        self.people = people
        self.house = house
        self.group = group
        self.connection = connection
        isFew = people.count <= Self.few
    }

    /// What they offer that stands now.
    func offers() throws -> [ID<Person>: [LivingOffer]] {
        guard isFew else { return try OfferStore.living(at: house.now, in: house, group: group.id, connection) }
        return try people.reduce(into: [:]) { out, person in
            out[person] = try OfferStore.living(at: house.now, of: person, in: house, group: group.id, connection)[person]
        }
    }

    func cards() throws -> [ID<Person>: OpenedForMatching.Card] {
        guard isFew else { return try PersonStore.helperCards(in: house, group: group.id, connection) }
        return try PersonStore.cards(of: people, in: house, group: group.id, connection).mapValues { .init(alias: $0.alias, point: $0.point) }
    }

    /// How many tasks they have this week.
    func tasks() throws -> [ID<Person>: Int] {
        let since = group.weekStart(at: house.now)
        guard isFew else { return try HelperStore.taskCounts(since: since, in: group.id, connection) }
        return try people.reduce(into: [:]) { $0[$1] = try HelperStore.taskCount(of: $1, since: since, in: group.id, connection) }
    }

    /// When they were last asked for anything.
    func asked() throws -> [ID<Person>: Instant] {
        guard isFew else { return try MatchingStore.lastAsked(in: group.id, connection) }
        return try people.reduce(into: [:]) { $0[$1] = try MatchingStore.lastAsked($1, in: group.id, connection) }
    }

    /// Who of them has said how much, how far and with what they help.
    func said() throws -> Set<ID<Person>> {
        guard isFew else { return try SaidLimitsStore.all(in: group.id, connection) }
        return Set(try people.filter { try SaidLimitsStore.has($0, in: group.id, connection) })
    }

    /// What they hold of the group's money, in minor units.
    func advances() throws -> [ID<Person>: Int64] {
        let held =
            isFew
            ? try people.flatMap { try LedgerStore.floats(of: $0, in: group.id, connection) } : try LedgerStore.floats(in: group.id, connection)
        return held.reduce(into: [:]) { $0[$1.holder, default: 0] += $1.minorUnits }
    }
}
