import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing
import Words

@testable import Alongside
@testable import App

/// Everything that happens by itself, done by two programs at the same moment, comes to what one of them does.
@Suite("Chores of several nodes") struct ChoresTwiceTests {
    /// What is counted: states of everything that a chore may change, and what it may send or write down.
    private static let counted = [
        "SELECT kind || ' ' || state, count(*) FROM message GROUP BY 1", "SELECT 'history ' || verb, count(*) FROM history GROUP BY 1",
        "SELECT 'ask ' || state, count(*) FROM ask GROUP BY 1", "SELECT 'match ' || state, count(*) FROM help_match GROUP BY 1",
        "SELECT 'offer ' || state, count(*) FROM offer GROUP BY 1", "SELECT 'follow up ' || state, count(*) FROM follow_up GROUP BY 1",
        "SELECT 'helper ' || state, sum(notices) FROM helper GROUP BY 1", "SELECT 'subject ' || kind, count(*) FROM subject GROUP BY 1",
        "SELECT 'link', count(*) FROM link WHERE ended_at IS NULL", "SELECT 'job ' || state, count(*) FROM job GROUP BY 1",
        "SELECT 'entry', count(*) FROM ledger_entry",
    ]

    private func counts(_ database: any Database) async throws -> [String: Int] {
        try await database.read { connection in
            var counts: [String: Int] = [:]
            for sql in Self.counted { try connection.forEach(sql, []) { counts[$0.text(0)] = $0.int(1) } }
            return counts
        }
    }

    /// A town as it was left ten days ago, so that everything is due: holds, follow-ups, offers, asks to settle, people to forget.
    private func town() async throws -> DataFolder {
        let folder = DataFolder(TestFolder.fresh("chores"))
        try await DemoCommand(folder: folder, seed: 7, people: nil, now: World.start).run(Spoken().console())
        return folder
    }

    private func copy(_ folder: DataFolder) throws -> DataFolder {
        let other = DataFolder(TestFolder.fresh("chores"))
        try FileManager.default.copyItem(atPath: folder.path, toPath: other.path)
        try FileManager.default.copyItem(atPath: folder.keys, toPath: other.keys)
        return other
    }

    private let time = TimeSource { World.start + .days(10) }

    private func open(_ folder: DataFolder, server: String? = nil) async throws -> OpenHouse {
        try await OpenHouse.open(folder, publicURL: nil, time: time, server: server)
    }

    @Test(
        "the whole list, run by two at once, sends, releases, closes and forgets what one does",
        arguments: TestServer.isThere ? [Engine.sqlite, .postgres] : [.sqlite])
    func together(engine: Engine) async throws {
        let folder = try await town()
        let alone = try await open(try copy(folder))
        let before = try await counts(alone.database)
        try await Background.runAll(in: alone.house)
        let expected = try await counts(alone.database)
        try alone.close()
        #expect(Set(before.keys.map { $0.split(separator: " ")[0] }).count > 8 && before != expected, "nothing was due")

        var opened: [OpenHouse] = []
        let houses: [House]
        if engine == .postgres {
            let server = try TestServer()
            let keys = try copy(folder)
            try await MoveCommand(folder: folder, to: server.url).run(Spoken().console())
            try FileManager.default.removeItem(atPath: keys.path)
            opened = [try await open(folder), try await open(DataFolder(TestFolder.fresh("chores"), keys: keys.keys), server: server.url)]
            houses = opened.map(\.house)
        } else {
            opened = [try await open(folder)]
            let house = opened[0].house
            houses = [
                house,
                House(
                    database: house.database, vault: Vault(folder: house.vault.folder), lookups: Lookups(), time: time, random: SystemRandomness(),
                    catalogs: house.catalogs, publicURL: house.publicURL
                ),
            ]
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for house in houses { group.addTask { try await Background.runAll(in: house) } }
            try await group.waitForAll()
        }
        #expect(try await counts(opened[0].database) == expected)
        for open in opened { try open.close() }
    }

    @Test("a shared chore is done by the node whose turn it is, and by another one when that one is gone", .enabled(if: TestServer.isThere))
    func turns() async throws {
        let server = try TestServer()
        let clock = MovableTime(World.start)
        let folder = DataFolder(TestFolder.fresh("turns"))
        let one = try await OpenHouse.open(folder, publicURL: nil, time: clock.source, server: server.url)
        let two = try await OpenHouse.open(
            DataFolder(TestFolder.fresh("turns"), keys: folder.keys), publicURL: nil, time: clock.source, server: server.url)
        let told = Spoken()
        func loop(_ open: OpenHouse, _ name: String) -> (BackgroundLoop, Background.Chore) {
            let chore = Background.Chore(name: "bread", every: .minutes(5)) { _ in [name] }
            return (BackgroundLoop(house: open.house, chores: [chore], tell: told.console().say), chore)
        }
        let (first, second) = (loop(one, "one"), loop(two, "two"))
        await first.0.doIfDue(first.1)
        await second.0.doIfDue(second.1)
        #expect(told.lines == ["one"])
        clock.move(by: .minutes(5))
        await second.0.doIfDue(second.1)
        await first.0.doIfDue(first.1)
        #expect(told.lines == ["one", "two"])
        for open in [one, two] { try open.close() }
    }

