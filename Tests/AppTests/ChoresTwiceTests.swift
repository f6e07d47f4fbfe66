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
}
