public import Kernel
import Sealing
public import Storage

/// A few numbers about the whole installation, for whoever watches it from afar. None is about a group, let alone about anybody.
public struct Vitals: Hashable, Sendable {
    public let jobs: Jobs.Standing
    public let messagesWaiting: Int
    /// For how many days after today there are keys.
    public let dayKeysAhead: Int
    /// When the nightly work last ended well.
    public let lastNight: Instant?
    public let lastBackup: Instant?

    public static func read(in house: House, _ connection: any Connection) throws -> Vitals {
        Vitals(
            jobs: try Jobs.standing(in: connection),
            messagesWaiting: try HealthStore.messagesWaiting(connection),
            dayKeysAhead: house.vault.dayKeys.days.map { max(0, $0.upperBound - house.now.day) } ?? 0,
            lastNight: try ClockStore.reading(connection)?.lastRun,
            lastBackup: try InstallationStore.lastBackup(connection)
        )
    }
}
