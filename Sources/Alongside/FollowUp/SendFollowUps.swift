import Kernel
import Sealing
public import Storage
import Words

/// Turns follow-ups that are due into messages, each with a private link of its own. The clock's work, every few minutes.
public struct SendFollowUps: Sendable {
    /// How many at a time: a write is short.
    public static let batch = 20

    public init() {}

    /// Returns how many messages were made; run it again while that is `batch`.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group) throws -> Int {
        let due = try FollowUpStore.due(at: house.now, in: group.id, limit: Self.batch, transaction)
        for followUp in due { try send(followUp, in: house, group: group, transaction) }
        return due.count
    }

    private func send(_ followUp: FollowUp, in house: House, group: Group, _ transaction: any Transaction) throws {
        guard let ask = try AskStore.with(id: followUp.ask, in: group.id, transaction), ask.forgottenAt == nil,
            ask.state == .done || ask.closing == .met
        else { return try FollowUpStore.drop(followUp.ask, in: group.id, transaction) }
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let (face, details) = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction)
        let reachable = details.reachable
        // Who calls us themself is asked on their own page.
        guard !reachable.isNowhere else {
            return try FollowUpStore.mark(ask.id, .asked, in: group.id, transaction)
        }
        let token = try NewAskLink.make(for: ask, in: house, group: group.id, transaction)
        let say = house.wording(ask.language, in: group)
        let address = "\(house.publicURL)/\(group.slug)/l/\(token.text)/how-was-it"
        let words: [String: Argument] = ["name": .text(face.alias), "group": .text(group.name), "link": .code(address)]
        try MessageStore.insert(
            Message(
                id: house.newID(), person: ask.person, subject: ask.id.subject, match: nil, kind: .followUp, language: ask.language, state: .waiting,
                urgent: false, createdAt: house.now, dueAt: house.now
            ),
            MessageWords(
                alias: face.alias, phone: reachable.phone, email: reachable.email, otherContact: reachable.other,
                text: ask.safeMode ? say("asker.followUp.message.safe", words) : say("asker.followUp.message", words), link: token.text
            ),
            key: key, in: house, group: group.id, transaction
        )
        try FollowUpStore.mark(ask.id, .asked, in: group.id, transaction)
    }
}
