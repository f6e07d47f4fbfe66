public import Kernel
public import Storage

/// Somebody has looked at two receipts side by side and says whether they are one (requirement 3.2: the same receipt twice is flagged).
public struct SettleDuplicate: Sendable {
    public let receipt: ID<Receipt>
    /// The same one sent again: it is not paid a second time.
    public let same: Bool

    public init(_ receipt: ID<Receipt>, same: Bool) {
        self.receipt = receipt
        self.same = same
    }

    /// Any treasurer but the payee may.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.treasurer()
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var (receipt, rule) = try change.load(receipt)
        if let problem = rule.problemDeciding(person) { throw problem }
        guard receipt.duplicateOpen else { throw Problem.conflict("money.problem.settled") }
        let before = receipt.state
        receipt.duplicateSettled = true
        if same { receipt.state = try change.state(of: receipt, after: .reject) }
        try change.save(receipt, from: before)
        guard same else { return }
        try house.vault.close(receipt.id.subject, in: group, at: house.now, transaction)
        try change.record(.receiptRejected, receipt.id, by: actor)
        try ReceiptNotice.twice(receipt, in: house, group: group, transaction)
    }
}
