import Alongside
import Foundation
import Kernel
import TestKit
import Testing

/// What opens when, as a table.
@Suite struct DeliveryStagingTests {
    private let london = TimeZone(identifier: "Europe/London")!
    private let now = World.start

    private func match(_ state: MatchState, from: Instant? = nil) -> Match {
        Match(
            id: ID(high: 1, low: 1), ask: ID(high: 1, low: 2), helper: ID(high: 1, low: 3), position: 1, state: state, proposedAt: now,
            windowFrom: from,
            windowTo: from.map { $0 + .hours(2) }
        )
    }

    private func ask(phone: Bool = false) -> Ask {
        Ask(
            id: ID(high: 1, low: 2), category: ID(high: 1, low: 4), state: .accepted, costPath: .fund, language: .english, door: .web, reach: .phone,
            phoneAllowed: phone, safeMode: false, createdAt: now, consentVersion: 1
        )
    }

    @Test("nothing opens before a yes or after the end", arguments: MatchState.allCases.filter { !$0.isPromise })
    func closed(_ state: MatchState) {
        for field in Reveal.Field.allCases {
            #expect(Staging.of(field, match(state, from: now), ask(phone: true), at: now, zone: london) == .never)
        }
    }

    @Test("the street opens 30 minutes before the window, the door on the day")
    func times() {
        let tomorrow = now + .days(1)
        let promise = match(.accepted, from: tomorrow)
        #expect(Staging.of(.street, promise, ask(), at: now, zone: london) == .from(tomorrow - .minutes(30)))
        #expect(Staging.of(.street, promise, ask(), at: tomorrow - .minutes(30), zone: london) == .now)
        #expect(Staging.of(.street, promise, ask(), at: tomorrow - .minutes(31), zone: london) != .now)
        #expect(Staging.of(.door, promise, ask(), at: now, zone: london) != .now)
        #expect(Staging.of(.door, promise, ask(), at: tomorrow - .hours(9), zone: london) == .now)
        #expect(Staging.of(.street, match(.accepted), ask(), at: now, zone: london) == .afterWindow)
    }

    @Test("the phone opens only where the asker agreed")
    func phone() {
        #expect(Staging.of(.phone, match(.accepted), ask(phone: true), at: now, zone: london) == .now)
        #expect(Staging.of(.phone, match(.accepted), ask(), at: now, zone: london) == .dispatcherCalls)
    }

    @Test("times of a window are read in any digits, and must make sense")
    func windows() throws {
        let day = CalendarDay.of(now, zone: london)
        let read = try VisitWindow.read(day: day, from: "15:00", to: "١٧:٣٠", zone: london, at: now, field: "when")
        #expect(read.to - read.from == .minutes(150))
        for (from, to) in [("17:00", "15:00"), ("08:00", "09:00"), ("soon", "later"), ("25:00", "26:00"), ("", "17:00")] {
            #expect(throws: Problem.self) { try VisitWindow.read(day: day, from: from, to: to, zone: london, at: now, field: "when") }
        }
    }
}
