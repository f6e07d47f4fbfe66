public import Kernel

/// What the installation remembers of the time: forgetting deletes for good, so it trusts no clock blindly.
public struct ClockReading: Sendable, Hashable {
    /// The newest time at which the program was seen running.
    public var newestSeen: Instant
    /// When the nightly work last ended well.
    public var lastRun: Instant
    /// Since when it runs again after a power-off; nil once that is a day ago.
    public var runningSince: Instant?
    /// When somebody last said that the clock is right.
    public var confirmedAt: Instant?

    public init(newestSeen: Instant, lastRun: Instant, runningSince: Instant? = nil, confirmedAt: Instant? = nil) {
        self.newestSeen = newestSeen
        self.lastRun = lastRun
        self.runningSince = runningSince
        self.confirmedAt = confirmedAt
    }
}

/// What follows from the clock and from what is remembered (DESIGN: forgetting by day keys).
public enum ClockRule {
    /// So far the clock may be set back by those who keep clocks right.
    public static let tolerance = Span.minutes(2)
    /// Longer without the program is a power-off. A missed night is none.
    public static let powerOff = Span.days(2)
    /// Up to here due rows go at once.
    public static let longest = Span.days(14)
    /// So long the program runs after a power-off before keys are overwritten.
    public static let patience = Span.hours(24)

    public enum Verdict: Sendable, Hashable {
        /// The clock is behind the newest time seen: nothing is written.
        case behind(newestSeen: Instant)
        /// It was off for longer than 14 days: forgetting waits until somebody says that the clock is right.
        case waiting(since: Instant)
        /// Rows that are due go; keys only when `dropsKeys`.
        case running(since: Instant?, dropsKeys: Bool)
    }

    public static func verdict(_ reading: ClockReading, at now: Instant) -> Verdict {
        let gap = now - reading.newestSeen
        if gap < Span(milliseconds: -tolerance.milliseconds) { return .behind(newestSeen: reading.newestSeen) }
        if gap > longest { return .waiting(since: reading.newestSeen) }
        if gap > powerOff { return .running(since: now, dropsKeys: false) }
        guard let since = reading.runningSince else { return .running(since: nil, dropsKeys: true) }
        return now - since >= patience ? .running(since: nil, dropsKeys: true) : .running(since: since, dropsKeys: false)
    }
}
