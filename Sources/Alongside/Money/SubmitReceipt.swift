public import Kernel
import Sealing
public import Storage

/// A helper hands in what they paid, in the same form that says the delivery is done. The picture was decoded and written anew before.
public struct SubmitReceipt: Sendable {
    public struct Input: Sendable {
        public var ask: ID<Ask>
        public var match: ID<Match>
        public var payee: ID<Person>
        /// More than zero, in the group's currency.
        public var amount: Money
        public var picture: Picture?
        public var note: String?
        /// How the payee wants their money.
        public var repayment: String?
        /// The form's one-time key; the receipt is written once for it. The form may use the same key for its own work.
        public var once: OnceKey?

        public init(
            ask: ID<Ask>, match: ID<Match>, payee: ID<Person>, amount: Money, picture: Picture? = nil, note: String? = nil,
            repayment: String? = nil, once: OnceKey? = nil
        ) {
            self.ask = ask
            self.match = match
            self.payee = payee
            self.amount = amount
            self.picture = picture
            self.note = note
            self.repayment = repayment
            self.once = once
        }
    }

    /// A picture made ready: an upright JPEG without metadata, a small one of it, and its likeness of 32 bytes.
    public struct Picture: Sendable {
        public var jpeg: [UInt8]
        public var thumbnail: [UInt8]
        public var likeness: [UInt8]

        public init(jpeg: [UInt8], thumbnail: [UInt8], likeness: [UInt8]) {
            self.jpeg = jpeg
            self.thumbnail = thumbnail
            self.likeness = likeness
        }
    }

    /// The longest note, in letters.
    public static let noteLimit = 500
    /// The longest way to be repaid, in letters.
    public static let repaymentLimit = 200
    /// No single receipt is larger, in minor units: a slipped finger, not a purchase.
    public static let largest: Int64 = 10_000_000

    public let input: Input

    public init(_ input: Input) { self.input = input }

    /// The helper of the match may, by its link or their own; so may a dispatcher for somebody on the phone.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Receipt> {
        let match = try MatchStore.existing(input.match, in: group.id, transaction)
        try mayHandIn(match, actor)
        guard let once = input.once?.ofReceipt else { return try submit(match, transaction, in: house, group: group, by: actor) }
        let text = try Once.run(once, in: group.id, at: house.now, transaction) {
            try submit(match, transaction, in: house, group: group, by: actor).text
        }
        guard let id = ID<Receipt>(text: text) else { throw StorageFault.mistake("a one-time key answered with no receipt") }
        return id
    }

    private func mayHandIn(_ match: Match, _ actor: Actor) throws {
        guard match.ask == input.ask, match.helper == input.payee else { throw Problem.missing() }
        guard match.mayBeRepaid else { throw Problem.conflict("problem.match.state") }
        if case .link(_, _, let person) = actor, person == match.helper { return }
        try actor.must(.match)
    }

    private func submit(_ match: Match, _ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Receipt> {
        let ask = try AskStore.existing(input.ask, in: group.id, transaction)
        if let problem = Self.problem(with: input, in: group) { throw problem }
        let id: ID<Receipt> = house.newID()
        let sealed = ReceiptSealed(
            note: input.note, likeness: input.picture?.likeness, digest: input.picture.map { Digest.sha256($0.jpeg) },
            repayment: input.repayment
        )
        let compared = ReceiptLikeness.Compared(match: match.id, minorUnits: input.amount.minorUnits, sealed: sealed)
        let earlier = try ReceiptStore.alike(compared, in: house, group: group.id, transaction)
        let key = try house.vault.begin(id.subject, .receipt, in: group, at: house.now, transaction)
        let picture: ID<Attachment>? = input.picture == nil ? nil : house.newID()
        let receipt = Receipt(
            id: id, ask: ask.id, match: match.id, payee: match.helper, amount: input.amount, state: .submitted, submittedAt: house.now,
            duplicateOf: earlier, duplicateSettled: false, category: ask.category, picture: picture
        )
        try ReceiptStore.insert(receipt, sealed, key: key, in: house, group: group.id, transaction)
        if let picture, let made = input.picture {
            try AttachmentStore.insert(made.jpeg, .picture, of: picture, subject: id.subject, key: key, in: group.id, transaction)
            try AttachmentStore.insert(made.thumbnail, .thumbnail, of: picture, subject: id.subject, key: key, in: group.id, transaction)
        }
        try History.record(.receiptSent, "receipt", id.subject, by: actor, in: house, group: group.id, transaction)
        return id
    }

    /// What is wrong with the fields, for the form to say before anything is written; nil when nothing is.
    public static func problem(with input: Input, in group: Group) -> Problem? {
        var problems: [Problem] = []
        if input.amount.minorUnits <= 0 { problems.append(.invalid("total", "money.problem.amount")) }
        if input.amount.minorUnits > largest { problems.append(.invalid("total", "money.problem.amount.large")) }
        if input.amount.currency != group.currency { problems.append(.invalid("total", "money.problem.currency")) }
        if (input.note?.count ?? 0) > noteLimit { problems.append(.invalid("note", "money.problem.note.long")) }
        if (input.repayment?.count ?? 0) > repaymentLimit {
            problems.append(.invalid("repayment", "problem.tooLong", ["limit": String(repaymentLimit)]))
        }
        return Problem.all(problems)
    }
}

extension OnceKey {
    /// A key of its own, made from the form's: the form may have used the first for its other work in the same transaction.
    fileprivate var ofReceipt: OnceKey? { OnceKey(Base32.encode(Digest.sha256(Array("receipt:".utf8) + Array(text.utf8)).prefix(20))) }
}
