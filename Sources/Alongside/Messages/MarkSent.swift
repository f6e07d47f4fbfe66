public import Kernel
public import Storage

/// A person has sent a message by hand. Pressing twice is once; of two dispatchers at the same time one wins and the other is told.
public struct MarkSent: Sendable {
    public let message: ID<Message>
    public let channel: Message.Channel?

    public init(_ message: ID<Message>, channel: Message.Channel? = nil) {
        self.message = message
        self.channel = channel
    }

    /// Whoever may send. Gives the undo, or nil when the same person had marked it before, or
    /// the helper came by its link before anybody did. A hold begins when its offer is marked (requirements
    /// section 4), and thanks count as passed on.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo>? {
        try actor.must(.send)
        guard var found = try MessageStore.with(id: message, in: group.id, transaction) else { throw Problem.missing() }
        if let problem = Self.problem(found, for: actor) { throw problem }
        if found.state == .sent { return nil }
        if let problem = try Self.unopened(found, for: actor, in: house, group: group.id, transaction) { throw problem }

        var before = ["state": found.state.rawValue]
        found.state = .sent
        found.sentAt = house.now
        found.sentBy = actor.person
        found.channel = channel
        try MessageStore.update(found, in: group.id, transaction)
        if found.kind == .offerToHelper, let match = found.match, try ToldAbout.note(match, by: actor, in: house, group: group, transaction) {
            before["told"] = String(house.now.milliseconds)
        }
        if found.kind == .thanks, let match = found.match, let told = try MatchStore.with(id: match, in: group.id, transaction) {
            try Thanks.pass(on: told.ask, at: house.now, in: group.id, transaction)
            try History.record(.thanksPassed, "ask", told.ask.subject, by: actor, in: house, group: group.id, transaction)
        }
        return try Undo.remember(.told, found.id.subject, before: before, by: actor, in: house, group: group.id, transaction)
    }

    /// The rule: what stands in the way.
    static func problem(_ message: Message, for actor: Actor) -> Problem? {
        switch message.state {
        case .waiting, .unsure: nil
        case .sent: message.sentBy == nil || message.sentBy == actor.person ? nil : .conflict("send.problem.sent")
        case .cancelled, .suppressed: .conflict("send.problem.cancelled")
        }
    }
}

extension MarkSent {
    /// The rule of what cannot have been sent: the link to an asker's own page is shown to whoever opens the number of this very
    /// message, and to nobody else: a number that was opened on the ask's page, or for another message, came without it. Without the link the message leads
    /// nowhere, so a form of an older page cannot mark it either.
    private static func unopened(
        _ message: Message, for actor: Actor, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> Problem? {
        guard message.isAboutAnAsk, let words = try MessageStore.words(of: message, in: house, group: group, connection),
            message.hidesLink(of: words)
        else { return nil }
        guard let person = actor.person else { return .forbidden() }
        let wasOpened = try Reveal.hasOpened(message, by: person, in: group, connection)
        return wasOpened ? nil : .conflict("send.problem.unopened")
    }
}

/// It was not sent after all: back into the queue, within ten minutes.
public struct UndoSent: Sendable {
    public let undo: ID<Undo>

    public init(_ undo: ID<Undo>) { self.undo = undo }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.send)
        let taken = try Undo.take(undo, in: house, group: group.id, transaction)
        guard taken.verb == .told, let state = taken.before["state"].flatMap(Message.State.init),
            var found = try MessageStore.with(id: taken.subject.named(), in: group.id, transaction)
        else { throw Problem.missing() }
        guard found.state == .sent else { throw Problem.conflict("problem.changed") }
        found.state = state
        found.sentAt = nil
        found.sentBy = nil
        found.channel = nil
        try MessageStore.update(found, in: group.id, transaction)
        if let match = found.match, let told = taken.before["told"].flatMap(Int64.init) {
            try ToldAbout.takeBack(match, toldAt: Instant(milliseconds: told), in: house, group: group, transaction)
        }
    }
}
