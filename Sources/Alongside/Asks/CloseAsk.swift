public import Kernel
public import Storage

/// A dispatcher closes an ask that nothing more is to be done about, and says why in one word.
public struct CloseAsk: Sendable {
    public let ask: ID<Ask>
    public let reason: Ask.Closing

    public init(_ ask: ID<Ask>, reason: Ask.Closing) {
        self.ask = ask
        self.reason = reason
    }

    /// What a person may choose; the others follow from what was done.
    public static let reasons: [Ask.Closing] = [.met, .elsewhere, .outOfScope, .notWanted, .unreachable, .duplicate]

    /// Whoever may triage. Helpers who were asked are told. Gives the undo.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.triage)
        guard Self.reasons.contains(reason) else { throw Problem.invalid("reason", "problem.choice") }
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        let before = DeskUndo.before(ask)
        try DeskUndo.close(&ask, reason, in: house, group: group, transaction)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try History.record(.closed, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        return try Undo.remember(
            .closed, ask.id.subject, before: DeskUndo.note(before, after: ask), by: actor, in: house, group: group.id, transaction
        )
    }
}