    /// Two nodes on a server of their own, each with its own folder of keys, and a group.
    private func nodes(_ time: TimeSource) async throws -> [OpenHouse] {
        let server = try TestServer()
        let folder = DataFolder(TestFolder.fresh("turns"))
        let one = try await OpenHouse.open(folder, publicURL: nil, time: time, server: server.url)
        let house = one.house
        _ = try await one.database.write { try World.found(house, "riverside", $0) }
        let keys = DataFolder(TestFolder.fresh("turns")).keys
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: keys).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: folder.keys, toPath: keys)
        return [one, try await OpenHouse.open(DataFolder(TestFolder.fresh("turns"), keys: keys), publicURL: nil, time: time, server: server.url)]
    }

    private struct Trouble: Error {}

    @Test(
        "a node that fails at a shared chore gives its turn back, and stands back once where it would go first again",
        .enabled(if: TestServer.isThere))
    func failing() async throws {
        let clock = MovableTime(World.start)
        let nodes = try await nodes(clock.source)
        let told = Spoken()
        let bad = Background.Chore(name: "bread", every: .minutes(5)) { _ in throw Trouble() }
        let good = Background.Chore(name: "bread", every: .minutes(5)) { _ in ["baked at \(clock.source.now.milliseconds)"] }
        let first = BackgroundLoop(house: nodes[0].house, chores: [], tell: Spoken().console().say)
        let second = BackgroundLoop(house: nodes[1].house, chores: [], tell: told.console().say)
        await first.doIfDue(bad)
        await second.doIfDue(good)
        #expect(told.lines.count == 1, "the turn was kept by the node that failed")

        clock.move(by: .hours(1))
        await first.doIfDue(good)
        clock.move(by: .minutes(1))
        // The second asks while the first still fails: its next time comes after the first one's.
        let slow = Background.Chore(name: "bread", every: .minutes(5)) { _ in
            await second.doIfDue(good)
            throw Trouble()
        }
        await first.doIfDue(slow)
        #expect(told.lines.count == 1)
        clock.move(by: .minutes(5))
        await first.doIfDue(slow)
        await second.doIfDue(good)
        #expect(told.lines.count == 2, "the node that failed went first again, and the other one had asked in vain")
        clock.move(by: .minutes(1))
        #expect(first.isDue(bad), "it stands back for a minute, not for good")
        for open in nodes { try open.close() }
    }

    @Test("a night that fails on one node is done by another one within the minute", .enabled(if: TestServer.isThere))
    func failingNight() async throws {
        let clock = MovableTime(World.start)
        let nodes = try await nodes(clock.source)
        let database = nodes[0].database
        clock.move(by: .days(1))
        try await database.write { _ = try $0.execute("ALTER TABLE helper RENAME TO helper_away", []) }
        let failed = try await Nightly(nodes[0].house).run()
        #expect(failed.isWhole && !failed.failures.isEmpty)
        try await database.write { _ = try $0.execute("ALTER TABLE helper_away RENAME TO helper", []) }
        let done = try await Nightly(nodes[1].house).run()
        #expect(done.isWhole && done.failures.isEmpty, "\(done)")
        for open in nodes { try open.close() }
    }

    @Test("what one node erased the other has noted beside its own keys a minute later", .enabled(if: TestServer.isThere))
    func erasedElsewhere() async throws {
        let clock = MovableTime(World.start)
        let nodes = try await nodes(clock.source)
        let (house, other) = (nodes[0].house, nodes[1].house.vault.folder)
        let gone = ID<Subject>(high: 7, low: 7)
        try await house.database.write { transaction in
            let group = try #require(try GroupStore.everyGroup(transaction).first)
            try Erasure.erase(gone, in: house, group: group.id, transaction)
        }
        #expect(try KeptEndings.read(house.vault.folder).erasures.map(\.id) == [gone] && KeptEndings.read(other).erasures == [])
        for _ in 1...2 {
            try await Nightly(nodes[1].house).run()
            #expect(try KeptEndings.read(other).erasures.map(\.id) == [gone])
        }
        #expect(try other.noted(.erased)?.count { $0 == UInt8(ascii: "\n") } == 1, "it is noted once")
        for open in nodes { try open.close() }
    }
}
