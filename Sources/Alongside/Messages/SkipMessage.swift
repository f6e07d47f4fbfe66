public import Kernel
public import Storage

/// A message that nobody sends now: later, or not at all because it was told another way or cannot be told.
public struct SkipMessage: Sendable {
    public enum Step: String, Sendable, CaseIterable {
        /// In an hour.
        case later
        /// It leaves the queue. An offer that is never sent is taken back, and the next in the order is asked.
        case drop
    }

    public static let wait = Span.hours(1)

    public let message: ID<Message>
    public let step: Step

    public init(_ message: ID<Message>, _ step: Step) {
        self.message = message
        self.step = step
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.send)
        guard var found = try MessageStore.with(id: message, in: group.id, transaction) else { throw Problem.missing() }
        if found.state == .suppressed, step == .drop { return }
        if let problem = MarkSent.problem(found, for: actor) { throw problem }
        guard found.state != .sent else { throw Problem.conflict("send.problem.sent") }
        switch step {
        case .later: found.dueAt = house.now + Self.wait
        case .drop: found.state = .suppressed
        }
        try MessageStore.update(found, in: group.id, transaction)
        guard step == .drop, found.kind == .offerToHelper, let match = found.match else { return }
        try takeBack(match, in: house, group: group, by: actor, transaction)
    }

    private func takeBack(_ id: ID<Match>, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws {
        guard var match = try MatchStore.with(id: id, in: group.id, transaction), match.state == .proposed, match.toldAt == nil else { return }
        var ask = try AskStore.existing(match.ask, in: group.id, transaction)
        try MatchStore.apply(.cancel, to: &match, at: house.now)
        try MatchStore.update(match, in: group.id, transaction)
        try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
        try AskStore.update(ask, in: group.id, transaction)
    }
}
