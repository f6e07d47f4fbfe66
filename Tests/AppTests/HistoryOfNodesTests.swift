import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside
@testable import App

/// Data that goes back under several nodes. Where no server is named, `bin/test` has started none and says so.
@Suite("Data that goes back under several nodes", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"))
struct HistoryOfNodesTests {
    /// Two nodes, each with a folder of keys of its own, and a treasurer.
    private struct Town {
        let time = MovableTime(World.start)
        let url: String
        let ash: OpenHouse
        let birch: OpenHouse
        let group: Group
        let ivo: ID<Person>

        init() async throws {
            url = try TestServer().url
            let folder = DataFolder(TestFolder.fresh("node"))
            ash = try await OpenHouse.open(folder, publicURL: "http://localhost:8080", time: time.source, server: url, node: "ash")
            let house = ash.house
            (group, ivo) = try await ash.database.write { transaction in
                let group = try World.found(house, "riverside", transaction).0
                let ivo = ID<Person>.random(by: house.random)
                try PersonStore.insert(ivo, PersonCard(alias: "Ivo"), language: .english, in: house, group: group, transaction)
                try PersonStore.give(.treasurer, to: ivo, at: house.now, in: group.id, transaction)
                return (group, ivo)
            }
            let other = DataFolder(TestFolder.fresh("node"))
            try FileManager.default.copyItem(atPath: folder.keys, toPath: other.keys)
            birch = try await OpenHouse.open(other, publicURL: nil, time: time.source, server: url, node: "birch")
        }

        func again(_ open: OpenHouse) async throws -> OpenHouse { try await OpenHouse.open(open.folder, publicURL: nil, time: time.source) }

        var roles: Set<Role> {
            get async throws {
                let (group, ivo) = (group.id, ivo)
                return try await birch.database.read { try PersonStore.roles(of: ivo, in: group, $0) }
            }
        }
    }

    private func run(_ sql: String, _ open: OpenHouse) async throws { try await open.database.write { _ = try $0.execute(sql, []) } }

    private func restored(_ open: OpenHouse) async throws -> Instant? { try await open.database.read { try InstallationStore.restored($0)?.at } }

    @Test("two nodes raise the mark beside each other, and a restart of either settles nothing", arguments: [true, false])
    func beside(isClean: Bool) async throws {
        let town = try await Town()
        let (ash, birch) = (HistoryWatch(town.ash), HistoryWatch(town.birch))
        #expect(try await [ash.begin(), birch.begin()] == [[], []])
        for _ in 1...3 {
            #expect(try await ash.look() == [])
            #expect(try await birch.look() == [])
        }
        if isClean { #expect(try await ash.end() == []) }
        try town.ash.close()
        for _ in 1...3 { #expect(try await birch.look() == []) }
        let again = try await town.again(town.ash)
        #expect(try await HistoryWatch(again).begin() == [])
        #expect(try await restored(again) == nil)
        #expect(try await birch.look() == [])
        for open in [again, town.birch] { try open.close() }
    }

    @Test("the first node to start settles data that went back; the other ends, and ends again what it alone knew, but settles nothing a second time")
    func settledElsewhere() async throws {
        let town = try await Town()
        let (ash, birch) = (HistoryWatch(town.ash), HistoryWatch(town.birch))
        #expect(try await [ash.begin(), birch.begin()] == [[], []])
        let (group, ivo, now) = (town.group.id, town.ivo, town.time.now)
        try await town.birch.database.write { try PersonStore.end(.treasurer, of: ivo, at: now, in: group, $0) }
        town.time.move(by: .minutes(61))
        #expect(try await birch.look() == [])
        try town.ash.close()
        // An older state of everything takes the place of what is there.
        for sql in ["UPDATE installation SET mark = 1", "UPDATE node SET mark = 0", "UPDATE person_role SET ended_at = NULL"] {
            try await run(sql, town.birch)
        }
        let first = try await town.again(town.ash)
        let watch = HistoryWatch(first)
        let lines = try await watch.begin()
        #expect(lines.count == 1 && lines[0].hasPrefix("The data went back to"), "\(lines)")
        #expect(try await town.roles == [.treasurer], "ash never knew")
        let settled = try #require(try await restored(first))
        for _ in 1...9 { #expect(try await watch.look() == []) }

        await #expect(throws: HistoryWatch.WentBack.self) { try await birch.look() }
        await #expect(throws: HistoryWatch.WentBack.self) { try await birch.end() }
        await #expect(throws: NodeKeys.Removed.self) { try await NodeKeys(town.birch.house)?.settle() }
        let told = Spoken()
        let say = told.console().say
        await NodeLoop(house: town.birch.house, tell: say, onRemoved: { say("out") }, watch: birch, onWentBack: { say("went back") }).work()
        #expect(told.lines == ["went back"], "it was not taken out: the next start comes back by itself")
        #expect(try await town.roles == [.treasurer])
        try town.birch.close()
        town.time.move(by: .minutes(1))
        let second = try await town.again(town.birch)
        let later = try await HistoryWatch(second).begin()
        #expect(later.count == 1 && later[0].contains("another node has settled it"), "\(later)")
        #expect(try await second.database.read { try PersonStore.roles(of: ivo, in: group, $0) } == [])
        #expect(try await restored(second) == settled)
        #expect(try await watch.look() == [])
        for open in [first, second] { try await NodeKeys(open.house)?.settle() }
        for open in [first, second] { try open.close() }
    }

    @Test("two nodes that start in data that went back settle it once, and which keys there are stays known")
    func settledOnce() async throws {
        let town = try await Town()
        let (ash, birch) = (HistoryWatch(town.ash), HistoryWatch(town.birch))
        #expect(try await [ash.begin(), birch.begin()] == [[], []])
        try town.ash.house.vault.dayKeys.drop(only: World.start.day + 30)
        for open in [town.ash, town.birch] { try open.close() }
        let (one, other) = (try await town.again(town.ash), try await town.again(town.birch))
        for sql in ["UPDATE installation SET mark = 1", "UPDATE node SET mark = 0"] { try await run(sql, one) }
        let reached = try await one.database.read { try ReachedMark.read(nil, $0) }
        let keys = try await one.number("SELECT count(*) FROM day_key")
        let first = try await HistoryWatch(one).begin()
        #expect(first.count == 1 && first[0].hasPrefix("The data went back to"), "\(first)")
        #expect(try await one.number("SELECT count(*) FROM day_key") == keys, "the other one has the key that this one lacks")
        town.time.move(by: .minutes(1))
        let settled = try await restored(one)
        await #expect(throws: SettleRestored.SettledElsewhere.self) {
            _ = try await SettleRestored(restoredTo: World.start, endings: Endings(), unrepeatable: [], wentBackAfter: reached).run(in: other.house)
        }
        #expect(try await restored(one) == settled)
        #expect(try await HistoryWatch(other).begin().first?.contains("another node has settled it") == true)
        try await NodeKeys(other.house)?.settle()
        for open in [one, other] { try open.close() }
    }

    @Test("a node that raises the mark after the data went back hides that from no other")
    func hidden() async throws {
        let town = try await Town()
        let (ash, birch) = (HistoryWatch(town.ash), HistoryWatch(town.birch))
        #expect(try await [ash.begin(), birch.begin()] == [[], []])
        for _ in 1...3 { #expect(try await ash.look() == []) }
        #expect(try await ash.end() == [])
        try town.ash.close()
        try await run("UPDATE node SET mark = mark - 1 WHERE name = 'ash'", town.birch)
        for _ in 1...9 { #expect(try await birch.look() == []) }
        let again = try await town.again(town.ash)
        #expect(try await HistoryWatch(again).begin().count == 1)
        for open in [again, town.birch] { try open.close() }
    }

    @Test("a failover while a node was down after a kill is no going back where another node came through it", arguments: [true, false])
    func failover(isWitnessed: Bool) async throws {
        let town = try await Town()
        #expect(try await HistoryWatch(town.ash).begin() == [])
        let folder = town.ash.house.vault.folder
        var seen = try JSONDecoder().decode(SeenMark.self, from: Data(try #require(try folder.noted(.seen))))
        try town.ash.close()
        #expect(!seen.isClean && seen.lineage != "7/1")
        seen.lineage = "7/1"
        try folder.note([UInt8](JSONEncoder().encode(seen)), as: .seen)
        if !isWitnessed { await town.birch.leave() }
        let again = try await town.again(town.ash)
        let begun = Task { try await HistoryWatch(again).begin() }
        let signs = Task {
            while isWitnessed, !Task.isCancelled {
                town.time.move(by: .seconds(30))
                try await NodeKeys(town.birch.house)?.settle()
            }
        }
        let lines = try await begun.value
        signs.cancel()
        _ = await signs.result
        #expect(lines.isEmpty == isWitnessed, "\(lines)")
        for open in [again, town.birch] { try open.close() }
    }
}
