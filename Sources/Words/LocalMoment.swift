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

    init(dayNumber: Int, minuteOfDay: Int = 0) {
        self.dayNumber = dayNumber
        self.minuteOfDay = minuteOfDay
        (year, month, day) = Day(number: Int32(dayNumber)).civil
    }

    var hour: Int { minuteOfDay / 60 }
    var minute: Int { minuteOfDay % 60 }

    /// Monday is 1, Sunday 7 (ISO 8601). 1 January 1970 was a Thursday.
    var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }
}
