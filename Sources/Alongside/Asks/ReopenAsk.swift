public import Kernel
public import Storage

/// A closed ask that is needed after all, while it is not forgotten. What was done already stays done: the helper is found anew, as if for another ask.
public struct ReopenAsk: Sendable {
    public let ask: ID<Ask>

    public init(_ ask: ID<Ask>) { self.ask = ask }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.triage)
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        guard ask.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        let before = DeskUndo.before(ask)
        if try MatchStore.present(of: ask, in: group.id, transaction).contains(where: { $0.state == .done }) { ask.occasion += 1 }
        try AskStore.apply(.reopen, to: &ask, at: house.now)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try house.vault.revive(ask.id.subject, in: group, at: house.now, transaction)
        try CheckIns.plan(for: ask, in: house, group: group, transaction)
        try History.record(.reopened, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        return try Undo.remember(
            .reopened, ask.id.subject, before: DeskUndo.note(before, after: ask), by: actor, in: house, group: group.id, transaction
        )
    }
}
