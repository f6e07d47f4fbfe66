import Kernel

/// Dates as spreadsheets count them: days since the end of 1899, with a 29 February 1900 that never was (ECMA-376, part 1, 18.17.4), or since 1904.
enum SerialDate {
    /// `2020-03-15`, `2020-03-15 22:49:40`, or `22:49` for a time without a day; nil for a number that is no date.
    static func text(_ serial: Double, from1904: Bool) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let seconds = (serial * 86_400).rounded()
        let days = Int(seconds / 86_400)
        let second = Int(seconds) - days * 86_400
        if days == 0 { return time(second) }
        // 1 January 1970 is day 25569 of the one count and 24107 of the other; before March 1900 the first is one day off.
        let sinceEpoch = from1904 ? days - 24_107 : days < 60 ? days - 25_568 : days - 25_569
        let day = calendar(sinceEpoch)
        return second == 0 ? day : "\(day) \(time(second))"
    }

    private static func time(_ second: Int) -> String {
        let clock = "\(two(second / 3_600)):\(two(second / 60 % 60))"
        return second % 60 == 0 ? clock : "\(clock):\(two(second % 60))"
    }

    private static func calendar(_ days: Int) -> String {
        let (year, month, day) = Day(number: Int32(days)).civil
        return "\(year)-\(two(month))-\(two(day))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
