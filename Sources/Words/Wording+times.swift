public import Foundation
public import Kernel

extension Wording {
    /// The time on the clock in that place: `14:30`.
    public func time(_ instant: Instant, zone: TimeZone) -> String { written(LocalMoment(instant, zone: zone), shapes.times.time) }

    /// A time of day that belongs to no date, such as when the night begins: minutes since midnight, 0 to 1,439.
    public func clock(minutes: Int) -> String {
        written(LocalMoment(dayNumber: 0, minuteOfDay: min(max(minutes, 0), 1_439)), shapes.times.time)
    }

    /// The day as people say it: today, tomorrow, yesterday, the weekday within the next six days, else the date.
    public func day(_ instant: Instant, zone: TimeZone, now: Instant) -> String {
        let moment = LocalMoment(instant, zone: zone)
        let today = LocalMoment(now, zone: zone)
        switch moment.dayNumber - today.dayNumber {
        case 0: return self("time.today")
        case 1: return self("time.tomorrow")
        case -1: return self("time.yesterday")
        case 2...6: return shapes.times.weekdays[moment.weekday - 1]
        default: return written(moment, moment.year == today.year ? shapes.times.date : shapes.times.dateWithYear)
        }
    }

    /// Day and time: "tomorrow at 14:30".
    public func dayAndTime(_ instant: Instant, zone: TimeZone, now: Instant) -> String {
        self("time.dayAndTime", ["day": .made(day(instant, zone: zone, now: now)), "time": .made(time(instant, zone: zone))])
    }

    /// The full date with weekday and year: for papers and records.
    public func date(_ instant: Instant, zone: TimeZone) -> String { written(LocalMoment(instant, zone: zone), shapes.times.dateWithYear) }

    /// Weekday and date, which mean the same whenever they are read: "Tuesday, 10 March".
    public func weekdayAndDate(_ instant: Instant, zone: TimeZone) -> String { written(LocalMoment(instant, zone: zone), shapes.times.date) }

    /// The full date of a calendar day.
    public func date(_ day: Day) -> String { written(LocalMoment(dayNumber: Int(day.number)), shapes.times.dateWithYear) }

    /// A date for narrow places: `3 Mar`, with the year when it is not this one.
    public func shortDate(_ instant: Instant, zone: TimeZone, now: Instant) -> String {
        let moment = LocalMoment(instant, zone: zone)
        return written(moment, moment.year == LocalMoment(now, zone: zone).year ? shapes.times.shortDate : shapes.times.shortDateWithYear)
    }

    /// Month and year: "March 2026".
    public func month(_ instant: Instant, zone: TimeZone) -> String { written(LocalMoment(instant, zone: zone), shapes.times.month) }

    /// A weekday's name; 1 is Monday, 7 Sunday.
    public func weekday(_ number: Int) -> String { shapes.times.weekdays[min(max(number, 1), 7) - 1] }

    /// A weekday's short name; 1 is Monday, 7 Sunday.
    public func shortWeekday(_ number: Int) -> String { shapes.times.shortWeekdays[min(max(number, 1), 7) - 1] }

    private func written(_ moment: LocalMoment, _ pattern: TimePattern) -> String {
        shapes.times.text(moment, pattern, numbers: shapes.numbers)
    }
}

// MARK: lengths of time

extension Wording {
    /// A length of time in one unit: "30 minutes", "5 hours", "2 days". Its sign does not matter.
    public func duration(_ span: Span) -> String {
        switch Length(span) {
        case .moment: self("time.moment")
        case .minutes(let count): self("time.minutes", ["count": .count(count)])
        case .hours(let count): self("time.hours", ["count": .count(count)])
        case .days(let count): self("time.days", ["count": .count(count)])
        }
    }

    /// The same for narrow places: "30 min", "5 h", "2 d".
    public func shortDuration(_ span: Span) -> String {
        switch Length(span) {
        case .moment: self("time.short.moment")
        case .minutes(let count): self("time.short.minutes", ["count": .count(count)])
        case .hours(let count): self("time.short.hours", ["count": .count(count)])
        case .days(let count): self("time.short.days", ["count": .count(count)])
        }
    }

    /// How far away an instant is: "in 5 minutes", "2 days ago", "now".
    public func away(_ instant: Instant, now: Instant) -> String {
        let span = instant - now
        let isAhead = span.milliseconds > 0
        switch Length(span) {
        case .moment: return self("time.now")
        case .minutes(let count):
            return isAhead ? self("time.in.minutes", ["count": .count(count)]) : self("time.ago.minutes", ["count": .count(count)])
        case .hours(let count): return isAhead ? self("time.in.hours", ["count": .count(count)]) : self("time.ago.hours", ["count": .count(count)])
        case .days(let count): return isAhead ? self("time.in.days", ["count": .count(count)]) : self("time.ago.days", ["count": .count(count)])
        }
    }
}

/// A length of time in the one unit that says enough: minutes up to two hours, hours up to two days, then days, each to the nearest.
private enum Length {
    case moment, minutes(Int), hours(Int), days(Int)

    init(_ span: Span) {
        let minutes = Int(clamping: span.milliseconds.magnitude / 60_000)
        switch minutes {
        case 0: self = .moment
        case 60: self = .hours(1)
        case ..<120: self = .minutes(minutes)
        case ..<2_850: self = .hours((minutes + 30) / 60)
        default: self = .days((minutes + 720) / 1_440)
        }
    }
}
