public import Kernel
public import Storage

/// One step back at the desk, within ten minutes: after triage, a call, asking helpers, closing and reopening.
public struct DeskUndo: Sendable {
    public let undo: ID<Undo>

    public init(_ undo: ID<Undo>) { self.undo = undo }

    /// Gives the ask that stands again as it stood. A step on which others have built since is not taken back: nobody's yes is undone in passing.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Ask> {
        try actor.must(.triage)
        let taken = try Undo.take(undo, in: house, group: group.id, transaction)
        if taken.verb == .matched { try actor.must(.match) }
        guard [.triaged, .contacted, .matched, .closed, .reopened, .sameAsk, .samePerson].contains(taken.verb) else { throw Problem.missing() }
        var ask = try AskStore.existing(taken.subject.named(), in: group.id, transaction)
        if taken.verb == .sameAsk || taken.verb == .samePerson {
            try JoinedBefore.part(&ask, taken, in: house, group: group, by: actor, transaction)
            return ask.id
        }
        guard taken.before["after"] == ask.state.rawValue, ask.forgottenAt == nil else { throw Problem.conflict("desk.problem.moved") }
        switch taken.verb {
        case .contacted: break
        case .matched: _ = try CancelMatch.all(of: ask, in: house, group: group, transaction)
        default: try dropMessage(taken.before["message"], group.id, transaction)
        }
        let wasOver = ask.state == .closed
        Self.putBack(&ask, taken.before, try MatchStore.present(of: ask, in: group.id, transaction))
        try AskStore.update(ask, in: group.id, transaction)
        if ask.state == .closed {
            try house.vault.close(ask.id.subject, in: group, at: house.now, transaction)
        } else {
            try house.vault.revive(ask.id.subject, in: group, at: house.now, transaction)
            if wasOver { try CheckIns.plan(for: ask, in: house, group: group, transaction) }
        }
        try History.record(.undone, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        return ask.id
    }

    /// What was told because of the step is not told, if nobody has sent it.
    private func dropMessage(_ text: String?, _ group: ID<Group>, _ transaction: any Transaction) throws {
        guard let id = text.flatMap({ ID<Message>(text: $0) }), var message = try MessageStore.with(id: id, in: group, transaction),
            message.state == .waiting
        else { return }
        message.state = .cancelled
        try MessageStore.update(message, in: group, transaction)
    }

    /// Puts the columns back. Helpers who were told meanwhile that they need not come are not held to it: without one of them the ask is open.
    private static func putBack(_ ask: inout Ask, _ before: [String: String], _ matches: [Match]) {
        let state = before["state"].flatMap(AskState.init) ?? ask.state
        let needsMatch = state == .offered || state == .accepted || state == .underWay
        let hasMatch = matches.contains { $0.state == .proposed || $0.state.isPromise }
        ask.state = needsMatch && !hasMatch ? .open : state
        ask.closing = before["closing"].flatMap(Ask.Closing.init)
        ask.closedAt = instant(before["closed_at"])
        ask.urgency = before["urgency"].flatMap(Ask.Urgency.init)
        ask.zone = before["zone"].flatMap { ID<Zone>(text: $0) }
        ask.costPath = before["cost_path"].flatMap(Ask.CostPath.init) ?? ask.costPath
        ask.capMinor = before["cap"].flatMap { Int64($0) }
        ask.occasion = before["occasion"].flatMap { Int($0) } ?? ask.occasion
        ask.triagedAt = instant(before["triaged_at"])
        ask.lastContactAt = instant(before["last_contact_at"])
    }

    /// What steps at the desk change, in the clear.
    static func before(_ ask: Ask) -> [String: String] {
        var before = ["state": ask.state.rawValue, "cost_path": ask.costPath.rawValue]
        before["closing"] = ask.closing?.rawValue
        before["closed_at"] = ask.closedAt.map { String($0.milliseconds) }
        before["urgency"] = ask.urgency?.rawValue
        before["zone"] = ask.zone?.text
        before["cap"] = ask.capMinor.map { String($0) }
        before["occasion"] = String(ask.occasion)
        before["triaged_at"] = ask.triagedAt.map { String($0.milliseconds) }
        before["last_contact_at"] = ask.lastContactAt.map { String($0.milliseconds) }
        return before
    }

    /// With it the state that the step led to: where the ask stands elsewhere by then, there is no way back.
    static func note(_ before: [String: String], after ask: Ask) -> [String: String] {
        before.merging(["after": ask.state.rawValue]) { first, _ in first }
    }

    /// Closes an ask: helpers who were asked are told, and it is due from today on. The caller saves it.
    static func close(_ ask: inout Ask, _ reason: Ask.Closing, in house: House, group: Group, _ transaction: any Transaction) throws {
        try AskStore.apply(ask.state == .done ? .settle : .close, to: &ask, closing: reason, at: house.now)
        _ = try CancelMatch.all(of: ask, in: house, group: group, transaction)
        if reason != .met {
            try FollowUp.drop(ask.id, in: group.id, transaction)
            try CheckIns.drop(of: ask.id, in: group.id, transaction)
        }
        try house.vault.close(ask.id.subject, in: group, at: house.now, transaction)
    }

    private static func instant(_ text: String?) -> Instant? { text.flatMap { Int64($0) }.map { Instant(milliseconds: $0) } }
}
