import Kernel
import Sealing
public import Storage
import Words

/// The asker says thanks in their own words, or leaves it. It goes to the helper as a message, and is asked for once.
public struct GiveThanks: Sendable {
    /// Nil when they would rather not.
    public let words: String?
    public let link: PrivateLink

    public init(_ words: String?, of link: PrivateLink) {
        self.words = words
        self.link = link
    }

    /// The holder of the ask's own link may, once. Thanks that were given stay given.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let ask = try AskLink.ask(of: actor, link, in: group.id, transaction)
        guard let thanks = try ThanksStore.of(ask.id, in: group.id, transaction) else { throw Problem.conflict("asker.thank.early") }
        guard let words else {
            try ThanksStore.skip(ask.id, in: group.id, transaction)
            return
        }
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let sealed = house.vault.seal(ThanksWords(text: words), row: ask.id.bytes, key: key, in: group.id)
        guard try ThanksStore.give(ask.id, sealed: sealed, at: house.now, in: group.id, transaction) else {
            throw Problem.conflict("asker.thank.twice")
        }
        try History.record(.thanked, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        try tell(thanks, of: ask, words, key: key, in: house, group: group, transaction)
    }

    /// Sealed under the ask's key, not the helper's: a neighbour's name and words are forgotten with what they asked. A helper who has left meanwhile is
    /// told nothing.
    private func tell(
        _ thanks: Thanks, of ask: Ask, _ words: String, key: SealingKey, in house: House, group: Group, _ transaction: any Transaction
    ) throws {
        guard let helper = try PersonStore.with(id: thanks.helper, in: house, group: group.id, transaction), let card = helper.card else { return }
        let face = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).face
        let say = house.wording(helper.language, in: group)
        let text =
            ask.safeMode
            ? say("message.thanks.safe", ["name": .text(card.alias)])
            : say("message.thanks", ["name": .text(card.alias), "neighbour": .text(face.alias), "words": .text(words)])
        try MessageStore.insert(
            Message(
                id: house.newID(), person: thanks.helper, subject: ask.id.subject, match: thanks.match, kind: .thanks, language: helper.language,
                state: .waiting, urgent: false, createdAt: house.now, dueAt: group.wakingHours.awake(from: house.now)
            ),
            MessageWords(alias: card.alias, phone: card.phone, email: card.email, text: text), key: key, in: house, group: group.id, transaction
        )
    }
}
