import Kernel
import Synchronization
import TestKit
import Testing

@testable import Alongside
@testable import App

@Suite("What happens by itself") struct BackgroundLoopTests {
    private struct Trouble: Error {}

    private func chore(_ name: String, every: Span = .minutes(1), _ run: @escaping @Sendable () async throws -> [String]) -> Background.Chore {
        Background.Chore(name: name, every: every) { _ in try await run() }
    }

    /// Runs the loop until the chore that was given the signal has been done, and stops it.
    private func untilDone(_ world: World, _ spoken: Spoken, _ first: Background.Chore) async throws {
        let (signals, signal) = AsyncStream.makeStream(of: Void.self)
        let last = chore("last") {
            signal.yield()
            return []
        }
        let loop = BackgroundLoop(house: world.house, chores: [first, last], tell: spoken.console().say)
        let running = Task { await loop.work() }
        for await _ in signals { break }
        running.cancel()
        await running.value
    }

    @Test("a chore that throws keeps no other from running, and is said in one line", .timeLimit(.minutes(15)))
    func throwing() async throws {
        let world = try await World()
        let spoken = Spoken()
        let loop = BackgroundLoop(house: world.house, chores: [], tell: spoken.console().say)
        await loop.doIfDue(chore("first") { throw Trouble() })
        #expect(spoken.lines.count == 1 && spoken.text.hasPrefix("first: "))
        try await untilDone(world, Spoken(), chore("first") { throw Trouble() })
    }

    @Test("a chore that hangs holds up no other, and ends with the program", .timeLimit(.minutes(15)))
    func hanging() async throws {
        let world = try await World()
        let spoken = Spoken()
        try await untilDone(
            world, spoken,
            chore("first") {
                try await Task.sleep(for: .seconds(86_400))
                return []
            })
        #expect(spoken.lines.isEmpty, "that the program stops is nobody's trouble")
    }

    @Test("a chore is due at once, then when its time has passed, and also after the clock went back")
    func due() async throws {
        let world = try await World()
        let loop = BackgroundLoop(house: world.house, chores: [], tell: { _ in })
        let hourly = chore("hourly", every: .hours(1)) { [] }
        #expect(loop.isDue(hourly))
        #expect(!loop.isDue(hourly))
        world.time.move(by: .minutes(59))
        #expect(!loop.isDue(hourly))
        world.time.move(by: .minutes(1))
        #expect(loop.isDue(hourly))
        #expect(loop.isDue(chore("another", every: .hours(1)) { [] }))
        world.time.move(to: World.start)
        #expect(loop.isDue(hourly))
    }

    @Test("the same line is said at most once an hour")
    func said() async throws {
        let world = try await World()
        let spoken = Spoken()
        let loop = BackgroundLoop(house: world.house, chores: [], tell: spoken.console().say)
        for line in ["a", "b", "a"] { loop.say(line) }
        world.time.move(by: .minutes(59))
        loop.say("a")
        #expect(spoken.lines == ["a", "b"])
        world.time.move(by: .minutes(1))
        loop.say("a")
        #expect(spoken.lines == ["a", "b", "a"])
    }

    @Test("every chore has a name of its own, by which its time is kept")
    func names() {
        #expect(Set(Background.chores.map(\.name)).count == Background.chores.count)
    }

    @Test("what lies in a node's own folder is looked after by every node")
    func ownFolder() async throws {
        let world = try await World()
        let own = ["copies from before an upgrade", "erasures in copies from before an upgrade"]
        let found = Background.chores(of: world.open, backup: nil).filter { own.contains($0.name) }
        #expect(found.count == 2 && found.allSatisfy { !$0.isShared })
    }

    @Test("what nobody looked up for a while is dropped by the list of chores")
    func idle() async throws {
        let world = try await World()
        let find = { () async throws -> Int in
            try await world.read { try $1.lookups.people(named: "Rosa", in: $1, group: $2.id, $0).count }
        }
        #expect(try await find() == 1)
        world.time.move(by: .minutes(16))
        try await Background.runAll(in: world.house)
        #expect(!world.house.lookups.holds(world.group.id))
        #expect(try await find() == 1)
    }
}
