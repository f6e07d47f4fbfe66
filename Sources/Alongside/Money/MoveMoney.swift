public import Kernel
public import Storage

/// Money goes from one pot to another: two rows that add up to nothing.
public struct MoveMoney: Sendable {
    public struct Input: Sendable {
        public var from: ID<Pot>
        public var to: ID<Pot>
        public var amount: Money
        public var overdraw: Bool

        public init(from: ID<Pot>, to: ID<Pot>, amount: Money, overdraw: Bool = false) {
            self.from = from
            self.to = to
            self.amount = amount
            self.overdraw = overdraw
        }
    }

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// Whoever keeps the ledger may.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.keeper()
        try LedgerAmount.check(input.amount)
        if input.from == input.to { throw Problem.invalid("to", "money.problem.pot.same") }
        let pair: ID<LedgerPair> = house.newID()
        func row(_ pot: ID<Pot>, _ amount: Money) -> LedgerEntry {
            LedgerEntry(id: house.newID(), at: house.now, pot: pot, amount: amount, kind: .transfer, method: .other, madeBy: person, pair: pair)
        }
        try Ledger(house: house, group: group, transaction: transaction).write(
            [row(input.from, input.amount.negated), row(input.to, input.amount)], overdraw: input.overdraw
        )
    }
}
