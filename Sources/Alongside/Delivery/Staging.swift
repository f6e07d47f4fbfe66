public import Foundation
public import Kernel

/// What a helper may open when (DESIGN section 4): the area with the offer, the phone on acceptance if the asker agreed, the door on the day, the
/// street from half an hour before the window. When the task is over, nothing.
public enum Staging: Hashable, Sendable {
    /// It can be opened now; each opening leaves a reveal row.
    case now
    case from(Instant)
    /// The helper has not said yet when they come.
    case afterWindow
    /// The asker did not agree: a dispatcher calls.
    case dispatcherCalls
    /// There is nothing to open: no promise, or a field that helpers do not see.
    case never

    /// How long before the window the street opens.
    public static let streetBefore = Span.minutes(30)

    /// The rule.
    public static func of(_ field: Reveal.Field, _ match: Match, _ ask: Ask, at now: Instant, zone: TimeZone) -> Staging {
        guard match.state.isPromise, ask.state != .closed else { return .never }
        switch field {
        case .phone: return ask.phoneAllowed ? .now : .dispatcherCalls
        case .street:
            guard let window = match.windowFrom else { return .afterWindow }
            return opens(at: window - streetBefore, now)
        case .door:
            guard let window = match.windowFrom else { return .afterWindow }
            return opens(at: CalendarDay.start(of: CalendarDay.of(window, zone: zone), zone: zone), now)
        case .contact, .name, .proxy, .lookup, .repayment: return .never
        }
    }

    private static func opens(at instant: Instant, _ now: Instant) -> Staging { instant <= now ? .now : .from(instant) }
}
