public import Kernel
public import Storage

/// A treasurer cannot read it, or does not understand it, and asks the payee in their own words.
public struct AskAboutReceipt: Sendable {
    public let receipt: ID<Receipt>
    public let words: String

    public init(_ receipt: ID<Receipt>, words: String) {
        self.receipt = receipt
        self.words = words
    }

    /// Any treasurer but the payee may. A yes that was given before does not hold any more.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let person = try actor.treasurer()
        let words = try ReceiptChange.words(words, field: "question")
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var (receipt, rule) = try change.load(receipt)
        if let problem = rule.problemDeciding(person) { throw problem }
        let before = receipt.state
        receipt.state = try change.state(of: receipt, after: .ask)
        receipt.approvedBy = nil
        receipt.approvedAt = nil
        try change.save(receipt, from: before)
        try change.seal(receipt.id) {
            $0.question = words
            // An answer to what was asked before is none to this.
            $0.answer = nil
        }
        try change.record(.receiptQuestion, receipt.id, by: actor)
        try ReceiptNotice.question(receipt, words, in: house, group: group, transaction)
    }
}
