public import Kernel
public import Storage

/// Money that came in or went out without a receipt of a helper: a donation, a grant, a cost of the group.
public struct WriteEntry: Sendable {
    public struct Input: Sendable {
        public enum Kind: String, Sendable, CaseIterable { case donation, grant, cost }

        public var kind: Kind
        public var pot: ID<Pot>
        /// More than zero, also for a cost.
        public var amount: Money
        public var category: ID<Category>?
        public var method: PaymentMethod
        /// Write it although the pot then holds less than nothing.
        public var overdraw: Bool

        public init(kind: Kind, pot: ID<Pot>, amount: Money, category: ID<Category>? = nil, method: PaymentMethod, overdraw: Bool = false) {
            self.kind = kind
            self.pot = pot
            self.amount = amount
            self.category = category
            self.method = method
            self.overdraw = overdraw
        }
    }

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// Whoever keeps the ledger may.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<LedgerEntry> {
        let person = try actor.keeper()
        try LedgerAmount.check(input.amount)
        if let category = input.category, try CategoryStore.with(id: category, in: group.id, transaction) == nil {
            throw Problem.invalid("category", "problem.choice")
        }
        if input.method == .advance { throw Problem.invalid("method", "problem.choice") }
        let kind: LedgerEntry.Kind =
            switch input.kind {
            case .donation: .donation
            case .grant: .grant
            case .cost: .cost
            }
        let entry = LedgerEntry(
            id: house.newID(), at: house.now, pot: input.pot, amount: input.kind == .cost ? input.amount.negated : input.amount, kind: kind,
            category: input.kind == .cost ? input.category : nil, method: input.method, madeBy: person
        )
        try Ledger(house: house, group: group, transaction: transaction).write([entry], overdraw: input.overdraw)
        return entry.id
    }
}

/// What every amount typed into the ledger must be.
enum LedgerAmount {
    static func check(_ amount: Money) throws {
        if amount.minorUnits <= 0 { throw Problem.invalid("amount", "money.problem.amount") }
        if amount.minorUnits > 100 * SubmitReceipt.largest { throw Problem.invalid("amount", "money.problem.amount.large") }
    }
}
