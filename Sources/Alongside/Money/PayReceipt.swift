public import Kernel
public import Storage

/// The money goes to the person who fronted it, and the ledger has its row, in one transaction.
public struct PayReceipt: Sendable {
    public struct Input: Sendable {
        public var receipt: ID<Receipt>
        public var method: PaymentMethod
        public var pot: ID<Pot>
        /// Pay although the pot then holds less than nothing.
        public var overdraw: Bool

        public init(receipt: ID<Receipt>, method: PaymentMethod, pot: ID<Pot>, overdraw: Bool = false) {
            self.receipt = receipt
            self.method = method
            self.pot = pot
            self.overdraw = overdraw
        }
    }

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// A treasurer who is not the payee may; above the group's limit one who has not approved it.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.treasurer()
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var (receipt, rule) = try change.load(input.receipt)
        if let problem = rule.problemPaying(person) { throw problem }
        if input.method == .advance,
            try LedgerStore.float(of: receipt.payee, pot: input.pot, in: group.id, transaction) < receipt.amount.minorUnits
        {
            throw Problem.invalid("method", "money.problem.float.pot")
        }
        let before = receipt.state
        receipt.state = try change.state(of: receipt, after: .pay)
        if receipt.approvedBy == nil {
            receipt.approvedBy = person
            receipt.approvedAt = house.now
        }
        receipt.paidBy = person
        receipt.paidAt = house.now
        receipt.method = input.method
        receipt.pot = input.pot
        try change.save(receipt, from: before)
        try Ledger(house: house, group: group, transaction: transaction).write(rows(receipt, by: person, house), overdraw: input.overdraw)
        try house.vault.close(receipt.id.subject, in: group, at: house.now, transaction)
        try change.record(.receiptPaid, receipt.id, by: actor)
        try ReceiptNotice.paid(receipt, in: house, group: group, transaction)
    }

    /// Out of the pot; and when the payee has the money already, their advance comes back into the same pot first.
    private func rows(_ receipt: Receipt, by person: ID<Person>, _ house: House) -> [LedgerEntry] {
        let pair: ID<LedgerPair>? = input.method == .advance ? house.newID() : nil
        var rows: [LedgerEntry] = []
        if pair != nil {
            rows.append(
                LedgerEntry(
                    id: house.newID(), at: house.now, pot: input.pot, amount: receipt.amount, kind: .advanceReturned, method: .advance,
                    holder: receipt.payee, madeBy: person, pair: pair
                )
            )
        }
        rows.append(
            LedgerEntry(
                id: house.newID(), at: house.now, pot: input.pot, amount: receipt.amount.negated, kind: .repayment, category: receipt.category,
                method: input.method, receipt: receipt.id, madeBy: person, pair: pair
            )
        )
        return rows
    }
}
