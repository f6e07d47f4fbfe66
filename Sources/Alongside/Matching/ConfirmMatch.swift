import Engine
public import Kernel
public import Storage

/// A person decides who is asked: one helper, or an order of up to three. The first is asked now, the next only if the one before does not.
public struct ConfirmMatch: Sendable {
    public static let longestOrder = 3

    public let ask: ID<Ask>
    public let helpers: [ID<Person>]
    /// Ask somebody who is at their own weekly limit all the same; they are told so and only asked whether they want to (requirement 4.20).
    public let overLimit: Bool

    public init(_ ask: ID<Ask>, helpers: [ID<Person>], overLimit: Bool = false) {
        self.ask = ask
        self.helpers = helpers
        self.overLimit = overLimit
    }

    public struct Confirmed: Sendable {
        /// In their order; the first is being asked.
        public let matches: [ID<Match>]
        public let undo: ID<Undo>
    }

    /// Dispatchers may. Every hard limit is looked at again, since the page may be minutes old: only the weekly one gives way, and only
    /// when a dispatcher says so. Of two dispatchers at once the second is told.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Confirmed {
        try actor.must(.match)
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        let before = DeskUndo.before(ask)
        if let problem = problem(ask, try MatchStore.present(of: ask, in: group.id, transaction)) { throw problem }
        let waived: Set<Exclusion> = overLimit ? [.atLimit] : []
        let exclusions = try Suggestions.exclusions(of: helpers, from: ask, waived: waived, in: house, group: group, transaction)
        if let exclusion = helpers.lazy.compactMap({ exclusions[$0] }).first { throw Problem.invalid("helper", exclusion.problem) }

        var matches: [ID<Match>] = []
        for (index, helper) in helpers.enumerated() {
            let match = Match(
                id: house.newID(), ask: ask.id, helper: helper, position: index + 1, occasion: ask.occasion, overLimit: overLimit, state: .planned,
                confirmedBy: actor.person, proposedAt: house.now
            )
            try MatchStore.insert(match, in: group.id, transaction)
            matches.append(match.id)
        }
        ask.lastContactAt = house.now
        try History.record(.matched, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        guard try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction) != nil else {
            throw Problem.conflict("match.problem.nobodyAsked")
        }
        try AskStore.update(ask, in: group.id, transaction)
        let undo = try Undo.remember(
            .matched, ask.id.subject, before: DeskUndo.note(before, after: ask), by: actor, in: house, group: group.id, transaction
        )
        return Confirmed(matches: matches, undo: undo)
    }

    /// The rule: whether anybody may be asked now, and whether the order is one.
    func problem(_ ask: Ask, _ matches: [Match]) -> Problem? {
        if helpers.isEmpty { return .invalid("helper", "match.problem.nobody") }
        if helpers.count > Self.longestOrder || Set(helpers).count != helpers.count { return .invalid("helper", "match.problem.order") }
        if ask.state == .new { return .conflict("match.problem.triageFirst") }
        if ask.state == .done || ask.state == .closed { return .conflict("match.problem.over") }
        let isTaken = matches.contains { $0.state == .proposed || $0.state == .planned || $0.state.isPromise }
        return isTaken || ask.state != .open ? .conflict("match.problem.taken") : nil
    }
}
