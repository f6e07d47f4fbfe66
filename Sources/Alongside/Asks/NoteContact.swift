public import Kernel
public import Storage

/// "I spoke with them": a person has been in touch, and the silence is over (requirement 1.9).
public struct NoteContact: Sendable {
    public let ask: ID<Ask>

    public init(_ ask: ID<Ask>) { self.ask = ask }

    /// Whoever may triage. Gives the undo.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.triage)
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        guard ask.state != .closed else { throw Problem.conflict("problem.ask.state") }
        let before = DeskUndo.note(DeskUndo.before(ask), after: ask)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try History.record(.contacted, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        return try Undo.remember(.contacted, ask.id.subject, before: before, by: actor, in: house, group: group.id, transaction)
    }
}
