public import Kernel
public import Storage

/// A new pot, another name for one, or one that is put away or taken up again. A pot with rows never goes away.
public struct SavePot: Sendable {
    public struct Input: Sendable {
        /// Nil for a new one.
        public var pot: ID<Pot>?
        public var name: String
        public var active: Bool

        public init(pot: ID<Pot>? = nil, name: String, active: Bool = true) {
            self.pot = pot
            self.name = name
            self.active = active
        }
    }

    /// The longest name, in letters.
    public static let nameLimit = 60

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// Whoever keeps the ledger may. The last pot in use cannot be put away, nor one that still holds something.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Pot> {
        _ = try actor.keeper()
        let pots = try PotStore.all(in: group.id, transaction)
        let name = input.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if name.isEmpty { throw Problem.invalid("name", "money.problem.pot.name") }
        if name.count > Self.nameLimit || name.utf8.count > 240 { throw Problem.invalid("name", "money.problem.pot.name.long") }
        let folded = Folding.fold(name)
        if pots.contains(where: { $0.id != input.pot && Folding.fold($0.name) == folded }) {
            throw Problem.invalid("name", "money.problem.pot.name.taken")
        }
        var pot = Pot(id: house.newID(), name: name, position: (pots.map(\.position).max() ?? -1) + 1, active: true)
        if let id = input.pot {
            guard let found = pots.first(where: { $0.id == id }) else { throw Problem.missing() }
            pot = found
            pot.name = name
            pot.active = input.active
            if found.active, !input.active { try mayPutAway(found, pots, in: group.id, transaction) }
        }
        try PotStore.save(pot, in: group.id, transaction)
        try History.record(.ledgerWritten, "pot", pot.id.subject, by: actor, in: house, group: group.id, transaction)
        return pot.id
    }

    private func mayPutAway(_ pot: Pot, _ pots: [Pot], in group: ID<Group>, _ transaction: any Transaction) throws {
        if !pots.contains(where: { $0.active && $0.id != pot.id }) { throw Problem.invalid("active", "money.problem.pot.last") }
        if try PotStore.balance(of: pot.id, in: group, transaction) != 0 { throw Problem.invalid("active", "money.problem.pot.full") }
        if try LedgerStore.floats(in: group, transaction).contains(where: { $0.pot == pot.id }) {
            throw Problem.invalid("active", "money.problem.pot.full")
        }
    }
}
