public import Kernel
public import Storage

/// Forgetting waits because the program was off for longer than 14 days: perhaps the clock is wrong.
public struct ClockGap: Sendable, Hashable {
    /// When it was last seen running.
    public let since: Instant

    /// Nil when forgetting does not wait. The board shows it with a button for organisers (`ConfirmClock`).
    public static func waiting(_ connection: any Connection) throws -> ClockGap? {
        try ClockStore.gapFrom(connection).map(ClockGap.init)
    }
}

/// Somebody says that the clock is right: an organiser with a tap, or the command line.
public struct ConfirmClock: Sendable {
    public init() {}

    public func run(_ transaction: any Transaction, in house: House, by actor: Actor) throws {
        try actor.must(.setRules)
        try ClockStore.confirm(house.now, transaction)
    }
}
