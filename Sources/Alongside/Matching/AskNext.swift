public import Kernel
public import Storage

/// A dispatcher does not wait for the hold to run out: the next in the order is asked now. Whoever was asked first may still say yes while nobody
/// else has.
public struct AskNext: Sendable {
    public let ask: ID<Ask>

    public init(of ask: ID<Ask>) { self.ask = ask }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.match)
        let ask = try AskStore.existing(ask, in: group.id, transaction)
        let matches = try MatchStore.present(of: ask, in: group.id, transaction)
        guard ask.state == .offered, let current = matches.last(where: { $0.state == .proposed }) else {
            throw Problem.conflict("problem.match.state")
        }
        try ReleaseHolds.lapse(current, in: house, group: group, by: actor, transaction)
        // Whoever ended it need not be told.
        try LapsedHoldStore.see(ask.id, at: house.now, in: group.id, transaction)
    }
}
