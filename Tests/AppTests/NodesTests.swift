import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// Several programs on one server. Where no server is named, `bin/test` has started none and says so.
@Suite("Nodes", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server")) struct NodesTests {
    private func keys(_ open: OpenHouse) -> DayKeys { open.house.vault.dayKeys }
    private func settle(_ open: OpenHouse) async throws { try await NodeKeys(open.house)?.settle() }

    @Test("a node joins by its code: what either writes the other reads, and nothing of the keys lies in the database")
    func joins() async throws {
        let town = try await NodesTown()
        let before = try await town.come("Ludmila", through: town.first)
        let second = try await town.join()
        #expect(second.house.seat?.name == "birch" && second.house.publicURL == "http://localhost:8080")
        #expect(try await second.alias(of: before, in: town.group.id) == "Ludmila")
        let after = try await town.come("Noor", through: second)
        #expect(try await town.first.alias(of: after, in: town.group.id) == "Noor")
        #expect(try await second.number("SELECT count(*) FROM node_key") == 0)
        #expect(try await town.row("birch")?.state == .member)
        // The same node after a restart: another run, the same row.
        let run = try await town.row("birch")?.runKey
        await second.leave()
        try second.close()
        #expect(try await town.row("birch")?.stoppedAt == town.time.now)
        let again = try await town.open(second.folder)
        let row = try await town.row("birch")
        #expect(row?.runKey != run && row?.stoppedAt == nil)
        #expect(try await again.alias(of: after, in: town.group.id) == "Noor")
        try again.close()
        try town.first.close()
    }

    @Test("a code that nobody shows lets nobody in, nor does the right one when somebody has put another key into the row")
    func codes() async throws {
        let town = try await NodesTown()
        let (folder, work, lines) = try town.joining()
        let code = try #require(await NodesTown.code(lines))
        #expect(await refusal { _ = try AddNodeCommand(code: "k7qf") }.contains("six groups of four"))
        let other = NodeCode(for: RunKey().publicHalf.bytes)
        await #expect(throws: NodeTrouble.unknownCode) { try await AddNode(other).run(in: town.first.house) }
        try await town.first.database.write {
            try $0.execute("UPDATE node SET run_key = $1 WHERE state = 'asked'", [.bytes(RunKey().publicHalf.bytes)])
        }
        let typed = try #require(NodeCode(typed: code.uppercased().replacing("-", with: " ")))
        await #expect(throws: NodeTrouble.unknownCode) { try await AddNode(typed).run(in: town.first.house) }
        work.cancel()
        _ = await work.result
        #expect(!KeyFolder.exists(at: folder.keys) && !FileManager.default.fileExists(atPath: folder.databaseAddress))
        try town.first.close()
    }

    @Test("a node that joins takes keys from nobody who does not know its code")
    func forged() async throws {
        let town = try await NodesTown()
        let (folder, work, lines) = try town.joining()
        #expect(await NodesTown.code(lines) != nil)
        let node = try #require(try await town.row("birch"))
        // Somebody who can write into the database seals keys of their own to the public half that stands there.
        let strange = try KeyFolder.create(path: TestFolder.fresh("strange"), today: town.time.now.day)
        let half = try #require(RunPublicHalf(bytes: node.runKey))
        let sealed = try KeyHandover.seal(wholeOf: strange, word: [1, 2, 3, 4, 5], to: half, bound: node.id.bytes)
        try await town.first.database.write { transaction in
            try NodeKeyStore.insert(sealed, proof: [], for: node.id, by: node.id, transaction)
            transaction.announce(ChangeNotice(.nodes))
        }
        let refused = await refusal { try await work.value }
        #expect(refused.contains("did not know the code") && !KeyFolder.exists(at: folder.keys))
        try town.first.close()
    }

    @Test("whoever can only write into the database gets no keys, and gives none")
    func onlyTheDatabase() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let thief = RunKey()
        var row = try #require(try await town.row("birch"))
        row.runKey = thief.publicHalf.bytes
        row.newestDay = town.time.now.day
        let changed = row
        try await town.first.database.write { try NodeStore.save(changed, $0) }
        try await settle(town.first)
        #expect(try await town.first.number("SELECT count(*) FROM node_key") == 0)
        // Keys that somebody made up are taken by nobody.
        let strange = try KeyFolder.create(path: TestFolder.fresh("strange"), today: town.time.now.day)
        let seat = try #require(second.house.seat)
        let sealed = try KeyHandover.seal(daysOf: strange, from: town.time.now.day, to: seat.runKey.publicHalf, bound: seat.id.bytes)
        try await town.first.database.write {
            try NodeKeyStore.insert(sealed, proof: [UInt8](repeating: 0, count: 32), for: seat.id, by: seat.id, $0)
        }
        let before = Set(keys(second).proofs(from: town.time.now.day))
        try await settle(second)
        #expect(Set(keys(second).proofs(from: town.time.now.day)) == before)
        #expect(try await town.row("birch")?.runKey == seat.runKey.publicHalf.bytes, "it has said anew who it is")
        try second.close()
        try town.first.close()
    }

    @Test("each night one makes the new day's keys and all have them; one that was off has them when it is back; passed days go on each")
    func nights() async throws {
        let town = try await NodesTown()
        let (second, third) = (try await town.join("birch"), try await town.join("cedar"))
        await third.leave()
        try third.close()
        for _ in 1...3 {
            town.time.move(by: .days(1))
            // Both at the same moment: each makes keys, and those of one are right.
            async let one: Void = settle(town.first)
            async let two: Void = settle(second)
            _ = try await (one, two)
            for open in [town.first, second, town.first, second] { try await settle(open) }
            let today = town.time.now.day
            #expect(Set(keys(town.first).proofs(from: today)) == Set(keys(second).proofs(from: today)))
            #expect(keys(second).days?.upperBound == today + 60)
            _ = try await Nightly(town.first.house).run()
        }
        let back = try await town.open(third.folder)
        try await settle(town.first)
        try await settle(back)
        let today = town.time.now.day
        #expect(Set(keys(back).proofs(from: today)) == Set(keys(town.first).proofs(from: today)))
        #expect(try await town.row("cedar")?.newestDay == today + 60)
        #expect(try await town.first.number("SELECT count(*) FROM day_key") == 61)
        for open in [town.first, second, back] {
            _ = try await Nightly(open.house).run()
            #expect(keys(open).days?.lowerBound == today)
            try open.close()
        }
    }

    @Test("nothing is sealed to a day whose key a running node lacks; what cannot be read yet is said to be on its way, and asked for")
    func lacking() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        town.time.move(by: .days(1))
        // The first one runs and has not looked yet, so nobody seals to the new day; then it has.
        var row = try #require(try await town.row("ash"))
        row.seenAt = town.time.now
        let seen = row
        try await town.first.database.write { try NodeStore.save(seen, $0) }
        try await settle(second)
        #expect(second.house.vault.lastDay == World.start.day + 60)
        try await settle(town.first)
        try await settle(second)
        #expect(second.house.vault.lastDay == World.start.day + 61)
        let id = try await town.come("Ludmila", through: second)
        // As if a key had never arrived.
        let due = World.start.day + 31
        try keys(town.first).drop(only: due)
        let asked = Spoken()
        town.first.house.vault.onMissing { asked.console().say("missing") }
        let (house, group) = (town.first.house, town.group)
        await #expect(throws: Problem(.busy, "problem.key.elsewhere")) {
            try await house.database.read { try house.vault.key(of: id.subject, in: group.id, $0) }
        }
        #expect(asked.lines == ["missing"])
        try await settle(town.first)
        try await settle(second)
        try await settle(town.first)
        #expect(try await town.first.alias(of: id, in: town.group.id) == "Ludmila")
        // A day that has passed is forgotten, and not on its way.
        town.time.move(by: .days(40))
        try keys(town.first).drop(only: due)
        try await settle(town.first)
        await #expect(throws: Problem.missing("problem.forgotten")) {
            try await house.database.read { try house.vault.key(of: id.subject, in: group.id, $0) }
        }
        try second.close()
        try town.first.close()
    }

    @Test("a burn reaches every node that runs before the old keys end; one that was away is out until it is let in anew")
    func burn() async throws {
        let town = try await NodesTown()
        let (second, third) = (try await town.join("birch"), try await town.join("cedar"))
        await third.leave()
        try third.close()
        let id = try await town.come("Ludmila", through: second)
        let old = try keys(second).key(for: town.time.now.day + 30)
        let running = Task { await NodeLoop(house: second.house, tell: { _ in }, onRemoved: {}).work() }
        let runKey = town.first.house.seat?.runKey.publicHalf
        _ = try await Burn(town.first.house).run()
        #expect(runKey != nil && town.first.house.seat?.runKey.publicHalf != runKey, "what was handed over before opens no more")
        #expect(keys(town.first).epoch == 2 && keys(town.first).olderEpoch == nil)
        while keys(second).olderEpoch != nil || keys(second).epoch != 2 { await Task.yield() }
        running.cancel()
        await running.value
        #expect(try await second.alias(of: id, in: town.group.id) == "Ludmila")
        #expect(try keys(second).key(for: town.time.now.day + 30) != old)
        #expect(try await second.number("SELECT count(*) FROM record_key WHERE epoch < 2") == 0)
        #expect(try await town.row("cedar")?.state == .gone)
        await #expect(throws: NodeTrouble.gone) { _ = try await town.open(third.folder) }
        // Nothing is sealed under the old keys any more, also not by somebody who has not heard of it.
        await #expect(throws: Problem(.broken, "problem.key.floor")) {
            try await town.first.database.write { transaction in
                let held = HeldKey(epoch: 1, due: World.start.day + 9, wrapped: [1])
                try SubjectStore.insertKey(held, of: id.subject, reader: [1], in: town.group.id, transaction)
            }
        }
        try second.close()
        try town.first.close()
    }

    @Test("a burn is refused while another node is at one, or has keys that this node lacks; nothing is lost then")
    func burnRefused() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let id = try await town.come("Ludmila", through: town.first)
        let (now, birch) = (town.time.now, try #require(second.house.seat?.id))
        let taken = try await town.first.database.write { try TurnStore.take("burn", by: birch, at: now, until: now + .minutes(1), $0) }
        #expect(taken)
        await #expect(throws: NodeTrouble.burning) { _ = try await Burn(town.first.house).run() }
        town.time.move(by: .minutes(2))
        try await settle(second)
        // As on a node that was away when the key was made.
        try keys(town.first).drop(only: World.start.day + 30)
        await #expect(throws: NodeTrouble.lacksKeys) { _ = try await Burn(town.first.house).run() }
        #expect(keys(town.first).epoch == 1 && keys(second).epoch == 1)
        #expect(try await second.alias(of: id, in: town.group.id) == "Ludmila")
        try second.close()
        try town.first.close()
    }

    @Test("a burn that lacks keys of another node neither takes anybody out nor ends the old keys")
    func burnWithoutKeys() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let id = try await town.come("Ludmila", through: town.first)
        try keys(town.first).beginEpoch(today: town.time.now.day)
        for open in [town.first, second, town.first] { try await settle(open) }
        #expect(keys(second).epoch == 2)
        try keys(town.first).drop(only: World.start.day + 30)
        await #expect(throws: NodeTrouble.lacksKeys) { _ = try await Burn(town.first.house, patience: Span(milliseconds: 0)).run() }
        #expect(keys(town.first).olderEpoch == 1 && keys(second).olderEpoch == 1)
        #expect(try await town.row("birch")?.state == .member)
        #expect(try await second.alias(of: id, in: town.group.id) == "Ludmila")
        try second.close()
        try town.first.close()
    }

    @Test("a node whose clock is days ahead makes no keys and forgets none; one that was taken out makes none either")
    func strangeClock() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        func published() async throws -> [Int] {
            [try await town.first.number("SELECT count(*) FROM day_key") ?? 0, try await town.first.number("SELECT max(day) FROM day_key") ?? 0]
        }
        let before = try await published()
        town.time.move(by: .days(3))
        try await settle(second)
        #expect(try await published() == before)
        #expect(keys(second).days?.upperBound == World.start.day + 60)
        // The program has run all the while.
        let now = town.time.now
        try await town.first.database.write { try ClockStore.saw(now, runningSince: nil, $0) }
        try await RemoveNode("birch").run(in: town.first.house)
        await #expect(throws: NodeKeys.Removed.self) { try await settle(second) }
        #expect(try await published() == before)
        try await settle(town.first)
        #expect(try await published() != before)
        try second.close()
        try town.first.close()
    }

    @Test("a key that was sealed to stays, whatever the database says is the right one of its day")
    func exchangedProof() async throws {
        let town = try await NodesTown()
        let id = try await town.come("Ludmila", through: town.first)
        try await town.first.database.write { try $0.execute("UPDATE day_key SET proof = $1", [.bytes([UInt8](repeating: 7, count: 16))]) }
        try await settle(town.first)
        #expect(keys(town.first).has(World.start.day + 30))
        #expect(try await town.first.alias(of: id, in: town.group.id) == "Ludmila")
        try town.first.close()
    }

    @Test("what was handed over lies there once, to a run key that is a new one as soon as it was opened")
    func handedOverOnce() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        try keys(second).drop(only: World.start.day + 30)
        try await settle(second)
        try await settle(town.first)
        func lying() async throws -> [UInt8]? {
            try await town.first.database.read { try $0.first("SELECT wrapped FROM node_key", []) { $0.bytes(0) } }
        }
        let sealed = try #require(try await lying())
        try await settle(town.first)
        #expect(try await lying() == sealed)
        let run = try await town.row("birch")?.runKey
        try await settle(second)
        #expect(try await lying() == nil)
        #expect(keys(second).has(World.start.day + 30))
        let next = try await town.row("birch")?.runKey
        #expect(next != run && next == second.house.seat?.runKey.publicHalf.bytes)
        town.time.move(by: .days(1))
        try await settle(second)
        #expect(try await town.row("birch")?.runKey != next, "and every day")
        try second.close()
        try town.first.close()
    }

    @Test("a node that is taken out ends, cannot come back, and its keys are said to stay with it until a burn")
    func removed() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        await #expect(throws: NodeTrouble.itself) { try await RemoveNode("ash").run(in: town.first.house) }
        await #expect(throws: NodeTrouble.unknownName) { try await RemoveNode("elm").run(in: town.first.house) }
        let spoken = Spoken()
        try await RemoveNodeCommand(node: "birch").run(on: town.first, spoken.console())
        #expect(spoken.text.contains("still holds the keys") && spoken.text.contains("alongside burn"))
        let told = Spoken()
        await NodeLoop(house: second.house, tell: told.console().say, onRemoved: { told.console().say("ends") }).work()
        #expect(told.lines == ["This node was taken out of the installation, and ends.", "ends"])
        try second.close()
        await #expect(throws: NodeTrouble.gone) { _ = try await town.open(second.folder) }
        let list = Spoken()
        try await ListNodesCommand(json: false).run(on: town.first, list.console())
        #expect(list.text.contains("ash (this one): runs, has keys up to 2026-05-09.") && list.text.contains("birch: was taken out."))
        try town.first.close()
    }

    @Test("doctor names a node that says nothing, and one that lacks keys; not one that ended in good order")
    func doctor() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        func found() async throws -> [Checkup.Finding] {
            let house = town.first.house
            return try await house.database.read { try Checkup.findings(in: house, $0) }.filter {
                switch $0 {
                case .nodeAway, .nodeLags, .keysMissing: true
                default: false
                }
            }
        }
        #expect(try await found() == [])
        town.time.move(by: .minutes(6))
        try await settle(town.first)
        #expect(try await found() == [.nodeAway(name: "birch", seen: World.start)])
        try await settle(second)
        #expect(try await found() == [])
        var row = try #require(try await town.row("birch"))
        row.newestDay = World.start.day + 20
        let lagging = row
        try await town.first.database.write { try NodeStore.save(lagging, $0) }
        #expect(try await found() == [.nodeLags(name: "birch", newest: World.start.day + 20)])
        let words = DoctorWords(folder: town.first.folder).finding(.nodeLags(name: "birch", newest: World.start.day + 20))
        #expect(words.what == "The node birch has keys only up to 2026-03-30." && words.weight == .problem)
        await second.leave()
        #expect(try await found() == [])
        try second.close()
        try town.first.close()
    }

    @Test("what needs the database for itself waits for no node and lets none in; two that begin at once are one installation")
    func alone() async throws {
        let town = try await NodesTown()
        let other = DataFolder(TestFolder.fresh("other"))
        try await OpenHouse.open(other, publicURL: nil).close()
        let taken = await refusal { try await MoveCommand(folder: other, to: town.url).run(Spoken().console()) }
        #expect(taken.contains("Another program works on this database"))
        try town.first.close()
        #expect(await refusal { try await MoveCommand(folder: other, to: town.url).run(Spoken().console()) }.contains("in that database already"))
        let server = try TestServer()
        let folders = (1...3).map { _ in DataFolder(TestFolder.fresh("begin")) }
        let opened = await withTaskGroup(of: OpenHouse?.self, returning: [OpenHouse].self) { group in
            for folder in folders { group.addTask { try? await OpenHouse.open(folder, publicURL: nil, server: server.url) } }
            var opened: [OpenHouse] = []
            for await open in group { if let open { opened.append(open) } }
            return opened
        }
        #expect(opened.count == 1)
        for open in opened { try open.close() }
        #expect(folders.filter { KeyFolder.exists(at: $0.keys) }.count == 1)
    }
}
