public import Kernel
public import Storage

/// "Not this time": without a reason and without a mark. The next in the order is asked, else the dispatcher.
public struct DeclineMatch: Sendable {
    public let match: ID<Match>

    public init(_ match: ID<Match>) { self.match = match }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        if found.state == .declined || found.state == .lapsed { return }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        try MatchStore.apply(.decline, to: &found, at: house.now)
        found.toldAt = found.toldAt ?? house.now
        found.holdUntil = nil
        try MatchStore.update(found, in: group.id, transaction)
        try ToldAbout.reached(found.id, by: actor, in: house, group: group, transaction)
        try TaskOver.close(found, in: group.id, house: house, transaction)
        try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
        try AskStore.update(ask, in: group.id, transaction)
        try TaskHolder.isHere(found.helper, in: house, group: group, transaction)
        try History.record(.declined, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
