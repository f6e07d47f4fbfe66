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
        guard let words = try MessageStore.words(of: found, in: house, group: group.id, transaction) else {
            throw Problem.missing("problem.forgotten")
        }
        try Reveal.record(.contact, of: found.subject, by: person, match: found.match, in: house, group: group.id, transaction)
        return (found, words)
    }
}
