import Foundation
import Kernel

/// What calendar and clock show at an instant in a place.
struct LocalMoment: Hashable, Sendable {
    /// Days since 1 January 1970 in that place.
    let dayNumber: Int
    /// Minutes since its midnight.
    let minuteOfDay: Int
    let year: Int
    let month: Int
    let day: Int

    init(_ instant: Instant, zone: TimeZone) {
        let seconds = instant.milliseconds / 1_000 - (instant.milliseconds % 1_000 < 0 ? 1 : 0)
        let local = Int(seconds) + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let dayNumber = (local >= 0 ? local : local - 86_399) / 86_400
        self.init(dayNumber: dayNumber, minuteOfDay: (local - dayNumber * 86_400) / 60)
    }

    /// The civil date of a day number (Howard Hinnant, "chrono-compatible low-level date algorithms"; constant time).
    init(dayNumber: Int, minuteOfDay: Int = 0) {
        self.dayNumber = dayNumber
        self.minuteOfDay = minuteOfDay
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var hour: Int { minuteOfDay / 60 }
    var minute: Int { minuteOfDay % 60 }

    /// Monday is 1, Sunday 7 (ISO 8601). 1 January 1970 was a Thursday.
    var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }
}
