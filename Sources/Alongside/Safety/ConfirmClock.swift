import Kernel
public import Storage

/// Somebody says that the clock is right: an organiser with a tap, or the command line.
public struct ConfirmClock: Sendable {
    public init() {}

    public func run(_ transaction: any Transaction, in house: House, by actor: Actor) throws {
        try actor.must(.setRules)
        if house.serverClock?.isOff == true { throw Problem(.busy, "problem.clock.apart") }
        try ClockStore.confirm(house.now, transaction)
    }

    /// From a page: past the guard, since a clock that is behind is the very thing that may be confirmed. A second tap, or one on an old page, changes
    /// nothing: without trouble there is nothing to confirm.
    public func run(in house: House, by actor: Actor) async throws {
        let database = (house.database as? ClockGuard)?.unguarded ?? house.database
        try await database.write { transaction in
            try actor.must(.setRules)
            guard try ClockTrouble.now(house.now, transaction) != nil else { return }
            try run(transaction, in: house, by: actor)
        }
    }
}
