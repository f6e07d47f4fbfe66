import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import Synchronization
import TestKit
import Testing

@testable import App

/// Data that goes back, whoever put it there, is seen by what stands beside the keys.
@Suite struct HistoryWatchTests {
    @Test("data went back when its mark is older, or when the engine names another history and nothing says that all is there")
    func verdicts() {
        let clean = SeenMark(mark: 10, lineage: "7/1", isClean: true)
        let cut = SeenMark(mark: 10, lineage: "7/1", isClean: false)
        for (seen, mark, lineage, missing) in [
            (clean, 9, "7/1", true), (clean, 10, "7/1", false), (clean, 10, "7/2", false), (clean, 12, "7/2", false),
            (cut, 9, "7/1", true), (cut, 10, "7/1", false), (cut, 11, "7/1", false), (cut, 10, "7/2", true), (cut, 11, "8/1", true),
            (cut, 10, "", false), (SeenMark(mark: 10, lineage: "", isClean: false), 10, "7/1", false),
        ] {
            #expect((seen.isOlder(ReachedMark(mark: mark)) || seen.mayLackItsEnd(lineage)) == missing, "\(seen), \(mark), \(lineage)")
        }
    }

    /// What a test lives through in a file that is put back.
    private struct Street {
        let world: World
        let gone: ID<Person>
        let copy: String

        /// A copy of the file is made, then somebody is erased, and the program ends: cleanly, or not at all.
        init(isClean: Bool) async throws {
            world = try await World()
            gone = try await world.neighbour("Zoltan")
            let watch = HistoryWatch(world.open)
            #expect(try await watch.begin() == [])
            copy = world.folder + "/older.sqlite"
            try await DataCopy.write(world.database, to: copy)
            let gone = gone
            let ivo = world.id(.ivo)
            try await world.write { transaction, house, group in
                try PersonStore.end(.treasurer, of: ivo, at: house.now, in: group.id, transaction)
                try Erasure.erase(gone.subject, in: house, group: group.id, transaction)
            }
            world.time.move(by: .minutes(2))
            let said = isClean ? try await watch.end() : try await watch.look()
            #expect(said.isEmpty)
            try world.open.close()
        }

        func putBack() throws {
            let path = DataFolder(world.folder + "/data").database
            DataCopy.remove(path)
            try FileManager.default.copyItem(atPath: copy, toPath: path)
        }

        func opened(puttingBack: Bool) async throws -> (OpenHouse, [String]) {
            let folder = DataFolder(world.folder + "/data")
            if puttingBack { try putBack() }
            let open = try await OpenHouse.open(folder, publicURL: nil, time: world.time.source)
            return (open, try await HistoryWatch(open).begin())
        }
    }

    @Test(
        "an older file in the place of the data is settled before anybody is served, and brings back nobody who was erased",
        .enabled(if: TestEngine.current == .sqlite, "only the data of a file can be put back as one"), arguments: [true, false])
    func putBack(isClean: Bool) async throws {
        let street = try await Street(isClean: isClean)
        let (open, lines) = try await street.opened(puttingBack: true)
        #expect(lines.count == 1 && lines[0].hasPrefix("The data went back to 2026-03-10 10:00 UTC"), "\(lines)")
        #expect(try await open.alias(of: street.gone, in: street.world.group.id) == nil)
        #expect(try await open.alias(of: street.world.id(.rosa), in: street.world.group.id) == "Rosa")
        #expect(try await open.number("SELECT count(*) FROM session WHERE ended_at IS NULL") == 0)
        #expect(try await open.database.read { try InstallationStore.restored($0)?.to } == World.start)
        // The role was ended within the hour in which the whole list was not written: a clean stop writes it.
        #expect(try await open.number("SELECT count(*) FROM person_role WHERE role = 'treasurer' AND ended_at IS NULL") == (isClean ? 1 : 2))
        try open.close()
        let again = try await OpenHouse.open(open.folder, publicURL: nil, time: street.world.time.source)
        #expect(try await HistoryWatch(again).begin() == [], "it is settled once")
        try again.close()
    }

    @Test(
        "a command on a folder that nobody serves settles data that went back first, and doctor says that it did without touching it",
        .enabled(if: TestEngine.current == .sqlite, "only the data of a file can be put back as one"))
    func byCommand() async throws {
        let street = try await Street(isClean: true)
        try street.putBack()
        let folder = DataFolder(street.world.folder + "/data")
        for _ in 1...2 {
            let looked = Spoken()
            _ = await refusal { try await DoctorCommand.look(at: folder, json: false, looked.console()) }
            #expect(looked.text.contains("An older state of the data was put in its place"), "\(looked.text)")
        }
        let (first, second) = (Spoken(), Spoken())
        try await JobsCommand().reach(folder, first.console())
        try await JobsCommand().reach(folder, second.console())
        #expect(first.lines.first?.hasPrefix("The data went back to 2026-03-10 10:00 UTC") == true, "\(first.text)")
        #expect(second.lines == ["Nothing was given up."])
        let open = try await OpenHouse.open(folder, publicURL: nil)
        #expect(try await open.alias(of: street.gone, in: street.world.group.id) == nil)
        #expect(try await open.number("SELECT count(*) FROM session WHERE ended_at IS NULL") == 0)
        try open.close()
    }

