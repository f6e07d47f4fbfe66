public import Kernel
public import Sealing
public import Storage

/// What somebody paid for a neighbour and gets back. The words, the likeness of the picture and its digest are sealed in `ReceiptSealed`.
public struct Receipt: Sendable {
    public let id: ID<Receipt>
    /// Nil when it belongs to no ask of ours.
    public let ask: ID<Ask>?
    public let match: ID<Match>?
    /// Who fronted the money.
    public let payee: ID<Person>
    /// More than zero, in the group's currency.
    public let amount: Money
    public var state: ReceiptState
    public let submittedAt: Instant
    public var approvedBy: ID<Person>?
    public var approvedAt: Instant?
    public var paidBy: ID<Person>?
    public var paidAt: Instant?
    public var method: PaymentMethod?
    public var pot: ID<Pot>?
    /// An earlier receipt that looks the same.
    public var duplicateOf: ID<Receipt>?
    /// Whether a person has looked at the two and said that this one counts.
    public var duplicateSettled: Bool
    public let category: ID<Category>?
    public let picture: ID<Attachment>?
    public var forgottenAt: Instant?

    /// Flagged as the same as an earlier one, and nobody has looked yet.
    public var duplicateOpen: Bool { duplicateOf != nil && !duplicateSettled }
}

/// How money moves. `advance` is money that the helper holds already.
public enum PaymentMethod: String, Sendable, CaseIterable, Storable { case cash, transfer, card, advance, other }

/// Where a receipt stands.
public enum ReceiptState: String, Sendable, CaseIterable, Storable {
    case submitted
    case needsInformation = "needs_information"
    /// Good to pay; above the group's limit a second person does that.
    case approved
    case paid, rejected, cancelled

    public enum Change: String, Sendable, CaseIterable {
        case ask, answer, approve, pay, reject
        /// The payment was written back: it is to be paid again, from the right pot.
        case reopen
    }

    /// The one table of which change is allowed when; nil where it is not. Who may is `RepaymentRule`.
    public func after(_ change: Change) -> ReceiptState? {
        switch (self, change) {
        case (.submitted, .ask), (.needsInformation, .ask), (.approved, .ask): .needsInformation
        case (.needsInformation, .answer): .submitted
        case (.submitted, .approve), (.needsInformation, .approve): .approved
        case (.submitted, .pay), (.needsInformation, .pay), (.approved, .pay): .paid
        case (.submitted, .reject), (.needsInformation, .reject), (.approved, .reject): .rejected
        case (.paid, .reopen): .approved
        default: nil
        }
    }

    /// Whether somebody still waits for their money.
    public var isWaiting: Bool { self == .submitted || self == .needsInformation || self == .approved }
}

/// What is sealed of a receipt. It dies with the receipt's key, and with it every way to compare the picture.
public struct ReceiptSealed: SealedRecord {
    public static let field = "receipt.sealed"

    /// What the helper wrote beside it.
    public var note: String?
    /// What the picture looks like, 32 bytes.
    public var likeness: [UInt8]?
    /// SHA-256 of the kept picture.
    public var digest: [UInt8]?
    /// What the treasurer wanted to know.
    public var question: String?
    /// What the payee said to that.
    public var answer: String?
    /// Why it was not paid.
    public var reason: String?
    /// How the payee wants their money: read only by opening it (`OpenRepayment`).
    public var repayment: String?

    public init(
        note: String? = nil, likeness: [UInt8]? = nil, digest: [UInt8]? = nil, question: String? = nil, answer: String? = nil,
        reason: String? = nil, repayment: String? = nil
    ) {
        self.note = note
        self.likeness = likeness
        self.digest = digest
        self.question = question
        self.answer = answer
        self.reason = reason
        self.repayment = repayment
    }

    public init(_ reader: FieldReader) throws {
        note = reader.text(1)
        likeness = reader.bytes(2)
        digest = reader.bytes(3)
        question = reader.text(4)
        reason = reader.text(5)
        answer = reader.text(6)
        repayment = reader.text(7)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, note)
        writer.bytes(2, likeness)
        writer.bytes(3, digest)
        writer.text(4, question)
        writer.text(5, reason)
        writer.text(6, answer)
        writer.text(7, repayment)
    }
}

/// A purse of the group with its own purpose. Its balance is the sum of its ledger rows and stands nowhere.
public struct Pot: Sendable, Hashable {
    public let id: ID<Pot>
    public var name: String
    public var position: Int
    /// Whether new rows may be written to it.
    public var active: Bool
}
