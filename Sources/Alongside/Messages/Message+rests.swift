public import Kernel

extension Message {
    /// Until when it rests: until it is due, and what is not urgent through the group's night. Nil for what may be sent now.
    public func restsUntil(at now: Instant, in group: Group) -> Instant? {
        let from = urgent ? dueAt : max(dueAt, group.wakingHours.awake(from: now))
        return from > now ? from : nil
    }
}
