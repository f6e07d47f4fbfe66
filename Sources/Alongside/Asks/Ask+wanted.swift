public import Foundation
public import Kernel

extension Ask {
    /// How soon the person who asked wants it, for whoever sorts it: what they said themselves is the first suggestion. A week when they named no day.
    public func wantedUrgency(at now: Instant, zone: TimeZone) -> Urgency {
        guard let wantedBy else { return .week }
        let today = CalendarDay.of(now, zone: zone)
        let days = CalendarDay.of(wantedBy, zone: zone).number - today.number
        return days <= 0 ? .today : days <= 2 ? .twoDays : .week
    }

    /// The boxes of the week in which it should happen: from now to the day by which it is wanted or the end of what triage says, whichever is sooner.
    /// What is overdue should happen today.
    public func hours(at now: Instant, in group: Group) -> WeekHours {
        let today = CalendarDay.of(now, zone: group.timeZone)
        let days: Int? =
            switch urgency {
            case .today: 0
            case .twoDays: 2
            case .week: 7
            case .ongoing, nil: nil
            }
        let ends = [wantedBy, days.map { CalendarDay.end(of: today + $0, zone: group.timeZone) }].compactMap { $0 }
        guard let end = ends.min() else { return .anytime }
        return .touched(from: now, to: max(end, CalendarDay.end(of: today, zone: group.timeZone)), in: group.timeZone)
    }
}

extension Ask.Urgency {
    /// From when until when somebody wants it, where `wantedUrgency` says this urgency: the first instant, and the first that is too late. Nil where the
    /// person who asks cannot say so.
    public func wished(at now: Instant, zone: TimeZone) -> (from: Instant?, before: Instant?)? {
        let today = CalendarDay.of(now, zone: zone)
        func start(_ days: Int) -> Instant { CalendarDay.start(of: today + days, zone: zone) }
        return switch self {
        case .today: (nil, start(1))
        case .twoDays: (start(1), start(3))
        case .week: (start(3), nil)
        case .ongoing: nil
        }
    }
}
