import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@testable import Alongside
@testable import App

/// A node whose clock is not the database server's. Where no server is named, `bin/test` has started none and says so.
@Suite("The clocks of nodes", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"))
struct NodeClockTests {
    /// Two nodes on one server, each with a clock of its own.
    private struct Town {
        let server = MovableTime(World.start)
        let times = [MovableTime(World.start), MovableTime(World.start)]
        let nodes: [OpenHouse]
        let group: Group

        init() async throws {
            let url = try TestServer().url
            let (first, second) = (DataFolder(TestFolder.fresh("node")), DataFolder(TestFolder.fresh("node")))
            let ash = try await OpenHouse.open(
                first, publicURL: "http://localhost:8080", time: times[0].source, serverTime: server.source, server: url, node: "ash")
            group = try await ash.database.write { try World.found(ash.house, "riverside", $0).0 }
            try FileManager.default.copyItem(atPath: first.keys, toPath: second.keys)
            let birch = try await OpenHouse.open(
                second, publicURL: nil, time: times[1].source, serverTime: server.source, server: url, node: "birch")
            nodes = [ash, birch]
        }

        func move(by span: Span) { for time in times + [server] { time.move(by: span) } }

        func settle() async throws { for node in nodes + nodes { try await NodeKeys(node.house)?.settle() } }

        func found() async throws -> [Checkup.Finding] {
            let house = nodes[1].house
            return try await house.database.read { try Checkup.findings(in: house, $0) }.filter { if case .nodeClock = $0 { true } else { false } }
        }

        func ready(_ node: Int) async throws -> String {
            let front = Front(house: nodes[node].house, assets: try Assets.load(), readiness: Readiness(patience: .hours(1)))
            return await front.answer(WebRequest(method: .get, path: "/ready")).text
        }

        func newestSeen() async throws -> Instant? { try await nodes[0].database.read { try ClockStore.reading($0)?.newestSeen } }

        func close() throws { for node in nodes { try node.close() } }
    }

    @Test(
        "a node whose clock is off by more than a minute is named by all, and a proxy sends nobody there while another one's is right",
        arguments: [61, -61])
    func named(seconds: Int) async throws {
        let town = try await Town()
        town.times[0].move(by: .seconds(seconds > 0 ? 60 : -60))
        try await town.settle()
        #expect(try await town.found() == [])
        #expect(try await town.ready(0) == "ready\n")
        town.times[0].move(by: .seconds(seconds > 0 ? 1 : -1))
        try await town.settle()
        #expect(try await town.found() == [.nodeClock(name: "ash", ahead: .seconds(seconds))])
        #expect(try await town.ready(0) == "not ready: the clock is not that of the database\n")
        #expect(try await town.ready(1) == "ready\n")
        let words = DoctorWords(folder: town.nodes[1].folder).finding(.nodeClock(name: "ash", ahead: .seconds(seconds)))
        #expect(words.what.contains("ash is 61 seconds \(seconds > 0 ? "ahead of" : "behind") the database") && words.weight == .problem)
        town.times[0].move(by: .seconds(-seconds))
        try await town.settle()
        #expect(try await town.found() == [])
        try town.close()
    }

    @Test("where every clock is off from the server's, theirs may be right: all serve on")
    func all() async throws {
        let town = try await Town()
        town.server.move(by: .minutes(5))
        try await town.settle()
        #expect(try await town.found().count == 2)
        for node in 0...1 { #expect(try await town.ready(node) == "ready\n") }
        try town.close()
    }

    @Test("a node whose clock is off forgets nothing, makes no keys and moves nobody else's time; the other one does the night's work")
    func night() async throws {
        let town = try await Town()
        town.move(by: .days(1))
        town.times[0].move(by: .minutes(3))
        let (today, seen) = (town.server.now.day, try await town.newestSeen())
        let report = try await Nightly(town.nodes[0].house).run(whole: true)
        #expect(report.apart == .minutes(3) && !report.isWhole && report.dropped == [])
        #expect(NightWords.lines(report).joined().contains("180 seconds ahead of the database server's"))
        #expect(town.nodes[0].house.vault.dayKeys.days == World.start.day...(World.start.day + 60))
        #expect(try await town.newestSeen() == seen)
        let other = try await Nightly(town.nodes[1].house).run()
        #expect(other.apart == nil && other.isWhole && other.dropped == [today - 1])
        try await town.settle()
        #expect(town.nodes[0].house.vault.dayKeys.days?.upperBound == today + 60, "what the other one made is handed over")
        town.times[0].move(by: .minutes(-3))
        #expect(try await Nightly(town.nodes[0].house).run().dropped == [today - 1])
        try town.close()
    }

    @Test("a node that died with a clock that was ahead is named as one that is away, and not for its clock")
    func dead() async throws {
        let town = try await Town()
        town.times[0].move(by: .days(2))
        try await town.settle()
        #expect(try await town.found().count == 1)
        town.move(by: .minutes(6))
        let house = town.nodes[1].house
        try await NodeKeys(house)?.settle()
        let findings = try await house.database.read { try Checkup.findings(in: house, $0) }
        #expect(
            findings.contains { if case .nodeAway(name: "ash", let seen) = $0 { seen < World.start + .minutes(1) } else { false } }, "\(findings)")
        #expect(try await town.found() == [])
        try town.close()
    }

    @Test("a node whose clock is off leaves what one does for all to another whose clock is right, until its own is")
    func chores() async throws {
        let town = try await Town()
        let done = Spoken()
        let say = done.console().say
        let loop = BackgroundLoop(house: town.nodes[0].house, chores: [], tell: { _ in })
        let jobs = try #require(Background.chores.first { $0.name == "jobs" })
        #expect(!jobs.isShared && !jobs.bearsWrongClock, "a turn at a job is told by the clock, too")
        let (shared, own, backup) = (
            chore("shared", say), chore("own", isShared: false, say),
            Background.Chore(name: "backup", every: .hours(1), bearsWrongClock: true) { _ in
                say("backup")
                return []
            }
        )
        town.times[0].move(by: .minutes(3))
        try await town.settle()
        for chore in [shared, own, backup] { await loop.doIfDue(chore) }
        #expect(done.lines == ["backup"])
        town.times[0].move(by: .minutes(-3))
        try await town.settle()
        for chore in [shared, own] { await loop.doIfDue(chore) }
        #expect(done.lines == ["backup", "shared", "own"])
        // Where everybody's clock is off from the server's, theirs may be right.
        town.move(by: .hours(1))
        town.server.move(by: .minutes(5))
        try await town.settle()
        await loop.doIfDue(shared)
        #expect(done.lines == ["backup", "shared", "own", "shared"])
        try town.close()
    }

    @Test("a turn that a clock far ahead has taken keeps nobody away")
    func turn() async throws {
        let town = try await Town()
        let done = Spoken()
        let (house, chore) = (town.nodes[1].house, chore("shared", done.console().say))
        let ash = try #require(town.nodes[0].house.seat?.id)
        func taken(for span: Span) async throws -> Bool {
            try await house.database.write { try TurnStore.take("shared", by: ash, at: house.now, until: house.now + span, $0) }
        }
        #expect(try await taken(for: .hours(1)))
        await BackgroundLoop(house: house, chores: [], tell: { _ in }).doIfDue(chore)
        #expect(done.lines == [])
        #expect(try await taken(for: .days(9)))
        await BackgroundLoop(house: house, chores: [], tell: { _ in }).doIfDue(chore)
        #expect(done.lines == ["shared"])
        try town.close()
    }

    private func chore(_ name: String, isShared: Bool = true, _ say: @escaping @Sendable (String) -> Void) -> Background.Chore {
        Background.Chore(name: name, every: .hours(1), isShared: isShared) { _ in
            say(name)
            return []
        }
    }

    @Test("nobody can say that a clock is right which is not the database server's")
    func confirmed() async throws {
        let town = try await Town()
        town.times[0].move(by: .days(3))
        try await town.settle()
        let seen = try await town.newestSeen()
        let house = town.nodes[0].house
        await #expect(throws: Problem(.busy, "problem.clock.apart")) { try await ConfirmClockCommand().run(on: town.nodes[0], Spoken().console()) }
        await #expect(throws: Problem(.busy, "problem.clock.apart")) {
            try await town.nodes[0].database.write { try ConfirmClock().run($0, in: house, by: .command) }
        }
        #expect(try await town.newestSeen() == seen)
        try town.close()
    }

    @Test("what a slow answer leaves open counts for nobody's clock")
    func uncertain() async throws {
        let (here, stopwatch) = (MovableTime(World.start), MovableTime(Instant(milliseconds: 0)))
        let clock = ServerClock(time: here.source, stopwatch: stopwatch.source) {
            stopwatch.move(by: .seconds(20))
            here.move(by: .seconds(20))
            return World.start + .seconds(80)
        }
        #expect(clock.ahead == nil && !clock.isOff)
        try await clock.look()
        // In the middle of the way it was ten seconds later here: 70 apart, and 10 more or less.
        #expect(clock.ahead == .seconds(-60) && !clock.isOff)
    }
}
