public import Kernel
public import Storage

/// What was found in the shop so far, and what it cost: the running total that the cap is measured against (requirement 0.3).
public struct TickLines: Sendable {
    public let match: ID<Match>
    public let bought: [MatchNotes.Bought]
    /// Which list the helper had before them; nil where that does not matter.
    public let listVersion: Int?

    /// The most that one line may cost, in minor units: a slipped finger, not a purchase.
    public static let largest: Int64 = 10_000_000
    /// How many things beyond the list may be written down.
    public static let extras = 20

    /// `bought` is the whole list as it stands now.
    public init(_ match: ID<Match>, _ bought: [MatchNotes.Bought], listVersion: Int? = nil) {
        self.match = match
        self.bought = bought
        self.listVersion = listVersion
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        guard found.state.isPromise else { throw Problem.conflict("problem.match.state") }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        if let listVersion, try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).details.listVersion != listVersion {
            throw Problem.conflict("helping.problem.list")
        }
        let isFirst = found.state == .accepted
        if found.state != .atDoor { try MatchStore.apply(.shop, to: &found, at: house.now) }
        found.spentMinor = Self.total(bought)
        try MatchStore.update(found, in: group.id, transaction)
        try MatchStore.write(MatchNotes(bought: bought), of: found, key: key, in: house, group: group.id, transaction)
        guard isFirst else { return }
        try AskStore.apply(.setOut, to: &ask, at: house.now)
        try AskStore.update(ask, in: group.id, transaction)
        try History.record(.shopping, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }

    /// What is in the basket, in minor units; nil while nothing has a price.
    public static func total(_ bought: [MatchNotes.Bought]) -> Int64? {
        let prices = bought.filter { $0.got == .yes || $0.got == .instead }.compactMap(\.priceMinor)
        return prices.isEmpty ? nil : prices.reduce(0, +)
    }
}

/// What a task may cost from the fund.
public enum TaskCap {
    /// The ask's own cap, else the group's; nil where the neighbour pays themself and said no amount.
    public static func of(_ ask: Ask, in group: Group) -> Money? {
        if let own = ask.capMinor { return Money(minorUnits: own, currency: group.currency) }
        return ask.costPath == .pays ? nil : group.cap
    }
}
