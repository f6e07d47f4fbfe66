public import Kernel
public import Storage

/// A mistake in the ledger is put right by a row that says the opposite, once. Two rows that belong together go back together, and a repayment that
/// goes back leaves its receipt to be paid again.
public struct ReverseEntry: Sendable {
    public let entry: ID<LedgerEntry>
    /// Write it although a pot then holds less than nothing.
    public let overdraw: Bool

    public init(_ entry: ID<LedgerEntry>, overdraw: Bool = false) {
        self.entry = entry
        self.overdraw = overdraw
    }

    /// Whoever keeps the ledger may, but not with money that they got themselves.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.keeper()
        guard let entry = try LedgerStore.with(id: entry, in: group.id, transaction) else { throw Problem.missing() }
        let entries = try LedgerStore.together(with: entry, in: group.id, transaction)
        var receipts: [Receipt] = []
        for one in entries {
            if one.kind == .correction { throw Problem.conflict("money.problem.reverse.correction") }
            if try LedgerStore.isReversed(one.id, in: group.id, transaction) { throw Problem.conflict("money.problem.reverse.twice") }
            if one.holder == person { throw Problem.conflict("money.problem.reverse.own") }
            if let id = one.receipt { receipts.append(try ReceiptStore.existing(id, in: group.id, transaction)) }
        }
        if receipts.contains(where: { $0.payee == person }) { throw Problem.conflict("money.problem.reverse.own") }
        let pair: ID<LedgerPair>? = entry.pair == nil ? nil : house.newID()
        let opposites = entries.map { one in
            LedgerEntry(
                id: house.newID(), at: house.now, pot: one.pot, amount: one.amount.negated, kind: .correction, category: one.category,
                method: one.method, receipt: one.receipt, holder: one.holder, madeBy: person, reverses: one.id, pair: pair
            )
        }
        try Ledger(house: house, group: group, transaction: transaction).write(opposites, overdraw: overdraw)
        for receipt in receipts { try reopen(receipt, transaction, in: house, group: group) }
    }

    /// To be paid again. Who approved it stays; what is forgotten of it stays forgotten.
    private func reopen(_ receipt: Receipt, _ transaction: any Transaction, in house: House, group: Group) throws {
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var reopened = receipt
        reopened.state = try change.state(of: receipt, after: .reopen)
        reopened.paidBy = nil
        reopened.paidAt = nil
        reopened.method = nil
        reopened.pot = nil
        try change.save(reopened, from: receipt.state)
        try MessageStore.cancelPaid(receipt, in: group.id, transaction)
        if try SubjectStore.key(of: receipt.id.subject, reader: [UInt8](repeating: 0, count: 16), in: group.id, transaction) != nil {
            try house.vault.revive(receipt.id.subject, in: group, at: house.now, transaction)
        }
    }
}
