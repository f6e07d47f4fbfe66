public import Foundation
public import Kernel

/// The hours in which a group reads, rings and asks: all but its night.
public struct WakingHours: Sendable, Hashable {
    public let zone: TimeZone
    /// Minutes of the day; equal ones mean that there is no night.
    public let nightFrom: Int
    public let nightTo: Int

    public init(zone: TimeZone, nightFrom: Int, nightTo: Int) {
        self.zone = zone
        self.nightFrom = nightFrom
        self.nightTo = nightTo
    }

    public func isNight(at instant: Instant) -> Bool {
        let minute = minuteOfDay(instant)
        if nightFrom == nightTo { return false }
        return nightFrom < nightTo ? (nightFrom..<nightTo).contains(minute) : (minute >= nightFrom || minute < nightTo)
    }

    /// This instant, or the next morning when it falls into the night.
    public func awake(from instant: Instant) -> Instant {
        isNight(at: instant) ? instant + untilMinute(nightTo, from: instant) : instant
    }

    /// The instant after so much time awake: nights do not count.
    public func adding(_ span: Span, to instant: Instant) -> Instant {
        var now = awake(from: instant)
        guard nightFrom != nightTo else { return now + span }
        var left = span
        // Each turn uses up one day; a span of a year is 365 of them.
        for _ in 0..<1_000 {
            let evening = untilMinute(nightFrom, from: now)
            if left <= evening { return now + left }
            left = Span(milliseconds: left.milliseconds - evening.milliseconds)
            now = awake(from: now + evening)
        }
        return now + left
    }

    private func local(_ instant: Instant) -> Int64 {
        instant.milliseconds + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000))) * 1_000
    }

    private func minuteOfDay(_ instant: Instant) -> Int {
        let day: Int64 = 86_400_000
        return Int(((local(instant) % day) + day) % day / 60_000)
    }

    /// How long until the clock at the place next shows this minute; a day when it shows it now.
    private func untilMinute(_ minute: Int, from instant: Instant) -> Span {
        let day: Int64 = 86_400_000
        let inDay = ((local(instant) % day) + day) % day
        var wait = Int64(minute) * 60_000 - inDay
        if wait <= 0 { wait += day }
        // The clock may be put forward or back on the way.
        let there = instant + Span(milliseconds: wait)
        let shift = (local(there) - there.milliseconds) - (local(instant) - instant.milliseconds)
        return Span(milliseconds: wait - shift)
    }
}

extension Group {
    public var wakingHours: WakingHours { WakingHours(zone: timeZone, nightFrom: nightFrom, nightTo: nightTo) }
}
