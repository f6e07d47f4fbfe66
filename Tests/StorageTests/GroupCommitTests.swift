import Foundation
import Kernel
import Storage
import Synchronization
import Testing

@testable import StorageSQLite

@Suite struct GroupCommitTests {
    private struct Refused: Error {}

    private func options(_ events: Events, stopwatch: TimeSource? = nil) -> SQLiteOptions {
        var options = SQLiteOptions()
        options.stopwatch = stopwatch ?? Place.standing
        options.aroundCommit = { commit in
            try commit()
            events.add("commit")
        }
        return options
    }

    @Test("a write returns its closure's result, and the row is there")
    func result() async throws {
        let database = try Place().open()
        let changed = try await database.write { try $0.execute("INSERT INTO note (id) VALUES (1), (2)") }
        #expect(changed == 2)
        #expect(try await database.notes() == [1, 2])
    }

    @Test("closures that queue up share one COMMIT")
    func sharing() async throws {
        let events = Events()
        let database = try Place().open(options: options(events))
        let hold = await Hold(database)
        var writes: [Task<Int, any Error>] = []
        for id in 1...20 { writes.append(await database.queuedNote(Int64(id))) }
        try await hold.letGo()
        for write in writes { #expect(try await write.value == 1) }
        #expect(events.count(of: "commit") == 1)
    }

    @Test("a closure that throws undoes itself and nobody else")
    func throwing() async throws {
        let events = Events()
        let database = try Place().open(options: options(events))
        let hold = await Hold(database)
        let first = await database.queuedNote(1)
        let second = await database.queued { transaction in
            try transaction.execute("INSERT INTO note (id) VALUES (2)")
            throw Refused()
        }
        let third = await database.queuedNote(3)
        try await hold.letGo()
        _ = try await (first.value, third.value)
        await #expect(throws: Refused.self) { try await second.value }
        #expect(try await database.notes() == [1, 3])
        #expect(events.count(of: "commit") == 1)
    }

    @Test("cancelled while queued, a closure is skipped")
    func cancelledQueued() async throws {
        let database = try Place().open()
        let hold = await Hold(database)
        let write = await database.queuedNote(1)
        write.cancel()
        await #expect(throws: CancellationError.self) { try await write.value }
        try await hold.letGo()
        try await database.add(2)
        #expect(try await database.notes() == [2])
    }

    @Test("cancelled before it was queued, a closure is skipped")
    func cancelledBefore() async throws {
        let database = try Place().open()
        let door = Events()
        let write = Task {
            await until { !door.all.isEmpty }
            try await database.add(1)
        }
        write.cancel()
        door.add("open")
        await #expect(throws: CancellationError.self) { try await write.value }
        #expect(try await database.notes() == [])
    }

    @Test("cancelled while running, a closure completes and its caller gets the result")
    func cancelledRunning() async throws {
        let database = try Place().open()
        let events = Events()
        let door = DispatchSemaphore(value: 0)
        let write = Task {
            try await database.write { transaction in
                events.add("runs")
                door.wait()
                return try transaction.execute("INSERT INTO note (id) VALUES (1)")
            }
        }
        await until { !events.all.isEmpty }
        write.cancel()
        door.signal()
        #expect(try await write.value == 1)
        #expect(try await database.notes() == [1])
    }

    @Test("a batch takes at most 64 closures")
    func count() async throws {
        let events = Events()
        let database = try Place().open(options: options(events))
        let hold = await Hold(database) { _ in events.add("write") }
        var writes: [Task<Void, any Error>] = []
        for _ in 1...99 { writes.append(await database.queued { _ in events.add("write") }) }
        try await hold.letGo()
        for write in writes { try await write.value }
        #expect(events.all.split(separator: "commit").map(\.count) == [64, 36])
    }

    @Test("a batch takes in no more after 20 ms")
    func duration() async throws {
        let events = Events()
        let clock = MovableTime(Instant(milliseconds: 0))
        let database = try Place().open(options: options(events, stopwatch: clock.source))
        let hold = await Hold(database) { _ in events.add("write") }
        var writes: [Task<Void, any Error>] = []
        for _ in 1...4 {
            writes.append(
                await database.queued { _ in
                    events.add("write")
                    clock.move(by: Span(milliseconds: 10))
                }
            )
        }
        try await hold.letGo()
        for write in writes { try await write.value }
        #expect(events.all.split(separator: "commit").map(\.count) == [3, 2])
    }

    @Test("a closure over 20 ms is reported with its length; one of 20 ms is not")
    func slow() async throws {
        let clock = MovableTime(Instant(milliseconds: 0))
        let events = Events()
        let database = try Place().open(options: SQLiteOptions(onSlow: { events.add("\($0.milliseconds)") }, stopwatch: clock.source))
        try await database.write { _ in clock.move(by: Span(milliseconds: 20)) }
        try await database.write { _ in clock.move(by: Span(milliseconds: 21)) }
        #expect(events.all == ["21"])
    }

    @Test("what follows a COMMIT runs after it, in order, before any caller hears; what was undone has no consequences")
    func afterCommit() async throws {
        let events = Events()
        let database = try Place().open(options: options(events))
        let hold = await Hold(database)
        var writes: [Task<Void, Never>] = []
        for name in ["a", "b", "c"] {
            let before = database.waitingWrites
            writes.append(
                Task {
                    do {
                        try await database.write { transaction in
                            transaction.afterCommit { events.add("after \(name)") }
                            if name == "b" { throw Refused() }
                        }
                    } catch {}
                    events.add("heard")
                }
            )
            await until { database.waitingWrites > before }
        }
        try await hold.letGo()
        for write in writes { await write.value }
        #expect(events.all == ["commit", "after a", "after c", "heard", "heard", "heard"])
    }

    @Test("readers see only what is committed")
    func isolation() async throws {
        let database = try Place().open()
        let hold = await Hold(database) { try $0.execute("INSERT INTO note (id) VALUES (1)") }
        #expect(try await database.notes() == [])
        try await hold.letGo()
        #expect(try await database.notes() == [1])
    }

    @Test("closing writes what is queued, refuses what comes later, and may be said twice")
    func closing() async throws {
        let place = try Place()
        let database = try place.open()
        let hold = await Hold(database)
        let write = await database.queuedNote(1)
        let closing = Task.detached { try database.close() }
        try await hold.letGo()
        try await closing.value
        #expect(try await write.value == 1)
        await #expect(throws: StorageFault.unavailable("the database is closed")) { try await database.add(2) }
        await #expect(throws: StorageFault.unavailable("the database is closed")) { try await database.notes() }
        try database.close()
        #expect(try await place.open().notes() == [1])
    }
}
