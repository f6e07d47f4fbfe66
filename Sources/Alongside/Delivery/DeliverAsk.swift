public import Kernel
public import Storage

/// It is done: delivered, or talked, or translated. The asker may say thanks, is asked two days later how it was, and the place closes to the helper.
public struct DeliverAsk: Sendable {
    public let match: ID<Match>
    /// What it came to, where money was spent.
    public let spent: Money?

    public init(_ match: ID<Match>, spent: Money? = nil) {
        self.match = match
        self.spent = spent
    }

    /// The helper, or a dispatcher for them; once. The ask stays `done` until `SettleAsks` closes it.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        if found.state == .done { return }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        try Self.finish(&found, &ask, spent: spent, in: house, group: group, by: actor, transaction)
    }

    /// The same for a delivery that went another way in the end: left with a neighbour.
    static func finish(
        _ match: inout Match, _ ask: inout Ask, spent: Money?, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction
    ) throws {
        try MatchStore.apply(.deliver, to: &match, at: house.now)
        if let spent { match.spentMinor = spent.minorUnits }
        try MatchStore.update(match, in: group.id, transaction)
        try AskStore.apply(.deliver, to: &ask, at: house.now)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try TaskOver.close(match, in: group.id, house: house, transaction)
        try NextInOrder.drop(of: ask.id, in: group.id, at: house.now, transaction)
        try UseOffer.run(by: match.helper, for: ask.category, in: house, group: group, by: actor, transaction)
        try Thanks.ask(match, at: house.now, in: group.id, transaction)
        try FollowUp.schedule(ask.id, doneAt: house.now, in: group, transaction)
        try TaskHolder.isHere(match.helper, in: house, group: group, transaction)
        try History.record(.delivered, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
