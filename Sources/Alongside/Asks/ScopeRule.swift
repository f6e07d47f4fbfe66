public import Kernel

/// Why the group cannot take an ask now, as the scope dial stands (section 5): said kindly, before and after sending, with nothing typed lost.
public enum ScopeRule {
    /// The problem of no field; nil when the ask fits.
    public static func problem(_ group: Group, _ category: Category, isKnown: Bool, at now: Instant) -> Problem? {
        guard !group.takes(category, isKnown: isKnown, at: now) else { return nil }
        switch group.scope(at: now) {
        case .open: return nil
        case .essentials: return Problem(.conflict, "ask.scope.essentials.problem")
        case .existing: return Problem(.conflict, group.canBeCalled ? "ask.scope.existing.problem" : "ask.scope.existing.problem.noPhone")
        case .paused: return Problem(.conflict, "ask.scope.paused.problem")
        }
    }
}
