public import Kernel
public import Storage

/// It could not be done as planned: what happened, and what is next. Nobody is to blame, and nobody is left standing with a bag.
public struct FailDelivery: Sendable {
    public let match: ID<Match>
    public let failure: Match.Failure
    public let next: Match.NextStep
    /// Where what was bought is now, in words; at most `TextLimit.place`.
    public let place: String?

    public init(_ match: ID<Match>, _ failure: Match.Failure, next: Match.NextStep, place: String? = nil) {
        self.match = match
        self.failure = failure
        self.next = next
        self.place = place
    }

    /// The rule: which steps can follow which failure. At a place that is not safe nobody tries again alone, and only what is not wanted is closed: an ask
    /// that is still unmet goes on.
    public static func steps(after failure: Match.Failure) -> [Match.NextStep] {
        switch failure {
        case .nobodyHome: [.retry, .neighbour, .depot, .return, .dispatcher]
        case .placeNotFound: [.dispatcher, .retry, .depot, .return]
        case .notWanted: [.close, .depot, .return, .dispatcher]
        case .notSafe: [.dispatcher, .depot, .return]
        case .shopHadNone: [.retry, .depot, .dispatcher]
        case .cannotGoOn: [.dispatcher, .depot, .return]
        case .wrongOrDamaged: [.retry, .return, .dispatcher]
        }
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        guard Self.steps(after: failure).contains(next) else { throw Problem.invalid("next", "problem.choice") }
        guard found.state.isPromise else { throw Problem.conflict("problem.match.state") }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let items = try MatchStore.notes(of: found, key: key, in: house, group: group.id, transaction).items
        let places = [next == .depot ? group.depot : nil, place].compactMap { $0 }
        try AttemptStore.insert(
            Attempt(id: house.newID(), ask: ask.id, match: found.id, at: house.now, failure: failure, next: next),
            AttemptNote(items: items, place: places.isEmpty ? nil : places.joined(separator: " · ")), key: key, in: house, group: group.id,
            transaction
        )
        switch next {
        case .retry: try retry(&found, ask, in: house, group: group, transaction)
        case .neighbour:
            found.failure = failure
            try DeliverAsk.finish(&found, &ask, spent: nil, in: house, group: group, by: actor, transaction)
            try tell(ask, found, in: house, group: group, transaction)
        case .close: try close(&found, &ask, in: house, group: group, transaction)
        case .depot, .return, .dispatcher: try giveUp(&found, &ask, in: house, group: group, by: actor, transaction)
        }
        try History.record(.failed, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }

    /// The promise stands; the helper says anew when they come.
    private func retry(_ match: inout Match, _ ask: Ask, in house: House, group: Group, _ transaction: any Transaction) throws {
        try MatchStore.apply(.retry, to: &match, at: house.now)
        match.failure = failure
        match.arrivedAt = nil
        match.windowFrom = nil
        match.windowTo = nil
        try MatchStore.update(match, in: group.id, transaction)
        try MessageStore.cancelWaiting(match: match.id, in: group.id, transaction)
        if failure != .shopHadNone { try tell(ask, match, in: house, group: group, transaction) }
    }

    /// Somebody else looks for another way: the ask is open again, and the board says why.
    private func giveUp(_ match: inout Match, _ ask: inout Ask, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws
    {
        try end(&match, in: house, group: group, transaction)
        try AskStore.apply(.fail, to: &ask, at: house.now)
        try AskStore.update(ask, in: group.id, transaction)
        // Where it was not safe a message may make it worse: a dispatcher decides.
        if failure != .notSafe { try tell(ask, match, in: house, group: group, transaction) }
    }

    private func close(_ match: inout Match, _ ask: inout Ask, in house: House, group: Group, _ transaction: any Transaction) throws {
        try end(&match, in: house, group: group, transaction)
        try AskStore.apply(.close, to: &ask, closing: .notWanted, at: house.now)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try FollowUp.drop(ask.id, in: group.id, transaction)
        try CheckIns.drop(of: ask.id, in: group.id, transaction)
        // Who said it, and whether it is true, only the asker knows: they hear of it, and can ask again.
        try tell(ask, match, in: house, group: group, transaction)
        try house.vault.close(ask.id.subject, in: group, at: house.now, transaction)
    }

    private func end(_ match: inout Match, in house: House, group: Group, _ transaction: any Transaction) throws {
        try MatchStore.apply(.fail, to: &match, at: house.now)
        match.failure = failure
        try MatchStore.update(match, in: group.id, transaction)
        try GoingAlong.takeBack(match, in: house, group: group, transaction)
        try TaskOver.close(match, in: group.id, house: house, transaction)
        // Nobody else of the order is sent there before a person has looked.
        try NextInOrder.drop(of: match.ask, in: group.id, at: house.now, transaction)
        try TaskHolder.isHere(match.helper, in: house, group: group, transaction)
    }

    private func tell(_ ask: Ask, _ match: Match, in house: House, group: Group, _ transaction: any Transaction) throws {
        let variant =
            switch next {
            case .retry: "retry"
            case .neighbour: "neighbour"
            case .close: "closed"
            default: "other"
            }
        try Compose.toAsker(.notDelivered, ask, match: nil, variant: variant, urgent: true, in: house, group: group, transaction)
    }
}
