public import Kernel
public import Storage

/// A treasurer says that a receipt is good to be paid.
public struct ApproveReceipt: Sendable {
    public let receipt: ID<Receipt>

    public init(_ receipt: ID<Receipt>) { self.receipt = receipt }

    /// Any treasurer but the payee may.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.treasurer()
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var (receipt, rule) = try change.load(receipt)
        if let problem = rule.problemApproving(person) { throw problem }
        let before = receipt.state
        receipt.state = try change.state(of: receipt, after: .approve)
        receipt.approvedBy = person
        receipt.approvedAt = house.now
        try change.save(receipt, from: before)
        try change.record(.receiptApproved, receipt.id, by: actor)
    }
}
