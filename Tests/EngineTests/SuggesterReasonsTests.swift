import Testing

@testable import Engine

@Suite struct SuggesterReasonsTests {
    private static let ask = AskRow(kind: 1, language: 1, zone: 0, pod: 1, point: (0, 0), hours: 0b110, needsFronting: true)
    private static let plain = HelperRow(hours: 0b011, transport: .bike, languages: 0b10, kinds: 0, zone: 5, point: (1_900, 0), daysSinceAsked: 1)

    private func reasons(_ ask: AskRow = ask, _ change: (inout HelperRow) -> Void = { _ in }, beside others: [HelperRow] = []) -> [Reason] {
        var helper = Self.plain
        change(&helper)
        let (best, _) = Suggester.suggest(ask, among: [helper] + others, count: 9)
        return best.first { $0.helper == 0 }?.reasons ?? []
    }

    @Test("3.8 (web) only facts that hold are given, the strongest first")
    func plainReasons() {
        #expect(reasons() == [.travel(minutes: 10, by: .bike), .speaksLanguage, .free(hours: 0b010), .tasksLeft(2, of: 2)])
    }

    @Test("1.11 the same buddy is named with the days since then, and after sixty days no more")
    func buddy() {
        #expect(reasons { $0.daysSinceTogether = 7 }.first == .sameBuddy(daysAgo: 7))
        #expect(reasons { $0.daysSinceTogether = 60 }.first == .sameBuddy(daysAgo: 60))
        #expect(!reasons { $0.daysSinceTogether = 61 }.contains { if case .sameBuddy = $0 { true } else { false } })
    }

    @Test("the pod is named before the zone, and neither without being known")
    func place() {
        #expect(
            reasons {
                $0.zone = 0; $0.pod = 1
            }.contains(.samePod))
        #expect(
            reasons {
                $0.zone = 0; $0.pod = 1
            }.contains(.sameZone) == false)
        #expect(
            reasons {
                $0.zone = 0; $0.pod = 2
            }.contains(.sameZone))
        let unplaced = AskRow(kind: 1, language: 1, hours: 0b110)
        #expect(!reasons(unplaced) { $0.zone = -1 }.contains(.sameZone))
    }

    @Test(
        "minutes follow the way and what somebody travels with",
        arguments: [
            (HelperRow.Transport.foot, 600.0, 10), (.bike, 600, 4), (.car, 600, 2), (.foot, 0, 1), (.foot, 601, 11), (.foot, 600.0005, 10),
        ])
    func travel(_ transport: HelperRow.Transport, _ metres: Double, _ minutes: Int) {
        #expect(
            reasons {
                $0.transport = transport; $0.point = (0, metres)
            }.contains(.travel(minutes: minutes, by: transport)))
        #expect(
            !reasons {
                $0.transport = transport; $0.point = nil
            }.contains(.travel(minutes: minutes, by: transport)))
    }

    @Test("the group's own language is not worth a word, another one is")
    func language() {
        var own = Self.ask
        own.language = 0
        #expect(!reasons(own) { $0.languages = 0b11 }.contains(.speaksLanguage))
        #expect(reasons { $0.languages = 0b11 }.contains(.speaksLanguage))
    }

    @Test("hours are told where they matter, and only the shared ones")
    func hours() {
        #expect(reasons { $0.hours = 0b1110 }.contains(.free(hours: 0b110)))
        var anytime = Self.ask
        anytime.hours = HelperRow.anytime
        #expect(!reasons(anytime).contains(.free(hours: 0b011)))
    }

    @Test("the tasks that are left change with what was promised")
    func tasks() {
        #expect(reasons { $0.tasksThisWeek = 1 }.contains(.tasksLeft(1, of: 2)))
        #expect(
            reasons {
                $0.weeklyLimit = 5; $0.tasksThisWeek = 1
            }.contains(.tasksLeft(4, of: 5)))
    }

    @Test("not asked for two weeks is told, and never asked too")
    func rested() {
        #expect(!reasons { $0.daysSinceAsked = 13 }.contains(.restedSince(days: 13)))
        #expect(reasons { $0.daysSinceAsked = 14 }.contains(.restedSince(days: 14)))
        #expect(reasons { $0.daysSinceAsked = nil }.contains(.restedSince(days: nil)))
    }

    @Test("a rare skill is one that up to three active helpers have named")
    func rare() {
        let other = HelperRow(languages: 0b10, kinds: 0b10)
        var resting = other
        resting.isActive = false
        #expect(reasons(Self.ask, { $0.kinds = 0b10 }, beside: [other, other, resting]).contains(.rareSkill(count: 3)))
        #expect(!reasons(Self.ask, { $0.kinds = 0b10 }, beside: [other, other, other]).contains(.rareSkill(count: 4)))
        #expect(!reasons(Self.ask, { $0.kinds = 0 }, beside: [other]).contains(.rareSkill(count: 1)))
        var over = other
        over.isOfferOver = true
        #expect(reasons(Self.ask, { $0.kinds = 0b10 }, beside: [over]).contains(.rareSkill(count: 1)))
    }

    @Test("money at the till: an advance is held, is needed, or is no matter")
    func advance() {
        #expect(reasons { $0.mayFront = false }.contains(.needsAdvance))
        #expect(!reasons { $0.mayFront = true }.contains(.needsAdvance))
        #expect(
            reasons {
                $0.mayFront = false; $0.hasAdvance = true
            }.contains(.hasAdvance))
        #expect(
            !reasons {
                $0.mayFront = false; $0.hasAdvance = true
            }.contains(.needsAdvance))
        var free = Self.ask
        free.needsFronting = false
        #expect(
            !reasons(free) {
                $0.mayFront = false; $0.hasAdvance = true
            }.contains(.hasAdvance))
    }

    @Test("who has said nothing is told by the group's limit, and as not asked yet")
    func unsaid() {
        var ask = Self.ask
        ask.needsLift = true
        let found = reasons(ask) {
            $0.hasSaid = false; $0.mayFront = false
        }
        #expect(found.contains(.groupTasksLeft(2, of: 2)) && found.contains(.carryingUnsaid) && found.contains(.frontingUnsaid))
        #expect(!found.contains(.tasksLeft(2, of: 2)) && !found.contains(.carriesUp) && !found.contains(.needsAdvance))
    }

    @Test("carrying is told where something has to be carried")
    func carrying() {
        var upstairs = Self.ask
        upstairs.needsLift = true
        upstairs.needsClimb = true
        #expect(reasons(upstairs).contains(.carriesUp))
        #expect(!reasons().contains(.carriesUp))
    }
}
