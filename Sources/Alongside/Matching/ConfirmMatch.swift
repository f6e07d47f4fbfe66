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

    /// Dispatchers may. Every hard limit is looked at again, since the page may be minutes old; of two dispatchers at once the second is told.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Confirmed {
        try actor.must(.match)
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        let before = DeskUndo.before(ask)
        if let problem = problem(ask, try MatchStore.of(ask: ask.id, in: group.id, transaction)) { throw problem }
        let exclusions = try Suggestions.exclusions(of: helpers, from: ask, in: house, group: group, transaction)
        if let problem = problem(exclusions) { throw problem }

        var matches: [ID<Match>] = []
        for (index, helper) in helpers.enumerated() {
            let match = Match(
                id: house.newID(), ask: ask.id, helper: helper, position: index + 1, state: .planned, confirmedBy: actor.person, proposedAt: house.now
            )
            try MatchStore.insert(match, in: group.id, transaction)
            matches.append(match.id)
        }
        ask.lastContactAt = house.now
        try History.record(.matched, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
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

    /// The rule: of all limits only the weekly one gives way, and only when a dispatcher says so.
    private func problem(_ exclusions: [ID<Person>: Exclusion]) -> Problem? {
        for helper in helpers {
            guard let exclusion = exclusions[helper], !(exclusion == .atLimit && overLimit) else { continue }
            return .invalid("helper", exclusion.problem.description)
        }
        return nil
    }
}

extension Exclusion {
    /// The sentence for a dispatcher who chose somebody who cannot.
    fileprivate var problem: StaticString {
        switch self {
        case .themself: "match.problem.limit.themself"
        case .blocked: "match.problem.limit.blocked"
        case .alreadyAsked: "match.problem.limit.alreadyAsked"
        case .resting: "match.problem.limit.resting"
        case .atLimit: "match.problem.limit.atLimit"
        case .remoteOnly: "match.problem.limit.remoteOnly"
        case .trust: "match.problem.limit.trust"
        case .kind: "match.problem.limit.kind"
        case .language: "match.problem.limit.language"
        case .hours: "match.problem.limit.hours"
        case .tooFar: "match.problem.limit.tooFar"
        case .cannotLift: "match.problem.limit.cannotLift"
        case .cannotClimb: "match.problem.limit.cannotClimb"
        case .nobodyToGoWith: "match.problem.limit.nobodyToGoWith"
        }
    }
}
