public import Kernel
public import Storage

/// The clock may be wrong, and the house waits until somebody says that it is right (`ConfirmClock`). The desk tells organisers so.
public enum ClockTrouble: Sendable, Hashable {
    /// The clock is behind the newest time seen: nothing is written.
    case behind(newestSeen: Instant)
    /// The program was off for longer than 14 days: nothing is forgotten.
    case waiting(since: Instant)

    /// Nil when the house goes on.
    public static func now(_ now: Instant, _ connection: any Connection) throws -> ClockTrouble? {
        guard let reading = try ClockStore.reading(connection) else { return nil }
        return switch ClockRule.verdict(reading, at: now) {
        case .behind(let newest): .behind(newestSeen: newest)
        case .waiting(let since): .waiting(since: since)
        case .running: nil
        }
    }
}
