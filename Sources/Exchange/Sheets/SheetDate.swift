import Foundation
public import Kernel

/// A day, perhaps with a time of day, as a sheet wrote it: without a zone unless the sheet named one.
public struct SheetDate: Hashable, Sendable {
    /// The day of the calendar.
    public let calendarDay: Day
    /// Seconds since midnight; nil when the sheet says only the day.
    public let secondOfDay: Int?
    /// Seconds east of Greenwich, when the sheet says so.
    public let offset: Int?

    /// Nil when there is no such day (30 February) or the year is not 1900 to 2199.
    public init?(year: Int, month: Int, day: Int, secondOfDay: Int? = nil, offset: Int? = nil) {
        guard (1_900..<2_200).contains(year), let found = Day(year: year, month: month, day: day) else { return nil }
        calendarDay = found
        self.secondOfDay = secondOfDay
        self.offset = offset
    }

    public var year: Int { calendarDay.civil.year }
    public var month: Int { calendarDay.civil.month }
    public var day: Int { calendarDay.civil.day }

    /// The instant, in the zone of the group unless the sheet named another; noon when it says only the day. Foundation's `TimeZone` knows the
    /// changes of summer time; in the hour that comes twice it is the first.
    public func instant(zone name: String) -> Instant {
        let local = Int64(calendarDay.number) * 86_400 + Int64(secondOfDay ?? 43_200)
        if let offset { return Instant(milliseconds: (local - Int64(offset)) * 1_000) }
        guard let zone = TimeZone(identifier: name) else { return Instant(milliseconds: local * 1_000) }
        // The zone's offset is asked for twice: a first guess, and the moment that it leads to.
        var seconds = local - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local))))
        seconds = local - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        return Instant(milliseconds: seconds * 1_000)
    }
}
