import Foundation
public import Kernel

/// A day, perhaps with a time of day, as a sheet wrote it: without a zone unless the sheet named one.
public struct SheetDate: Hashable, Sendable {
    public var year: Int
    public var month: Int
    public var day: Int
    /// Seconds since midnight; nil when the sheet says only the day.
    public var secondOfDay: Int?
    /// Seconds east of Greenwich, when the sheet says so.
    public var offset: Int?

    /// Nil when there is no such day (30 February) or the year is not 1900 to 2199.
    public init?(year: Int, month: Int, day: Int, secondOfDay: Int? = nil, offset: Int? = nil) {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1_900..<2_200).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.secondOfDay = secondOfDay
        self.offset = offset
    }

    /// The day of the calendar, counted from 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    public var calendarDay: Day {
        let years = month <= 2 ? year - 1 : year
        let era = years / 400
        let yearOfEra = years - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Day(number: Int32(era * 146_097 + dayOfEra - 719_468))
    }

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
