public import Kernel
public import Storage

/// A helper gives back what they did not spend.
public struct ReturnAdvance: Sendable {
    public struct Input: Sendable {
        public var holder: ID<Person>
        /// The pot it came from.
        public var pot: ID<Pot>
        public var amount: Money
        public var method: PaymentMethod

        public init(holder: ID<Person>, pot: ID<Pot>, amount: Money, method: PaymentMethod) {
            self.holder = holder
            self.pot = pot
            self.amount = amount
            self.method = method
        }
    }

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// Whoever keeps the ledger may, and not for themselves.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.keeper()
        try LedgerAmount.check(input.amount)
        if input.method == .advance { throw Problem.invalid("method", "problem.choice") }
        let held = try LedgerStore.float(of: input.holder, pot: input.pot, in: group.id, transaction)
        if let problem = AdvanceRule.problemReturning(input.amount.minorUnits, from: input.holder, holding: held, by: person) { throw problem }
        let entry = LedgerEntry(
            id: house.newID(), at: house.now, pot: input.pot, amount: input.amount, kind: .advanceReturned, method: input.method,
            holder: input.holder, madeBy: person
        )
        try Ledger(house: house, group: group, transaction: transaction).write([entry], overdraw: false)
    }
}