    @Test("work that had begun when the data went back waits for a person")
    func begun() async throws {
        let world = try await World()
        try await world.write { transaction, house, group in
            try Jobs.enqueue("odd", group: group.id, id: house.newID(), due: house.now, in: transaction)
            _ = try transaction.execute("UPDATE job SET began_at = $1, lease_until = $1, attempts = 1", [house.now.stored])
        }
        _ = try await SettleRestored(restoredTo: World.start, endings: Endings(), unrepeatable: []).run(in: world.house)
        let dead = try await world.read { connection, _, group in try Jobs.dead(group: group.id, in: connection) }
        #expect(dead.map(\.isUnsure) == [true])
    }

    @Test("when another server takes over beneath a running program, who was erased in the minute that it may have lost is erased again, once")
    func tookOver() async throws {
        let world = try await World()
        let lost = try await world.neighbour("Zoltan")
        let lineage = Mutex("7/1")
        let watch = HistoryWatch(world.open, lineage: { lineage.withLock { $0 } })
        _ = try await watch.begin()
        // The erasure was noted; the server that took over has not heard of it.
        try world.house.vault.folder.note(Array("\(world.group.id.text) \(lost.text)\n".utf8), as: .erased)
        #expect(try await watch.look() == [])
        #expect(try await world.open.alias(of: lost, in: world.group.id) == "Zoltan")
        lineage.withLock { $0 = "7/2" }
        #expect(try await !watch.isUnsettled(), "doctor leaves it to the watch that will look within the minute")
        #expect(try await watch.look().first?.contains("Erased again: 1.") == true)
        #expect(try await world.open.alias(of: lost, in: world.group.id) == nil)
        #expect(try await world.open.number("SELECT count(*) FROM session WHERE ended_at IS NULL") ?? 0 > 0, "nobody signs in again")
        #expect(try await watch.look() == [])
        #expect(try await watch.end() == [])
        #expect(try await HistoryWatch(world.open, lineage: { "7/2" }).begin() == [], "the next start settles nothing")
    }

    @Test("a stop, clean or not, and another start settle nothing", arguments: [true, false])
    func restart(isClean: Bool) async throws {
        let (open, lines) = try await Street(isClean: isClean).opened(puttingBack: false)
        #expect(lines == [])
        #expect(try await open.number("SELECT count(*) FROM session WHERE ended_at IS NULL") == 5)
        try open.close()
    }

    @Test("data that goes back beneath a running program ends the program")
    func beneath() async throws {
        let world = try await World()
        let watch = HistoryWatch(world.open)
        _ = try await watch.begin()
        let ended = Spoken()
        let chore = try #require(
            Background.chores(of: world.open, backup: nil, watch: watch) { ended.console().say("ended") }.first {
                $0.name == "whether the data went back"
            })
        _ = try await chore.run(world.house)
        #expect(ended.lines.isEmpty)
        try await world.database.write { transaction in _ = try transaction.execute("UPDATE installation SET mark = mark - 1", []) }
        _ = try await chore.run(world.house)
        #expect(ended.lines == ["ended"])
    }

    @Test("an erasure is noted beside the keys before its caller hears of it, and a line that was cut off is left out")
    func noted() async throws {
        let world = try await World()
        let gone = try await world.neighbour("Zoltan")
        try await world.write { transaction, house, group in _ = try Erasure.erase(gone.subject, in: house, group: group.id, transaction) }
        let folder = world.house.vault.folder
        let kept = String(decoding: try #require(try folder.noted(.erased)), as: UTF8.self)
        #expect(kept == "\(world.group.id.text) \(gone.text)\n")
        try folder.note(Array((kept + "cut").utf8), as: .erased)
        let before = try KeptEndings.read(folder)
        try await KeptEndings.keep(in: world.house)
        #expect(try KeptEndings.read(folder) == before && folder.noted(.erased) == nil && folder.noted(.listed) == nil)
        // A list whose writing was interrupted loses none.
        try folder.note(Array(kept.utf8), as: .listed)
        try folder.note(Endings().bytes(), as: .endings)
        #expect(try KeptEndings.read(folder) == before)
    }
}
