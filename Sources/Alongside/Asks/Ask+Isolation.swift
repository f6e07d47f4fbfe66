public import Kernel

extension AskDetails {
    /// Until when somebody keeps to their home, as long as that lasts; the day after, the flag is gone (requirement 0.4).
    public func isolating(at now: Instant) -> Instant? {
        guard let isolatingUntil, now <= isolatingUntil else { return nil }
        return isolatingUntil
    }
}
