import Alongside
import Kernel
import Testing

@Suite struct ForgettingClockTests {
    private let newest = Instant(milliseconds: 1_773_136_800_000)

    private func verdict(_ later: Span, runningSince: Span? = nil) -> ClockRule.Verdict {
        ClockRule.verdict(
            ClockReading(newestSeen: newest, lastRun: newest, runningSince: runningSince.map { newest - $0 }), at: newest + later
        )
    }

    @Test("a clock that is set right by a minute is no clock that is behind")
    func tolerance() {
        #expect(verdict(Span(milliseconds: -60_000)) == .running(since: nil, dropsKeys: true))
        #expect(verdict(Span(milliseconds: -180_000)) == .behind(newestSeen: newest))
    }

    @Test("after a power-off keys wait until the program has run for a day, and a missed night is none")
    func powerOff() {
        #expect(verdict(.hours(30)) == .running(since: nil, dropsKeys: true))
        #expect(verdict(.days(10)) == .running(since: newest + .days(10), dropsKeys: false))
        #expect(verdict(.minutes(1), runningSince: .hours(20)) == .running(since: newest - .hours(20), dropsKeys: false))
        #expect(verdict(.minutes(1), runningSince: .hours(24)) == .running(since: nil, dropsKeys: true))
    }

    @Test("longer than fourteen days waits for a person")
    func waits() {
        #expect(verdict(.days(14)) == .running(since: newest + .days(14), dropsKeys: false))
        #expect(verdict(.days(15)) == .waiting(since: newest))
    }
}
