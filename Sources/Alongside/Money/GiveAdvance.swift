public import Kernel
public import Storage

/// A helper gets money of the group to shop with.
public struct GiveAdvance: Sendable {
    public struct Input: Sendable {
        public var holder: ID<Person>
        public var pot: ID<Pot>
        /// More than zero.
        public var amount: Money
        public var method: PaymentMethod
        public var overdraw: Bool

        public init(holder: ID<Person>, pot: ID<Pot>, amount: Money, method: PaymentMethod, overdraw: Bool = false) {
            self.holder = holder
            self.pot = pot
            self.amount = amount
            self.method = method
            self.overdraw = overdraw
        }
    }

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// Whoever keeps the ledger may, and not to themselves.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.keeper()
        try LedgerAmount.check(input.amount)
        guard try HelperStore.with(id: input.holder, in: group.id, transaction).map({ $0.state != .left }) ?? false else {
            throw Problem.invalid("holder", "problem.choice")
        }
        if input.method == .advance { throw Problem.invalid("method", "problem.choice") }
        let held = try LedgerStore.floats(of: input.holder, in: group.id, transaction).reduce(0) { $0 + $1.minorUnits }
        let problem = AdvanceRule.problemGiving(
            input.amount.minorUnits, to: input.holder, holding: held, by: person, limit: group.approvalLimit.minorUnits
        )
        if let problem { throw problem }
        let entry = LedgerEntry(
            id: house.newID(), at: house.now, pot: input.pot, amount: input.amount.negated, kind: .advance, method: input.method,
            holder: input.holder, madeBy: person
        )
        try Ledger(house: house, group: group, transaction: transaction).write([entry], overdraw: input.overdraw)
    }
}
