import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside

@Suite struct ForgettingTests {
    @Test(
        "forgetting: a copy of day 0 opens nothing on day 31, one of day 25 the living only; without the nightly work it would open",
        arguments: [true, false])
    func days(forgets: Bool) async throws {
        let scene = try await ForgettingScene(forgets: forgets)
        let gone = try await scene.ask("Zoltan", phone: "+447700900201")
        _ = try await scene.ask("Ludmila", phone: "+447700900202")
        try await scene.withdraw(gone)
        let first = try await scene.copy("day-0")
        #expect(try await scene.opens(first, keys: scene.keys).isSuperset(of: ["Zoltan", "+447700900201", "Ludmila"]))

        try await scene.pass(days: 25)
        let second = try await scene.copy("day-25")
        try await scene.pass(days: 6)

        let old = try await scene.opens(first, keys: scene.keys)
        let young = try await scene.opens(second, keys: scene.keys)
        if forgets {
            #expect(old.isEmpty)
            #expect(young.isSuperset(of: ["Ludmila", "+447700900202", "Rosa"]))
            #expect(young.isDisjoint(with: ["Zoltan", "+447700900201"]))
        } else {
            // What the test above would miss if it could not fail.
            #expect(old.contains("Zoltan"))
        }
    }

    @Test("what is forgotten leaves an ID, a count and the day, and nothing else")
    func remains() async throws {
        let scene = try await ForgettingScene()
        let gone = try await scene.ask("Zoltan", phone: "+447700900201")
        try await scene.withdraw(gone)
        try await scene.pass(days: 31)
        let ask = try await scene.scene.ask(gone.ask)
        #expect(ask.forgottenAt != nil && ask.state == .closed)
        let house = scene.world.house
        let (events, link, found) = try await scene.world.read { connection, _, group in
            (
                try History.of(gone.ask.subject, key: nil, in: house, group: group.id, connection),
                try LinkStore.with(hash: gone.token.hash, in: group.id, connection),
                try house.lookups.people(phone: "+447700900201", in: house, group: group.id, connection)
            )
        }
        #expect(!events.isEmpty && events.allSatisfy { $0.at == $0.at.day.start && $0.detail == nil })
        #expect(link?.isOpen(at: house.now) == false)
        #expect(found.isEmpty)
        let left = try await scene.world.read { connection, _, _ in try HealthStore.findings(connection) }
        #expect(left.isEmpty)
    }

    @Test("who lives is rolled on, never further than the group's days")
    func rolls() async throws {
        let scene = try await ForgettingScene()
        let living = try await scene.ask("Ludmila", phone: "+447700900202")
        for _ in 0..<40 {
            try await scene.pass(days: 1)
            let state = try await scene.world.read { connection, _, group in try SubjectStore.state(of: living.ask.subject, in: group.id, connection)
            }
            let ahead = try #require(state).due - scene.world.now.day
            #expect(ahead <= 30 && ahead >= 26)
        }
        #expect(try await scene.scene.sealed(living.ask).face.alias == "Ludmila")
    }

    @Test("an open complaint keeps an ask; its days begin when the complaint is closed")
    func complaint() async throws {
        let scene = try await ForgettingScene()
        let gone = try await scene.ask("Zoltan", phone: "+447700900201")
        try await scene.withdraw(gone)
        try await scene.world.write { transaction, house, group in
            _ = try transaction.execute(
                "INSERT INTO complaint (group_id, complaint_id, ask_id, state, opened_at) VALUES ($1, $2, $3, 'open', $4)",
                [group.id.stored, house.newID(Complaint.self).stored, gone.ask.stored, house.now.stored]
            )
        }
        try await scene.pass(days: 40)
        #expect(try await scene.scene.sealed(gone.ask).face.alias == "Zoltan")
        try await scene.world.write { transaction, house, _ in
            _ = try transaction.execute("UPDATE complaint SET state = 'closed', closed_at = $1", [house.now.stored])
        }
        try await scene.pass(days: 31)
        #expect(try await scene.scene.ask(gone.ask).forgottenAt != nil)
    }

