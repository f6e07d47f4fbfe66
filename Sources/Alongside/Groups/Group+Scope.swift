public import Kernel

extension Group.Scope {
    /// The group's own words for this position of the dial; a door that is open needs none.
    public var words: GroupText.Name? {
        switch self {
        case .open: nil
        case .essentials: .essentials
        case .existing: .existing
        case .paused: .paused
        }
    }
}

extension Group {
    /// How wide the door stands at a time: a pause ends by itself when its day has come.
    public func scope(at now: Instant) -> Scope {
        guard scope == .paused, let pausedUntil, pausedUntil <= now else { return scope }
        return .open
    }

    /// Whether an ask of this kind is taken now; `isKnown` says whether the group knows the person already.
    public func takes(_ category: Category, isKnown: Bool, at now: Instant) -> Bool {
        switch scope(at: now) {
        case .open: true
        case .essentials: category.essential
        case .existing: isKnown
        case .paused: false
        }
    }
}
