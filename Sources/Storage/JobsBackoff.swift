public import Kernel

/// How long a failed job waits, and when it is given up.
public struct JobBackoff: Hashable, Sendable {
    /// The wait after the first failure; it doubles with each further one.
    public var first: Span
    /// No wait is longer.
    public var longest: Span
    /// So many attempts in all.
    public var attempts: Int

    public init(first: Span = .seconds(30), longest: Span = .hours(6), attempts: Int = 10) {
        self.first = first
        self.longest = longest
        self.attempts = attempts
    }

    /// When to try again after `attempt` (from 1) has failed; nil when that was the last. The wait is between half and the whole of what the doubling
    /// gives, at random, so that jobs which failed together do not come back together.
    public func next(after attempt: Int, now: Instant, random: some Randomness) -> Instant? {
        guard attempt < attempts else { return nil }
        let doublings = min(max(attempt - 1, 0), 40)
        let (product, overflows) = first.milliseconds.multipliedReportingOverflow(by: 1 << Int64(doublings))
        let whole = overflows ? longest.milliseconds : min(product, longest.milliseconds)
        let half = whole / 2
        return now + Span(milliseconds: half + Int64(random.below(Int(whole - half) + 1)))
    }
}
