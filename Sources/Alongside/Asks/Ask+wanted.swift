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
}