    @Test("nothing is sealed to a day at or below the floor")
    func floor() async throws {
        let scene = try await ForgettingScene()
        try await scene.pass(days: 2)
        let (house, group) = (scene.world.house, scene.world.group)
        #expect(try await scene.world.read { connection, _, _ in try InstallationStore.floor(connection) } == house.now.day - 1)
        await #expect(throws: Problem(.broken, "problem.key.floor")) {
            try await house.database.write { transaction in
                let held = HeldKey(epoch: 1, due: house.now.day - 1, wrapped: [1])
                try SubjectStore.insertKey(held, of: scene.world.id(.rosa).subject, reader: [9], in: group.id, transaction)
            }
        }
    }

    @Test("a day that is stuck stops no other and is told")
    func stuck() async throws {
        let scene = try await ForgettingScene()
        let living = try await scene.ask("Ludmila", phone: "+447700900202")
        // A damaged key cannot be moved on.
        try await scene.world.write { transaction, _, group in
            _ = try transaction.execute(
                "UPDATE record_key SET wrapped = $1 WHERE group_id = $2 AND subject_id = $3 AND reader = $4",
                [.bytes([1, 2, 3]), group.id.stored, living.ask.stored, .bytes([UInt8](repeating: 0, count: 16))]
            )
        }
        let stuckDay = scene.world.now.day + 30
        try await scene.pass(days: 32)
        let report = try await scene.night()
        #expect(report.stuck == [stuckDay])
        #expect(scene.keys.dayKeys.has(stuckDay) && !scene.keys.dayKeys.has(stuckDay - 1) && !scene.keys.dayKeys.has(stuckDay + 1))
    }

    // MARK: The clock

    @Test("up to fourteen days of power-off: due rows go at once, keys after a day of running")
    func powerOff() async throws {
        let scene = try await ForgettingScene()
        let gone = try await scene.ask("Zoltan", phone: "+447700900201")
        try await scene.withdraw(gone)
        let due = scene.world.now.day + 30
        try await scene.pass(days: 20)
        scene.world.time.move(by: .days(12))
        var report = try await scene.night()
        #expect(report.forgotten > 0 && report.dropped.isEmpty)
        #expect(scene.keys.dayKeys.has(due))
        scene.world.time.move(by: .hours(25))
        report = try await scene.night()
        #expect(!scene.keys.dayKeys.has(due) && report.dropped.contains(due))
    }

    @Test("a longer gap waits and says so, until somebody confirms the clock; then what is due goes at once")
    func longGap() async throws {
        let scene = try await ForgettingScene()
        let gone = try await scene.ask("Zoltan", phone: "+447700900201")
        _ = try await scene.ask("Ludmila", phone: "+447700900202")
        try await scene.withdraw(gone)
        let start = scene.world.now
        let due = start.day + 30
        scene.world.time.move(by: .days(32))
        #expect(try await scene.night().verdict == .waiting(since: start))
        let waiting = try await scene.world.read { connection, house, _ in try ClockTrouble.now(house.now, connection) }
        #expect(waiting == .waiting(since: start))
        #expect(try await scene.scene.ask(gone.ask).forgottenAt == nil)
        // Asking goes on meanwhile, sealed as far ahead as there are keys.
        _ = try await scene.ask("Noor", phone: "+447700900203")

        try await scene.world.write { transaction, house, _ in try ConfirmClock().run(transaction, in: house, by: scene.world.actor(.rosa)) }
        let report = try await scene.night()
        #expect(report.forgotten > 0 && report.dropped.contains(due))
        #expect(try await scene.world.read { connection, house, _ in try ClockTrouble.now(house.now, connection) } == nil)
        #expect(try await scene.opens(scene.copy("later"), keys: scene.keys).isSuperset(of: ["Ludmila", "Noor"]))
    }

    @Test("while the clock is behind the newest time seen, nothing is written")
    func behind() async throws {
        let scene = try await ForgettingScene()
        scene.world.time.move(by: Span(milliseconds: -3_600_000))
        await #expect(throws: Problem(.busy, "problem.clock.behind")) { _ = try await scene.world.house.database.write { _ in true } }
        #expect(try await scene.world.house.database.read { _ in true })
        scene.world.time.move(by: .hours(2))
        #expect(try await scene.world.house.database.write { _ in true })
    }

    // MARK: People

    @Test("a person goes their days after the last that was open, with whoever still needs them kept")
    func people() async throws {
        let scene = try await ForgettingScene()
        let gone = try await scene.ask("Zoltan", phone: "+447700900201")
        let still = try await scene.ask("Ludmila", phone: "+447700900202")
        try await scene.withdraw(gone)
        try await scene.pass(days: 31)
        let (a, b, rosa) = try await scene.world.read { connection, house, group in
            (
                try PersonStore.with(
                    id: try #require(try AskStore.existing(gone.ask, in: group.id, connection).person), in: house, group: group.id, connection)?.card,
                try PersonStore.with(
                    id: try #require(try AskStore.existing(still.ask, in: group.id, connection).person), in: house, group: group.id, connection)?
                    .card,
                try PersonStore.with(id: scene.world.id(.rosa), in: house, group: group.id, connection)?.card
            )
        }
        #expect(a == nil && b?.alias == "Ludmila" && rosa?.alias == "Rosa")
    }

    @Test("a helper who is silent for twelve months is asked twice, and then has left")
    func silent() {
        let now = World.start
        func step(_ days: Int, _ notices: Int, _ last: Span? = nil) -> SilentHelpers.Step? {
            SilentHelpers.step(silentDays: days, notices: notices, lastNotice: last.map { now - $0 }, now: now)
        }
        #expect(step(300, 0) == nil)
        #expect(step(337, 0) == .notice)
        #expect(step(340, 1, .days(3)) == nil)
        #expect(step(351, 1, .days(14)) == .notice)
        #expect(step(364, 2, .days(14)) == nil)
        #expect(step(365, 2, .days(14)) == .leave)
        #expect(step(500, 0) == .notice)
        #expect(step(501, 1, .days(1)) == nil)
    }

    @Test("thirteen months of nights: a helper who says nothing is asked twice, has left after the twelfth month, and is forgotten after the days")
    func thirteenMonths() async throws {
        let scene = try await ForgettingScene()
        let (id, other) = (try await scene.scene.helper("Zoltan", phone: "+447700900201"), try await scene.scene.helper("Ludmila"))
        try await scene.pass(days: SilentHelpers.first - 1)
        #expect(try await silence(id, scene) == .init(notices: 0, state: .active, messages: 0))

        try await scene.pass(days: 1)
        #expect(try await silence(id, scene) == .init(notices: 1, state: .active, messages: 1))
        // Whoever says that they are still there is asked no more.
        let answer = Actor.link(ID(high: 1, low: 1), .helper, person: other)
        try await scene.world.write { try StillHere(other).run($0, in: $1, group: $2, by: answer) }
        #expect(try await silence(other, scene) == .init(notices: 0, state: .active, messages: 0))

        try await scene.pass(days: SilentHelpers.second - SilentHelpers.first)
        #expect(try await silence(id, scene) == .init(notices: 2, state: .active, messages: 2))
        try await scene.pass(days: SilentHelpers.end - SilentHelpers.second - 1)
        #expect(try await silence(id, scene).state == .active)
        try await scene.pass(days: 1)
        #expect(try await silence(id, scene).state == .left)

        try await scene.pass(days: 32)
        let cards = try await scene.world.read { connection, house, group in
            try PersonStore.cards(of: [id, other], in: house, group: group.id, connection)
        }
        #expect(cards[id] == nil && cards[other]?.alias == "Ludmila")
        #expect(try await silence(other, scene).state == .active)
    }

    private struct Silence: Equatable {
        let notices: Int
        let state: Helper.State
        /// How many notices wait to be sent, each with the way to answer it.
        let messages: Int
    }

    private func silence(_ id: ID<Person>, _ scene: ForgettingScene) async throws -> Silence {
        let helper = try await scene.world.read { connection, _, group in try HelperStore.existing(id, in: group.id, connection) }
        let messages = try await scene.scene.messages(.silentHelper).filter { $0.message.person == id }
        #expect(messages.allSatisfy { $0.words.link != nil && $0.words.text.contains("/l/\($0.words.link ?? "")") })
        return Silence(notices: helper.notices, state: helper.state, messages: messages.count)
    }
}
