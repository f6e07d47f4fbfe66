import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct MatchingHoldTests {
    /// Day (from 10 March 2026), hour and minute in UTC; London puts its clocks forward on 29 March and back on 25 October.
    private static func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
        (World.start.day + day).start + .hours(hour) + .minutes(minute)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let told: Instant
        let urgent: Bool
        let until: Instant
    }

    static let cases: [Case] = [
        Case(testDescription: "half an hour by day", told: at(0, 10), urgent: true, until: at(0, 10, 30)),
        Case(testDescription: "four hours by day", told: at(0, 10), urgent: false, until: at(0, 14)),
        Case(testDescription: "over the night", told: at(0, 20), urgent: false, until: at(1, 10)),
        Case(testDescription: "in the middle of the night", told: at(0, 23), urgent: true, until: at(1, 8, 30)),
        Case(testDescription: "after midnight", told: at(1, 3), urgent: true, until: at(1, 8, 30)),
        Case(testDescription: "a minute before the night", told: at(0, 21, 59), urgent: true, until: at(1, 8, 29)),
        Case(testDescription: "at the very end of the night", told: at(1, 8), urgent: true, until: at(1, 8, 30)),
        Case(testDescription: "the night that is an hour shorter", told: at(18, 21), urgent: false, until: at(19, 10)),
        Case(testDescription: "the night that is an hour longer", told: at(228, 20), urgent: false, until: at(229, 11)),
        Case(testDescription: "in summer the clock stands an hour later", told: at(100, 20, 30), urgent: false, until: at(101, 10, 30)),
    ]

    @Test("a hold runs from being told and rests at night", arguments: cases)
    func until(_ one: Case) async throws {
        let world = try await World()
        #expect(ToldAbout.holdUntil(toldAt: one.told, urgent: one.urgent, in: world.group) == one.until)
    }

    @Test("a group without a night has holds that do not rest")
    func noNight() async throws {
        var group = try await World().group
        group.nightFrom = 0
        group.nightTo = 0
        #expect(ToldAbout.holdUntil(toldAt: Self.at(0, 23), urgent: false, in: group) == Self.at(1, 3))
    }

    @Test("nothing runs out before the helper was told")
    func untold() async throws {
        let scene = try await MatchingScene()
        try await scene.confirm(try await scene.ask(), [try await scene.helper()])
        scene.world.time.move(by: .days(3))
        #expect(try await scene.releaseHolds() == 0)
    }

    @Test("a hold that runs out asks the next, and after the last the dispatcher is asked again")
    func runsOut() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let ask = try await scene.ask()
        let confirmed = try await scene.confirm(ask, [amina, ben])
        try await scene.told(confirmed.matches[0])
        scene.world.time.move(by: .hours(4) - .minutes(1))
        #expect(try await scene.releaseHolds() == 0)
        scene.world.time.move(by: .minutes(1))
        #expect(try await scene.releaseHolds() == 1)
        #expect(try await scene.matches(of: ask).map(\.state) == [.lapsed, .proposed])
        #expect(try await scene.asking.messages(.offerToHelper).map(\.message.person) == [ben])
        #expect(try await scene.asking.ask(ask).state == .offered)

        try await scene.told(confirmed.matches[1])
        scene.world.time.move(by: .hours(4))
        #expect(try await scene.releaseHolds() == 1)
        #expect(try await scene.matches(of: ask).map(\.state) == [.lapsed, .lapsed])
        #expect(try await scene.asking.ask(ask).state == .open)
    }

    private func unseen(_ scene: MatchingScene) async throws -> [LapsedHold] {
        try await scene.world.read { connection, _, group in try LapsedHoldStore.unseen(in: group.id, connection) }
    }

    @Test(
        "a hold that ran out is announced, with who is asked next or that nobody is, until somebody does something about the ask",
        arguments: [true, false])
    func announced(_ hasNext: Bool) async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let ask = try await scene.ask()
        let confirmed = try await scene.confirm(ask, hasNext ? [amina, ben] : [amina])
        try await scene.told(confirmed.matches[0])
        #expect(try await unseen(scene).isEmpty)
        scene.world.time.move(by: .hours(4))
        _ = try await scene.releaseHolds()
        let lapse = try #require(try await unseen(scene).first)
        #expect(lapse.ask == ask && lapse.helper == amina && lapse.at == scene.world.now && lapse.next == (hasNext ? ben : nil))
        scene.world.time.move(by: .minutes(1))
        let actor = scene.world.actor(.omar)
        try await scene.world.write { _ = try NoteContact(ask).run($0, in: $1, group: $2, by: actor) }
        #expect(try await unseen(scene).isEmpty)
    }

    @Test("what a dispatcher has seen is announced no longer, and what runs out afterwards is; who may not match marks nothing")
    func seen() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let ask = try await scene.ask()
        let confirmed = try await scene.confirm(ask, [amina, ben])
        func runOut(_ match: ID<Match>) async throws {
            try await scene.told(match)
            scene.world.time.move(by: .hours(4))
            _ = try await scene.releaseHolds()
        }
        func see(_ member: World.Member) async throws {
            let (actor, until) = (scene.world.actor(member), scene.world.now)
            try await scene.world.write { try SeeLapses(until: until).run($0, in: $1, group: $2, by: actor) }
        }
        try await runOut(confirmed.matches[0])
        #expect(await problem { try await see(.ines) }?.kind == .forbidden)
        #expect(try await unseen(scene).count == 1)
        try await see(.omar)
        #expect(try await unseen(scene).isEmpty)
        try await runOut(confirmed.matches[1])
        #expect(try await unseen(scene).map(\.helper) == [ben])
    }

    @Test("an urgent ask is held for half an hour")
    func urgent() async throws {
        let scene = try await MatchingScene()
        let ask = try await scene.ask(urgency: .today)
        let confirmed = try await scene.confirm(ask, [try await scene.helper()])
        try await scene.told(confirmed.matches[0])
        scene.world.time.move(by: .minutes(30))
        #expect(try await scene.releaseHolds() == 1)
    }

    @Test("a dispatcher need not wait for the hold")
    func next() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let ask = try await scene.ask()
        try await scene.confirm(ask, [amina, ben])
        let actor = scene.world.actor(.omar)
        try await scene.world.write { try AskNext(of: ask).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.matches(of: ask).map(\.state) == [.lapsed, .proposed])
        #expect(try await unseen(scene).isEmpty, "whoever ended it need not be told")
        try await scene.world.write { try AskNext(of: ask).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.asking.ask(ask).state == .open)
        #expect(await problem { try await scene.world.write { try AskNext(of: ask).run($0, in: $1, group: $2, by: actor) } }?.kind == .conflict)
    }
}

extension Span {
    fileprivate static func - (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds - right.milliseconds) }
}
