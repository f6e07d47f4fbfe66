public import Kernel
public import Storage

/// A receipt is not paid, and the payee hears why.
public struct RejectReceipt: Sendable {
    public let receipt: ID<Receipt>
    public let reason: String

    public init(_ receipt: ID<Receipt>, reason: String) {
        self.receipt = receipt
        self.reason = reason
    }

    /// Any treasurer but the payee may.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.treasurer()
        let reason = try ReceiptChange.words(reason, field: "reason")
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var (receipt, rule) = try change.load(receipt)
        if let problem = rule.problemDeciding(person) { throw problem }
        let before = receipt.state
        receipt.state = try change.state(of: receipt, after: .reject)
        try change.save(receipt, from: before)
        try change.seal(receipt.id) { $0.reason = reason }
        try house.vault.close(receipt.id.subject, in: group, at: house.now, transaction)
        try change.record(.receiptRejected, receipt.id, by: actor)
        try ReceiptNotice.rejected(receipt, reason, in: house, group: group, transaction)
    }
}
