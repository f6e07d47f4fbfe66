import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// What becomes of a node that loses its place, or its disk. Where no server is named, `bin/test` has started none and says so.
@Suite("Nodes that are lost", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server")) struct LostNodesTests {
    private func keys(_ open: OpenHouse) -> DayKeys { open.house.vault.dayKeys }
    private func settle(_ open: OpenHouse) async throws { try await NodeKeys(open.house)?.settle() }

    @Test("a node whose disk dies in the moment in which it has published a new day leaves that day its key")
    func diskDies() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let last = World.start.day + 61
        // The next day's key, on the first one's disk and published; nothing else of that minute happens.
        town.time.move(by: .days(1))
        var row = try #require(try await town.row("birch"))
        row.seenAt = town.time.now
        let seen = row
        try await town.first.database.write { try NodeStore.save(seen, $0) }
        try await NodeKeys(town.first.house)?.publish()
        try town.first.close()
        try await settle(second)
        #expect(keys(second).days?.upperBound == last && second.house.vault.lastDay == last)
        #expect(try await second.number("SELECT count(*) FROM node_key") == 0)
        try second.close()
    }

    @Test("a day whose key went with the only node that had it is made anew once that node is taken out, and sealing goes on as before")
    func orphan() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let last = World.start.day + 61
        // As after a handover that never arrived: the other one has restarted in that moment, and its run key is another.
        town.time.move(by: .days(1))
        try await NodeKeys(town.first.house)?.publish()
        try await second.database.write { try $0.execute("DELETE FROM node_key") }
        try town.first.close()
        try await settle(second)
        #expect(second.house.vault.lastDay == last - 1)
        town.time.move(by: .minutes(6))
        try await settle(second)
        let findings = try await second.database.read { try Checkup.findings(in: second.house, $0) }
        #expect(findings.contains(.nodeAway(name: "ash", seen: World.start)))
        try await RemoveNode("ash").run(in: second.house)
        try await settle(second)
        #expect(second.house.vault.lastDay == last && keys(second).has(last))
        #expect(try await second.alias(of: town.come("Ludmila", through: second), in: town.group.id) == "Ludmila")
        try second.close()
    }

    @Test(
        "what a node has under way when it is taken out is not carried through, and leaves nothing; what is there it can still read",
        .timeLimit(.minutes(15)))
    func removedUnderWay() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let (begun, door) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        // Also where the test fails before it comes to that.
        defer { door.signal() }
        let before = try await town.come("Ludmila", through: second)
        let (house, group, id) = (second.house, town.group, ID<Person>.random(by: second.house.random))
        let write = Task {
            try await second.database.write { transaction in
                try PersonStore.insert(id, PersonCard(alias: "Noor"), language: .english, in: house, group: group, transaction)
                begun.signal()
                door.wait()
                // Open from now on: a write that lost a race runs again.
                door.signal()
            }
        }
        await Self.heard(begun)
        try await RemoveNode("birch").run(in: town.first.house)
        door.signal()
        await #expect(performing: { try await write.value }, throws: Self.isShutOut)
        #expect(try await town.first.alias(of: id, in: town.group.id) == nil)
        await #expect(performing: { _ = try await town.come("Ada", through: second) }, throws: Self.isShutOut)
        #expect(try await second.alias(of: before, in: town.group.id) == "Ludmila")
        try second.close()
        try town.first.close()
    }

    @Test("a program whose place another one has taken, with the same folder, writes nothing more, says so and ends", .timeLimit(.minutes(15)))
    func twice() async throws {
        let town = try await NodesTown()
        let second = try await town.join()
        let seat = try #require(second.house.seat)
        town.time.move(by: .seconds(1))
        _ = try await EnrolNode(id: seat.id, name: seat.name).run(town.first.database, second.house.vault, at: town.time.now)
        await #expect(performing: { _ = try await town.come("Noor", through: second) }, throws: Self.isShutOut)
        await #expect(throws: NodeKeys.Replaced.self) { try await settle(second) }
        let told = Spoken()
        let say = told.console().say
        await NodeLoop(house: second.house, tell: say, onRemoved: { say("ends") }).work()
        #expect(told.lines.count == 2 && told.lines[0].hasPrefix("Another program has begun with a copy of this folder") && told.lines[1] == "ends")
        #expect(try await town.row("birch")?.startedAt == town.time.now, "it does not take its place back")
        try second.close()
        try town.first.close()
    }

    private static func isShutOut(_ error: any Error) -> Bool {
        if case StorageFault.unavailable(let words) = error { words.contains("nothing of it was saved") } else { false }
    }

    /// Waits for a signal without holding one of the few threads on which all tests run.
    private static func heard(_ signal: DispatchSemaphore) async {
        await withCheckedContinuation { heard in
            DispatchQueue.global().async {
                signal.wait()
                heard.resume()
            }
        }
    }
}
