public import Foundation
public import Kernel

/// From when until when a helper comes, as they said it.
public struct VisitWindow: Hashable, Sendable {
    public let from: Instant
    public let to: Instant

    /// A window is no longer than this, and begins no later than `furthest` from now.
    public static let longest = Span.hours(12)
    public static let furthest = Span.days(14)

    /// Throws the problem that belongs beside `field`.
    public init(from: Instant, to: Instant, at now: Instant, field: String) throws {
        guard to > from else { throw Problem.invalid(field, "helping.problem.window.order") }
        guard to > now else { throw Problem.invalid(field, "helping.problem.window.past") }
        guard to - from <= Self.longest else { throw Problem.invalid(field, "helping.problem.window.long") }
        guard from - now <= Self.furthest else { throw Problem.invalid(field, "helping.problem.window.far") }
        self.from = from
        self.to = to
    }

    /// Reads two times of a day at the group's place: `15:00`, `9.30`, `٩:٣٠`.
    public static func read(day: Day, from: String, to: String, zone: TimeZone, at now: Instant, field: String) throws -> VisitWindow {
        guard let start = minutes(from), let end = minutes(to) else { throw Problem.invalid(field, "helping.problem.window.unclear") }
        let midnight = CalendarDay.start(of: day, zone: zone)
        return try VisitWindow(from: midnight + .minutes(start), to: midnight + .minutes(end), at: now, field: field)
    }

    /// Minutes of the day; nil for anything that is no time.
    static func minutes(_ typed: String) -> Int? {
        let parts = Folding.fold(typed).split { !("0"..."9").contains($0) }
        guard (1...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count <= 2 }), let hour = Int(parts[0]), (0...24).contains(hour) else {
            return nil
        }
        let minute = parts.count > 1 ? Int(parts[1]) ?? 60 : 0
        guard (0...59).contains(minute), hour < 24 || minute == 0 else { return nil }
        return hour * 60 + minute
    }
}
