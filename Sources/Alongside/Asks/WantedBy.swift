public import Foundation
public import Kernel

/// By when somebody would like it, as they said it.
public enum WantedBy: Hashable, Sendable {
    case today, twoDays, week, noHurry
    /// A day of the calendar at the group's place.
    case date(Day)

    /// The word that the form sends.
    public enum Word: String, Sendable, CaseIterable {
        case today
        case twoDays = "two_days"
        case week
        case noHurry = "no_hurry"
        case date
    }

    /// How far ahead a date may lie, in days.
    public static let furthest = 366

    /// Reads the choice and, where it is a date, the day typed beside it. `today` is the day at the group's place.
    public static func read(_ choice: String, date: String, today: Day, country: String, field: String, dateField: String) throws -> WantedBy {
        switch Word(rawValue: choice) {
        case .today: return .today
        case .twoDays: return .twoDays
        case .week: return .week
        case .noHurry: return .noHurry
        case .date: return .date(try day(date, today: today, country: country, field: dateField))
        case nil:
            // A date without its tick says enough.
            if !date.isEmpty { return .date(try day(date, today: today, country: country, field: dateField)) }
            throw Problem.invalid(field, "problem.choice")
        }
    }

    /// A day that is typed or picked, from today up to a year ahead.
    public static func day(_ typed: String, today: Day, country: String, field: String) throws -> Day {
        guard let day = CalendarDay.read(typed, monthFirst: country == "US") else {
            throw Problem.invalid(field, "problem.date.unclear", ["example": CalendarDay.text(today + 2)])
        }
        guard day >= today else { throw Problem.invalid(field, "problem.date.past") }
        guard day - today <= furthest else { throw Problem.invalid(field, "ask.problem.date.far") }
        return day
    }

    /// The end of the day in question, or nil when there is no hurry.
    public func instant(today: Day, zone: TimeZone) -> Instant? {
        switch self {
        case .today: CalendarDay.end(of: today, zone: zone)
        case .twoDays: CalendarDay.end(of: today + 2, zone: zone)
        case .week: CalendarDay.end(of: today + 7, zone: zone)
        case .noHurry: nil
        case .date(let day): CalendarDay.end(of: day, zone: zone)
        }
    }
}

/// Days of the calendar at a place: what people type and mean, which no UTC day is.
public enum CalendarDay {
    /// Today at the place.
    public static func of(_ instant: Instant, zone: TimeZone) -> Day {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000))
        return (instant + .seconds(offset)).day
    }

    /// The last second of a day at the place.
    public static func end(of day: Day, zone: TimeZone) -> Instant { start(of: day + 1, zone: zone) - .seconds(1) }

    /// The first instant of a day at the place.
    public static func start(of day: Day, zone: TimeZone) -> Instant {
        // Twice, because the offset at UTC midnight may be another one than at the place's midnight.
        var start = day.start
        for _ in 0..<2 {
            start = day.start - .seconds(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(start.milliseconds) / 1_000)))
        }
        return start
    }

    /// Reads `2026-03-14`, `14/3/2026` or `14.3.26` in any digits; nil for anything that is no day of the years 1900 to 2999.
    public static func read(_ typed: String, monthFirst: Bool) -> Day? {
        let ascii = Folding.fold(typed)
        let parts = ascii.split(separator: " ").map(String.init)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        if parts[0].utf8.count == 4 { return day(year: numbers[0], month: numbers[1], day: numbers[2]) }
        let year = parts[2].utf8.count <= 2 ? 2_000 + numbers[2] : numbers[2]
        return monthFirst ? day(year: year, month: numbers[0], day: numbers[1]) : day(year: year, month: numbers[1], day: numbers[0])
    }

    /// `2026-03-14`, as date fields want it.
    public static func text(_ day: Day) -> String {
        let (year, month, date) = day.civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(year)-\(two(month))-\(two(date))"
    }

    private static func day(year: Int, month: Int, day: Int) -> Day? {
        (1_900...2_999).contains(year) ? Day(year: year, month: month, day: day) : nil
    }
}
