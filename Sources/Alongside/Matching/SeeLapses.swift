public import Kernel
public import Storage

/// A dispatcher has seen which holds ran out: the board announces them no longer. What ran out after the page was shown stays.
public struct SeeLapses: Sendable {
    /// When the newest of what was shown ran out.
    public let until: Instant

    public init(until: Instant) { self.until = until }

    /// Whoever may match. It changes nothing about any ask, so that no history of one gets a row.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.match)
        try LapsedHoldStore.see(until: until, at: house.now, in: group.id, transaction)
    }
}
