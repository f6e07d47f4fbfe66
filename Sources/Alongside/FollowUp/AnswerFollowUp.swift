import Kernel
import Sealing
public import Storage

/// How it was: did it come, is anything wrong, again?
public struct AnswerFollowUp: Sendable {
    public struct Input: Sendable {
        public var came: FollowUp.Came
        public var again: Bool
        public var words: String?

        public init(came: FollowUp.Came, again: Bool, words: String?) {
            self.came = came
            self.again = again
            self.words = words
        }
    }

    public let input: Input
    public let link: PrivateLink

    public init(_ input: Input, of link: PrivateLink) {
        self.input = input
        self.link = link
    }

    /// The holder of the ask's own link may, as often as they like: the last answer counts. Any answer is contact with a person (requirement 1.9).
    /// What did not come, or not all of it, stands before a dispatcher again, also where it was closed meanwhile.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var ask = try AskLink.ask(of: actor, link, in: group.id, transaction)
        guard ask.state == .done || ask.closing == .met else { throw Problem.conflict("asker.followUp.early") }
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let sealed = input.words.map { house.vault.seal(FollowUpWords(text: $0), row: ask.id.bytes, key: key, in: group.id) }
        try FollowUpStore.answer(
            ask.id, came: input.came, again: input.again, at: house.now, sealed: sealed, in: group.id, transaction
        )
        ask.lastContactAt = house.now
        if input.came.isAmiss, ask.state == .closed {
            try AskStore.apply(.recall, to: &ask, at: house.now)
            try house.vault.revive(ask.id.subject, in: group, at: house.now, transaction)
        }
        try AskStore.update(ask, in: group.id, transaction)
        try History.record(.followedUp, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
