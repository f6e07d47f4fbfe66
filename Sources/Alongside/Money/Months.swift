public import Foundation
public import Kernel

/// The months of a time zone.
public enum Months {
    /// When each month began, from the one of `first` to the one of `last`; at most fifty years of them.
    public static func starts(from first: Instant, to last: Instant, in zone: TimeZone) -> [Instant] {
        var out: [Instant] = []
        var start = self.start(of: first, in: zone)
        while start <= last, out.count < 600 {
            out.append(start)
            start = next(start, in: zone)
        }
        return out
    }

    public static func start(of instant: Instant, in zone: TimeZone) -> Instant {
        let parts = calendar(zone).dateComponents([.year, .month], from: date(instant))
        return self.instant(calendar(zone).date(from: parts) ?? date(instant))
    }

    /// When the next month begins.
    public static func next(_ start: Instant, in zone: TimeZone) -> Instant {
        instant(calendar(zone).date(byAdding: .month, value: 1, to: date(start)) ?? date(start + .days(31)))
    }

    /// `2026-03`, for an address.
    public static func name(of start: Instant, in zone: TimeZone) -> String {
        let parts = calendar(zone).dateComponents([.year, .month], from: date(start))
        let (year, month) = (String(parts.year ?? 1970), String(parts.month ?? 1))
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + (month.count < 2 ? "0" + month : month)
    }

    /// The month that `name` wrote; nil for anything else.
    public static func start(named text: String, in zone: TimeZone) -> Instant? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]), (1970...9999).contains(year), (1...12).contains(month)
        else { return nil }
        return calendar(zone).date(from: DateComponents(year: year, month: month)).map(instant)
    }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    private static func date(_ instant: Instant) -> Date { Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000) }
    private static func instant(_ date: Date) -> Instant { Instant(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded())) }
}
