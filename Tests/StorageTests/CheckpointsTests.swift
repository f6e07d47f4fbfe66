import Foundation
import Kernel
import Storage
import Synchronization
import Testing

@testable import StorageSQLite

@Suite struct CheckpointsTests {
    private func logSize(_ place: Place) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: place.path + "-wal")[.size] as? Int)
    }

    /// Writes until `isEnough`, or for so long that it will never be.
    private func write(_ database: SQLiteDatabase, from first: Int64 = 1, until isEnough: () -> Bool) async throws {
        let text = String(repeating: "x", count: 200_000)
        for id in first..<(first + 2_000) where !isEnough() { try await database.add(id, "\(id) \(text)") }
    }

    @Test("a log that has become long is brought into the file beside the writer, and begins anew: it does not grow with what is written")
    func bounded() async throws {
        let place = try Place()
        let database = try place.open()
        var written = 0
        try await write(database) {
            written += 1
            return database.checkpoints.counts.done > 4 && written > 400
        }
        #expect(database.checkpoints.counts.done > 4)
        // 80 MB and more went through it.
        #expect(try logSize(place) < 60 << 20)
        #expect(try await database.integrityProblems() == [])
    }

    @Test("a reader that stays keeps its state and stops nobody: others read and write, and the log is emptied once it is gone")
    func longReader() async throws {
        let place = try Place()
        let database = try place.open()
        try await database.add(0)
        let (stands, goes) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let long = Task.detached {
            try await database.read { connection in
                let before = try connection.number("SELECT count(*) FROM note")
                stands.signal()
                goes.wait()
                return (before, try connection.number("SELECT count(*) FROM note"))
            }
        }
        await stands.heard()
        try await write(database) { database.checkpoints.counts.done > 2 }
        #expect(try await database.notes().count > 10)
        goes.signal()
        let (before, after) = try await long.value
        #expect(before == 1 && after == 1)
        try await database.checkpoint()
        #expect(try logSize(place) == 0)
    }

    @Test("what is written while a long log is brought in is finished by the writer, and the log begins anew", .timeLimit(.minutes(15)))
    func finished() async throws {
        let place = try Place()
        let (isLong, isMade, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let made = Mutex(0)
        var options = SQLiteOptions(stopwatch: Place.standing)
        options.aroundCheckpoint = { checkpoint in
            let number = made.withLock { made in
                made += 1
                return made
            }
            guard number == 1 else { return try checkpoint() }
            isLong.wait()
            let pages = try checkpoint()
            isMade.signal()
            goesOn.wait()
            return pages
        }
        let database = try place.open(options: options)
        try await write(database) { database.checkpoints.logBytes > (Checkpoints.most + 100) * 4_096 }
        isLong.signal()
        await isMade.heard()
        #expect(database.checkpoints.counts == (0, 0))
        goesOn.signal()
        try await write(database, from: 5_000) { database.checkpoints.counts.finishedByWriter > 0 }
        #expect(database.checkpoints.counts.finishedByWriter == 1)
        try await database.add(9_000)
        #expect(database.checkpoints.logBytes < Checkpoints.most * 4_096)
        #expect(try await database.integrityProblems() == [])
    }

    @Test("no COMMIT makes a checkpoint by itself")
    func notInCommit() async throws {
        let place = try Place()
        let database = try place.open()
        // Those beside the writer are none of it.
        try database.checkpoints.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
        try await write(database) { database.checkpoints.logBytes > 4 * Checkpoints.enough * 4_096 }
        #expect(try logSize(place) > 4 * Checkpoints.enough * 4_096)
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == before, "only a checkpoint writes to the file")
    }

    @Test("a checkpoint that cannot be made loses nothing and is told once, until one could be made again; how long the log is can be seen")
    func fails() async throws {
        let place = try Place()
        let told = Events()
        let fails = Mutex(true)
        var options = SQLiteOptions(onCheckpointFailed: { told.add("\($0)") }, stopwatch: Place.standing)
        let tried = Mutex(0)
        options.aroundCheckpoint = { checkpoint in
            tried.withLock { $0 += 1 }
            if fails.withLock({ $0 }) { throw StorageFault.unavailable("the disk fails") }
            return try checkpoint()
        }
        let database = try place.open(options: options)
        try await write(database) { tried.withLock { $0 } > 3 }
        #expect(told.all.count == 1)
        #expect(database.load.logBytes ?? 0 > Checkpoints.enough * 4_096)
        fails.withLock { $0 = false }
        let done = database.checkpoints.counts.done
        try await write(database, from: 3_000) { database.checkpoints.counts.done > done + 2 }
        fails.withLock { $0 = true }
        let before = tried.withLock { $0 }
        try await write(database, from: 6_000) { tried.withLock { $0 } > before + 3 }
        #expect(told.all.count == 2)
        #expect(try await database.integrityProblems() == [])
    }
}
