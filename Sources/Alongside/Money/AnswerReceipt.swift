public import Kernel
public import Storage

/// The payee answers what a treasurer wanted to know, and the receipt waits for the treasurers again.
public struct AnswerReceipt: Sendable {
    public let receipt: ID<Receipt>
    public let match: ID<Match>
    public let words: String

    /// `match` is the delivery that the receipt is of: a link reaches no other.
    public init(_ receipt: ID<Receipt>, of match: ID<Match>, words: String) {
        self.receipt = receipt
        self.match = match
        self.words = words
    }

    /// Whoever paid, by the task's link or their own; a dispatcher for somebody on the phone.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let match = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        let words = try ReceiptChange.words(words, field: "answer")
        let change = ReceiptChange(house: house, group: group, transaction: transaction)
        var (receipt, _) = try change.load(receipt)
        guard receipt.match == match.id, receipt.payee == match.helper else { throw Problem.missing() }
        let before = receipt.state
        receipt.state = try change.state(of: receipt, after: .answer)
        try change.save(receipt, from: before)
        try change.seal(receipt.id) { $0.answer = words }
        try change.record(.receiptAnswered, receipt.id, by: actor)
        try TaskHolder.isHere(match.helper, in: house, group: group, transaction)
    }
}
