import Alongside
import Engine
import Kernel
import Storage
import TestKit
import Testing
import Words

/// When something should happen follows from the day by which it is wanted and from what triage says; the hours of helpers are looked up in that.
/// It is Tuesday 10 March 2026, ten in the morning.
@Suite struct MatchingHoursTests {
    private static func slots(_ days: ClosedRange<Int>) -> WeekHours {
        WeekHours(days.flatMap { day in WeekHours.Part.allCases.compactMap { WeekHours.Slot(weekday: day, part: $0) } })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let wantedBy: WantedBy
        let urgency: Ask.Urgency
        let hours: WeekHours
    }

    static let cases: [Case] = [
        Case(testDescription: "no hurry, but today says triage", wantedBy: .noHurry, urgency: .today, hours: slots(2...2)),
        Case(testDescription: "no hurry, but in two days says triage", wantedBy: .noHurry, urgency: .twoDays, hours: slots(2...4)),
        Case(testDescription: "a week holds all hours", wantedBy: .noHurry, urgency: .week, hours: .anytime),
        Case(testDescription: "for as long as it is needed", wantedBy: .noHurry, urgency: .ongoing, hours: .anytime),
        Case(testDescription: "wanted today, which triage does not make later", wantedBy: .today, urgency: .week, hours: slots(2...2)),
        Case(testDescription: "wanted in two days, and triage says today", wantedBy: .twoDays, urgency: .today, hours: slots(2...2)),
        Case(testDescription: "wanted by Friday", wantedBy: .date(Day(number: 20_525)), urgency: .ongoing, hours: slots(2...5)),
    ]

    private func opened(_ scene: MatchingScene, _ wantedBy: WantedBy, _ urgency: Ask.Urgency) async throws -> ID<Ask> {
        let ask = try await scene.asking.open(scene.asking.input(wantedBy: wantedBy)).ask
        try await scene.triage(ask, urgency: urgency)
        return ask
    }

    @Test("from now to the day that was wanted or the end of what triage says, whichever is sooner", arguments: cases)
    func hours(_ one: Case) async throws {
        let scene = try await MatchingScene()
        let ask = try await opened(scene, one.wantedBy, one.urgency)
        #expect(try await scene.asking.ask(ask).hours(at: scene.world.now, in: scene.world.group) == one.hours)
    }

    @Test("what is overdue should happen today, not at any time")
    func overdue() async throws {
        let scene = try await MatchingScene()
        let ask = try await opened(scene, .today, .week)
        scene.world.time.move(by: .days(2))
        #expect(try await scene.asking.ask(ask).hours(at: scene.world.now, in: scene.world.group) == Self.slots(4...4))
        scene.world.time.move(by: .hours(8))
        // In the evening only the evening is left.
        let evening = WeekHours([WeekHours.Slot(weekday: 4, part: .evening)!])
        #expect(try await scene.asking.ask(ask).hours(at: scene.world.now, in: scene.world.group) == evening)
    }

    @Test("triage changes who is suggested, and the words say when they have time")
    func suggested() async throws {
        let scene = try await MatchingScene()
        let wednesday = WeekHours([WeekHours.Slot(weekday: 3, part: .afternoon)!])
        let amina = try await scene.helper { $0.hours = wednesday }
        let ask = try await opened(scene, .noHurry, .today)
        #expect(try await scene.suggestions(for: ask).excluded[.hours] == [amina])
        try await scene.triage(ask, urgency: .twoDays)
        let found = try await scene.suggestions(for: ask)
        let best = try #require(found.best.first, "left out: \(found.excluded)")
        let words = best.words(scene.world.house.catalogs.wording(.english), for: try await scene.asking.ask(ask))
        #expect(best.helper == amina && words.contains("Has time Wednesday afternoon."))
    }
}
