import Alongside
import Foundation
import Kernel
import Testing

@Suite struct WakingHoursTests {
    private let london = TimeZone(identifier: "Europe/London") ?? .gmt
    private var awake: WakingHours { WakingHours(zone: london, nightFrom: 22 * 60, nightTo: 8 * 60) }
    private let midnight = Day(number: 20_522).start

    @Test(
        "the night begins and ends on its minute",
        arguments: [(21 * 60 + 59, false), (22 * 60, true), (0, true), (7 * 60 + 59, true), (8 * 60, false)])
    func night(_ minute: Int, _ isNight: Bool) { #expect(awake.isNight(at: midnight + .minutes(minute)) == isNight) }

    @Test("four waking hours from the evening end in the morning")
    func overNight() {
        #expect(awake.adding(.hours(4), to: midnight + .hours(21)) == midnight + .hours(24 + 11))
        #expect(awake.adding(.hours(4), to: midnight + .hours(3)) == midnight + .hours(12))
        #expect(awake.adding(.hours(4), to: midnight + .hours(10)) == midnight + .hours(14))
        #expect(awake.adding(.hours(28), to: midnight + .hours(8)) == midnight + .hours(24 + 22))
    }

    @Test("a night by day, and none at all")
    func otherNights() {
        let siesta = WakingHours(zone: london, nightFrom: 13 * 60, nightTo: 16 * 60)
        #expect(siesta.awake(from: midnight + .hours(14)) == midnight + .hours(16))
        let never = WakingHours(zone: london, nightFrom: 0, nightTo: 0)
        #expect(!never.isNight(at: midnight) && never.adding(.hours(30), to: midnight) == midnight + .hours(30))
    }

    @Test("the morning after clocks change is the place's morning")
    func clocksChange() {
        // The night to 29 March 2026 in London is an hour shorter.
        let saturday = Day(number: 20_540).start
        #expect(awake.awake(from: saturday + .hours(23)) == saturday + .hours(24 + 7))
    }
}
