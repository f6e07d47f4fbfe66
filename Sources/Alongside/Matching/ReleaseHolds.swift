import Kernel
public import Storage

/// A hold that has run out: the next in the order is asked, and the board says so. Whoever was asked may still say yes while nobody else has.
public struct ReleaseHolds: Sendable {
    public init() {}

    /// - Returns: how many ran out.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group) throws -> Int {
        let due = try MatchingStore.runOut(at: house.now, in: group.id, transaction)
        for id in due {
            try Self.lapse(MatchStore.existing(id, in: group.id, transaction), in: house, group: group, by: .system, transaction)
        }
        return due.count
    }

    /// Ends one helper's turn and asks the next; after the last the ask is open again.
    static func lapse(_ match: Match, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws {
        var match = match
        var ask = try AskStore.existing(match.ask, in: group.id, transaction)
        try MatchStore.apply(.lapse, to: &match, at: house.now)
        match.holdUntil = nil
        try MatchStore.update(match, in: group.id, transaction)
        try MessageStore.cancelWaiting(match: match.id, in: group.id, transaction)
        try History.record(.lapsed, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
        try AskStore.update(ask, in: group.id, transaction)
    }
}
