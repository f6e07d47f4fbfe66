public import Kernel
public import Storage

/// A dispatcher says that two asks are of the same person, or are the same ask. Never by itself; and back again within ten minutes, exactly as it was.
public struct JoinAsks: Sendable {
    public enum How: String, Sendable, CaseIterable {
        /// Both stay; they belong to one person (requirement 1.6).
        case person
        /// The one is closed as a duplicate of the other, which goes on as it is.
        case ask
    }

    public let ask: ID<Ask>
    public let other: ID<Ask>
    public let how: How

    /// - Parameter other: The one that goes on, and whose person it is.
    public init(_ ask: ID<Ask>, with other: ID<Ask>, _ how: How) {
        self.ask = ask
        self.other = other
        self.how = how
    }

    /// Whoever may triage. Of two at once one wins, and the other is told. Whoever is kept apart from the one person is kept apart from the other too, and is
    /// not asked for them any more. Gives the undo.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.triage)
        guard ask != other else { throw Problem.invalid("other", "problem.choice") }
        var joined = try AskStore.existing(ask, in: group.id, transaction)
        let standing = try AskStore.existing(other, in: group.id, transaction)
        if let problem = Self.problem(joined, standing, how) { throw problem }
        guard let person = standing.person else { throw Problem.missing("problem.forgotten") }
        let matches = try MatchStore.present(of: joined, in: group.id, transaction)
        let apart = try HelperPairStore.blocked(with: person, in: group.id, transaction)
        if let problem = Self.problem(person, matches, apart: apart) { throw problem }

        var before = try JoinedBefore(joined, with: other, in: group.id, transaction)
        let now = house.now
        before.newApart = try joined.person.map { try HelperPairStore.copy(of: $0, to: person, at: now, in: group.id, transaction) } ?? []
        joined.person = person
        joined.lastContactAt = now
        if how == .ask { try DeskUndo.close(&joined, .duplicate, in: house, group: group, transaction) }
        try AskStore.update(joined, in: group.id, transaction)
        try LinkStore.give(joined.id.subject, to: person, in: group.id, transaction)
        try PersonStore.touch(person, in: house, group: group, transaction)
        // Those who are being asked for this ask, and those who are for another of the person and are kept apart since.
        let asked = how == .person && !apart.isEmpty ? matches.filter { Self.waits($0) }.map(\.helper) : []
        let concerned = Set(asked + before.newApart + (before.newApart.isEmpty ? [] : [person]))
        for helper in concerned.sorted() where try HelperStore.with(id: helper, in: group.id, transaction) != nil {
            try NoLongerFits.takeBack(from: helper, in: house, group: group, by: actor, transaction)
        }

        let verb: HistoryEvent.Verb = how == .ask ? .sameAsk : .samePerson
        for subject in [ask.subject, other.subject] {
            try History.record(verb, "ask", subject, by: actor, in: house, group: group.id, transaction)
        }
        return try Undo.remember(verb, ask.subject, before: before.note(after: joined, at: now), by: actor, in: house, group: group.id, transaction)
    }

    /// The rule: both still stand, and nobody's promise is undone in passing: the one that somebody was asked for is the one that goes on.
    static func problem(_ joined: Ask, _ standing: Ask, _ how: How) -> Problem? {
        guard joined.forgottenAt == nil, standing.forgottenAt == nil, joined.state != .closed, standing.state != .closed else {
            return .conflict("desk.problem.moved")
        }
        switch how {
        case .person: return joined.person == standing.person ? .conflict("desk.same.problem.already") : nil
        case .ask: return joined.state == .new || joined.state == .open ? nil : .conflict("desk.same.problem.asked")
        }
    }

    /// The rule: nobody is their own helper, and nobody holds a promise to somebody they are kept apart from.
    static func problem(_ person: ID<Person>, _ matches: [Match], apart: Set<ID<Person>>) -> Problem? {
        let present = matches.filter { waits($0) || $0.state.isPromise || $0.state == .done }
        if present.contains(where: { $0.helper == person || $0.companion == person }) { return .conflict("desk.same.problem.helper") }
        let promised = present.filter(\.state.isPromise).flatMap { [$0.helper] + [$0.companion].compactMap { $0 } }
        return apart.isDisjoint(with: promised) ? nil : .conflict("desk.same.problem.apart")
    }

    /// Somebody who can still say yes.
    private static func waits(_ match: Match) -> Bool { match.state == .planned || match.state == .proposed || match.state == .lapsed }
}
