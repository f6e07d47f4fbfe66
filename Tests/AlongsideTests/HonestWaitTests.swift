import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing

@Suite struct HonestWaitTests {
    private let awake = WakingHours(zone: TimeZone(identifier: "Europe/London") ?? .gmt, nightFrom: 22 * 60, nightTo: 8 * 60)

    @Test("under five that were done it only says when a person reads it")
    func newHere() {
        let wait = HonestWait([.hours(1), .hours(2), .hours(3), .hours(4)], at: World.start, awake: awake)
        #expect(wait == .newHere(readBy: World.start + .hours(4)))
    }

    @Test("from five on it says what half of them took, and the middle one")
    func usual() {
        let spans: [Span] = [.hours(50), .hours(10), .hours(40), .hours(20), .hours(30)]
        #expect(HonestWait(spans, at: World.start, awake: awake) == .usual(from: .hours(20), to: .hours(40), median: .hours(30), count: 5))
    }

    @Test(
        "a wait is said in hours up to a day, then in days",
        arguments: [
            (1, 5, SpokenWait.hours(5)), (1, 24, .hours(24)), (10, 25, .range(from: 1, to: 2)), (30, 40, .range(from: 1, to: 2)),
            (50, 71, .range(from: 2, to: 3)),
            (72, 72, .days(3)), (0, 0, .hours(1)), (24, 47, .range(from: 1, to: 2)),
        ]
    )
    func spoken(_ from: Int, _ to: Int, _ said: SpokenWait) { #expect(SpokenWait(from: .hours(from), to: .hours(to)) == said) }

    @Test("the wait changes when the facts behind it change")
    func facts() async throws {
        let scene = try await AskScene()
        let world = scene.world
        let groceries = world.category("groceries").id
        func wait() async throws -> HonestWait {
            try await world.read { connection, house, group in try HonestWait.of(groceries, at: house.now, in: group, connection) }
        }
        let helper = try await scene.helper()
        for hours in [10, 20, 30, 40, 50] {
            let ask = try await scene.open()
            world.time.move(by: .hours(hours))
            try await scene.match(ask.ask, helper: helper, .done, ask: .done)
        }
        // 150 hours have passed: all five are within the seven days.
        #expect(try await wait() == .usual(from: .hours(20), to: .hours(40), median: .hours(30), count: 5))
        let all = try await world.read { connection, house, group in try HonestWait.all(at: house.now, in: group, connection) }
        #expect(all == [groceries: .usual(from: .hours(20), to: .hours(40), median: .hours(30), count: 5)])

        // Another kind is not counted, and days later the first ones fall out.
        let other = try await world.read { connection, house, group in
            try HonestWait.of(world.category("pets").id, at: house.now, in: group, connection)
        }
        guard case .newHere = other else { return #expect(Bool(false), "pets were never done") }
        world.time.move(by: .hours(30))
        guard case .newHere = try await wait() else { return #expect(Bool(false), "only four are left of the last seven days") }
    }

    @Test("an ask that was met without a helper counts; one that was withdrawn does not")
    func closings() async throws {
        let scene = try await AskScene()
        for closing in [Ask.Closing.met, .met, .met, .met, .met, .withdrawn] {
            let opened = try await scene.open()
            var ask = try await scene.ask(opened.ask)
            ask.state = .closed
            ask.closing = closing
            ask.closedAt = scene.world.now + .hours(5)
            let closed = ask
            try await scene.world.write { transaction, _, group in try AskStore.update(closed, in: group.id, transaction) }
        }
        scene.world.time.move(by: .hours(6))
        let wait = try await scene.world.read { connection, house, group in
            try HonestWait.of(scene.world.category("groceries").id, at: house.now, in: group, connection)
        }
        #expect(wait == .usual(from: .hours(5), to: .hours(5), median: .hours(5), count: 5))
    }
}
