public import Kernel
public import Storage

/// Opens the number or address of one waiting message: one reveal row, which the person it belongs to can see.
public struct OpenNumber: Sendable {
    public let message: ID<Message>

    public init(_ message: ID<Message>) { self.message = message }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> (message: Message, words: MessageWords)
    {
        try actor.must(.send)
        guard let person = actor.person else { throw Problem.forbidden() }
        guard let found = try MessageStore.with(id: message, in: group.id, transaction) else { throw Problem.missing() }
        if let problem = MarkSent.problem(found, for: actor) { throw problem }
        guard var words = try MessageStore.words(of: found, in: house, group: group.id, transaction) else {
            throw Problem.missing("problem.forgotten")
        }
        try Self.keepToTheSafeWay(&words, of: found, in: house, group: group.id, transaction)
        try Reveal.record(
            .contact, of: found.subject, by: person, match: found.match, message: found.id, in: house, group: group.id, transaction)
        return (found, words)
    }

    /// A safe way that was named after the message was written counts too: what stands in it of number and address is not shown.
    private static func keepToTheSafeWay(
        _ words: inout MessageWords, of message: Message, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws {
        guard let ask = try AskStore.with(id: message.subject.named(), in: group, connection), ask.forgottenAt == nil else { return }
        let key = try house.vault.key(of: ask.id.subject, in: group, connection)
        let details = try AskStore.sealed(of: ask.id, key: key, in: house, group: group, connection).details
        guard let safe = details.safeContact else { return }
        words.phone = nil
        words.email = nil
        words.otherContact = safe
    }
}
