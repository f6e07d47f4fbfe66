import Foundation
import Kernel
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// How long writes hold others up, as `bin/bench` reports it.
@Suite struct WriteWatchTests {
    @Test("each write is counted for the use case whose work it is, within the errand on which it is done")
    func named() async throws {
        let watch = WriteWatch()
        let world = try await World(seen: { watch.around($0) })
        let before = watch.held
        try await WriteWatch.$errand.withValue("in the morning") {
            try await world.database.write { _ in }
            try await world.house.database.write { _ = try $0.execute("UPDATE installation SET last_run = 0") }
        }
        #expect(before["in the morning"] == nil && watch.held["in the morning"]?.count == 1, "what goes past the watch is not seen")
        watch.note(.milliseconds(21), of: "long")
        watch.note(.milliseconds(19), of: "long")
        #expect(watch.held["long"] == WriteWatch.Held(count: 2, over: 1, all: .milliseconds(40), longest: .milliseconds(21)))
    }

    @Test("no time passes in a folder that demo did not make, nor in one that is served, and none is made")
    func refused() async throws {
        let (folder, time) = (DataFolder(TestFolder.fresh("writes")), MovableTime(World.start))
        let measure = MeasureWritesCommand(folder: folder)
        await #expect { try await measure.run(Spoken().console()) } throws: { ($0 as? Refusal)?.line.contains("There is no installation") == true }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        let open = try await OpenHouse.open(folder, publicURL: "http://localhost:8080", time: time.source)
        let house = open.house
        try await open.database.write { _ = try World.found(house, "riverside", $0) }
        await #expect(throws: FolderLock.Refusal.self) { try await measure.run(Spoken().console()) }
        try open.close()
        await #expect { try await measure.run(Spoken().console()) } throws: { ($0 as? Refusal)?.line.contains("is no demo town") == true }
        let again = try await OpenHouse.open(folder, publicURL: nil, time: time.source)
        #expect(try await again.database.read { try ClockStore.reading($0)?.newestSeen } == World.start)
        try again.close()
    }

    @Test("a copy of a town lives through some days, and every kind of write says how long it took")
    func town() async throws {
        let folder = DataFolder(TestFolder.fresh("writes"))
        try await MadeTown.copy(to: folder.path)
        let said = Spoken()
        var measure = MeasureWritesCommand(folder: folder)
        (measure.asks, measure.rows, measure.days) = (4, 30, (lived: 2, passed: 2))
        try await measure.run(said.console())
        let lines = try #require(try JSONSerialization.jsonObject(with: Data(said.text.utf8)) as? [[String: Any]])
        let works = lines.compactMap { $0["work"] as? String }
        for work in ["OpenAsk", "TriageAsk", "clock, erasures, and once a day forgetting", "a sheet of 30 rows"] {
            #expect(works.contains { $0.hasPrefix(work) }, "\(work) is not among \(works)")
        }
        let longest = lines.compactMap { $0["longest"] as? Double }
        #expect(longest.count == lines.count && longest == longest.sorted(by: >))
    }
}
