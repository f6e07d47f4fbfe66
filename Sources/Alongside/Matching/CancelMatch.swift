public import Kernel
public import Storage

/// A dispatcher takes back what was asked of helpers: the whole order, since the next would be asked otherwise. Whoever knew of it is told.
public struct CancelMatch: Sendable {
    public let ask: ID<Ask>

    public init(of ask: ID<Ask>) { self.ask = ask }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.match)
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        let any = try Self.all(of: ask, in: house, group: group, transaction)
        guard any else { throw Problem.conflict("problem.match.state") }
        if ask.state == .offered { try AskStore.apply(.lapse, to: &ask, at: house.now) }
        if ask.state == .accepted || ask.state == .underWay { try AskStore.apply(.handBack, to: &ask, at: house.now) }
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try History.record(.undone, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }

    /// Takes every match of an ask back that can be, and tells whoever knew of it. True when there was any.
    static func all(of ask: Ask, in house: House, group: Group, _ transaction: any Transaction) throws -> Bool {
        var any = false
        for var match in try MatchStore.of(ask: ask.id, in: group.id, transaction) where match.state.after(.cancel) != nil {
            let isPromise = match.state.isPromise
            let wasTold = match.toldAt != nil || isPromise
            try MatchStore.apply(.cancel, to: &match, at: house.now)
            try MatchStore.update(match, in: group.id, transaction)
            try MessageStore.cancelWaiting(match: match.id, in: group.id, transaction)
            try GoingAlong.takeBack(match, in: house, group: group, transaction)
            try TaskOver.close(match, in: group.id, house: house, transaction)
            any = true
            guard wasTold else { continue }
            try Compose.toHelper(
                .offerTakenBack, match.helper, match: match.id, urgent: isPromise, safe: ask.safeMode, in: house, group: group, transaction
            )
        }
        return any
    }
}
