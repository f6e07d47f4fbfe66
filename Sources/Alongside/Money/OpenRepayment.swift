public import Kernel
public import Storage

/// A treasurer opens how the payee of a receipt wants their money: one reveal row about the payee.
public struct OpenRepayment: Sendable {
    public let receipt: ID<Receipt>

    public init(_ receipt: ID<Receipt>) { self.receipt = receipt }

    /// Any treasurer but the payee may, as long as somebody waits for the money: afterwards nobody has a use for it.
    ///
    /// - Returns: what the payee wrote, to be shown once.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> String {
        let person = try actor.treasurer()
        let (receipt, rule) = try ReceiptChange(house: house, group: group, transaction: transaction).load(receipt)
        if let problem = rule.problemDeciding(person) { throw problem }
        guard let sealed = try ReceiptStore.sealed(of: receipt.id, in: house, group: group.id, transaction) else {
            throw Problem.missing("problem.forgotten")
        }
        guard let repayment = sealed.repayment else { throw Problem.missing() }
        try Reveal.record(.repayment, of: receipt.payee.subject, by: person, match: receipt.match, in: house, group: group.id, transaction)
        return repayment
    }
}
