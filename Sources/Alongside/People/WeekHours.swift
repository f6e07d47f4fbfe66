public import Foundation
public import Kernel
public import Storage

/// When in the week somebody usually can: 21 boxes, three parts of seven days, one bit each.
public struct WeekHours: Hashable, Sendable, Storable {
    /// Bit `(weekday - 1) * 3 + part`: Monday morning is bit 0, Sunday evening bit 20.
    public var mask: Int

    /// Bits beyond the 21 boxes are dropped.
    public init(mask: Int) { self.mask = mask & WeekHours.full }

    public init(_ slots: some Sequence<Slot> = []) { mask = slots.reduce(0) { $0 | 1 << $1.bit } }

    public static let anytime = WeekHours(mask: full)
    private static let full = (1 << 21) - 1

    /// Morning until noon, afternoon until 17:00, evening from then on, in the group's own time.
    public enum Part: Int, Sendable, CaseIterable {
        case morning, afternoon, evening

        /// The part in which a minute of the day (0...1439) lies.
        public init(minute: Int) { self = minute < 720 ? .morning : minute < 1_020 ? .afternoon : .evening }

        var from: Int { [0, 720, 1_020][rawValue] }
    }

    /// One box.
    public struct Slot: Hashable, Sendable {
        /// ISO 8601: 1 is Monday, 7 is Sunday.
        public let weekday: Int
        public let part: Part

        /// Nil for a weekday outside 1...7.
        public init?(weekday: Int, part: Part) {
            guard (1...7).contains(weekday) else { return nil }
            self.weekday = weekday
            self.part = part
        }

        var bit: Int { (weekday - 1) * 3 + part.rawValue }
    }

    public func contains(_ slot: Slot) -> Bool { mask & 1 << slot.bit != 0 }

    public var isEmpty: Bool { mask == 0 }

    /// The boxes in their order.
    public var slots: [Slot] {
        (1...7).flatMap { day in Part.allCases.compactMap { Slot(weekday: day, part: $0) } }.filter(contains)
    }

    public var stored: Value { .integer(Int64(mask)) }

    /// Every box that a stretch of time touches, in the group's time zone. A stretch of a week or more touches all.
    public static func touched(from: Instant, to: Instant, in zone: TimeZone) -> WeekHours {
        guard to - from < .days(7) else { return .anytime }
        var out = WeekHours()
        var instant = from
        repeat {
            let local = LocalTime(instant, in: zone)
            out.mask |= 1 << ((local.isoWeekday - 1) * 3 + Part(minute: local.minute).rawValue)
            // Steps of half an hour are shorter than any part, and hold where clocks change.
            instant = min(instant + .minutes(30), max(to, instant + .minutes(1)))
        } while instant < to
        return out
    }
}

/// A point in time on the wall clock of a zone.
struct LocalTime {
    /// 1 is Monday, 7 is Sunday.
    let isoWeekday: Int
    /// Minutes since local midnight, 0...1439.
    let minute: Int

    init(_ instant: Instant, in zone: TimeZone) {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000))
        let local = Instant(milliseconds: instant.milliseconds + Int64(offset) * 1_000)
        let day = local.day
        minute = Int((local.milliseconds - day.start.milliseconds) / 60_000)
        // Day 0, 1 January 1970, was a Thursday.
        isoWeekday = ((Int(day.number) % 7 + 7) % 7 + 3) % 7 + 1
    }
}

extension Group {
    /// When the week that holds `now` began: midnight of the group's first weekday, on its own clock.
    public func weekStart(at now: Instant) -> Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        calendar.firstWeekday = firstWeekday
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let start = calendar.dateInterval(of: .weekOfYear, for: date)?.start ?? date
        return Instant(milliseconds: Int64((start.timeIntervalSince1970 * 1_000).rounded()))
    }
}
