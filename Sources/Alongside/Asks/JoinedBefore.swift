import Kernel
import Storage

/// How it was before two asks were joined, as far as joining changes it, and the way back. What others did meanwhile stays as they left it.
struct JoinedBefore {
    private let ask: Ask
    private let other: ID<Ask>
    private let followUp: FollowUp.State?
    /// The links of the ask that were not its person's.
    private let links: [(link: ID<PrivateLink>, person: ID<Person>?)]
    /// Those who are kept apart from the other person since.
    var newApart: [ID<Person>] = []

    init(_ ask: Ask, with other: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws {
        self.ask = ask
        self.other = other
        followUp = try FollowUpStore.of(ask.id, in: group, connection)?.state
        links = try LinkStore.holders(of: ask.id.subject, in: group, connection).filter { $0.person != ask.person }
    }

    /// What is remembered, with what joining led to.
    func note(after joined: Ask, at now: Instant) -> [String: String] {
        var note = ["state": ask.state.rawValue, "other": other.text, "joined_at": String(now.milliseconds)]
        note["person"] = ask.person?.text
        note["joined_person"] = joined.person?.text
        note["last_contact_at"] = ask.lastContactAt.map { String($0.milliseconds) }
        note["closed_at"] = joined.closedAt.map { String($0.milliseconds) }
        note["follow_up"] = followUp?.rawValue
        if !links.isEmpty { note["links"] = links.map { "\($0.link.text):\($0.person?.text ?? "")" }.joined(separator: ",") }
        if !newApart.isEmpty { note["apart"] = newApart.map(\.text).joined(separator: ",") }
        return note
    }

    /// Each ask is its own person's again, where the one is still as joining left it; else a conflict.
    static func part(_ ask: inout Ask, _ undo: Undo, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws {
        let before = undo.before
        guard ask.forgottenAt == nil, let person = ask.person, person.text == before["joined_person"],
            let joinedAt = instant(before["joined_at"]), undo.verb == .samePerson || isClosed(ask, before)
        else { throw Problem.conflict("desk.problem.moved") }
        ask.person = before["person"].flatMap { ID<Person>(text: $0) }
        // Somebody who was asked since may be the very person whose ask it is again.
        if let own = ask.person, JoinAsks.problem(own, try MatchStore.present(of: ask, in: group.id, transaction), apart: []) != nil {
            throw Problem.conflict("desk.problem.moved")
        }
        if ask.lastContactAt == joinedAt { ask.lastContactAt = instant(before["last_contact_at"]) }
        if undo.verb == .sameAsk { try open(&ask, before, in: house, group: group, transaction) }
        try AskStore.update(ask, in: group.id, transaction)
        if undo.verb == .sameAsk { try CheckIns.plan(for: ask, in: house, group: group, transaction) }
        try LinkStore.give(ask.id.subject, to: ask.person, in: group.id, transaction)
        for held in list(before["links"]) {
            let parts = held.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let link = ID<PrivateLink>(text: parts[0]) else { continue }
            try LinkStore.give(link, to: ID<Person>(text: parts[1]), in: group.id, transaction)
        }
        for apart in list(before["apart"]).compactMap({ ID<Person>(text: $0) }) {
            try HelperPairStore.unblock(person, apart, madeAt: joinedAt, in: group.id, transaction)
        }
        for subject in [ask.id.subject] + [before["other"].flatMap { ID<Ask>(text: $0) }?.subject].compactMap({ $0 }) {
            try History.record(.undone, "ask", subject, by: actor, in: house, group: group.id, transaction)
        }
    }

    /// Whether it is the duplicate that joining left, and nobody opened and closed it since.
    private static func isClosed(_ ask: Ask, _ before: [String: String]) -> Bool {
        ask.state == .closed && ask.closing == .duplicate && ask.closedAt != nil && ask.closedAt == instant(before["closed_at"])
    }

    /// What closing it dropped goes on: its key, and the question that was planned.
    private static func open(_ ask: inout Ask, _ before: [String: String], in house: House, group: Group, _ transaction: any Transaction) throws {
        ask.state = before["state"].flatMap(AskState.init) ?? .open
        ask.closing = nil
        ask.closedAt = nil
        try house.vault.revive(ask.id.subject, in: group, at: house.now, transaction)
        guard let followUp = before["follow_up"].flatMap(FollowUp.State.init), followUp == .waiting || followUp == .asked else { return }
        try FollowUpStore.mark(ask.id, followUp, in: group.id, transaction)
    }

    private static func instant(_ text: String?) -> Instant? { text.flatMap { Int64($0) }.map { Instant(milliseconds: $0) } }

    private static func list(_ text: String?) -> [String] { (text ?? "").split(separator: ",").map(String.init) }
}
