public import Kernel

/// A hold that ran out and that nobody at the desk has seen yet. It is announced until it was looked at, or until somebody has done something about the
/// ask since: rang, asked another helper, closed it, or the next one said yes.
public struct LapsedHold: Sendable {
    public let ask: ID<Ask>
    /// Who did not answer in time.
    public let helper: ID<Person>
    public let at: Instant
    /// Who is being asked instead; nil when the order is at its end.
    public let next: ID<Person>?
}
