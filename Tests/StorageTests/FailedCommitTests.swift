import Kernel
import Storage
import Synchronization
import Testing

@testable import StorageSQLite

/// The disk's bad days: SQLITE_FULL in a closure or at COMMIT, and a COMMIT that answers with an input or output error.
@Suite struct FailedCommitTests {
    /// Fails one COMMIT with `code`, before or after it took place.
    private func options(failing code: Int32, butCommitting commits: Bool = false, onUnknown: @escaping @Sendable () -> Void = {}) -> SQLiteOptions {
        let isDue = Events()
        var options = SQLiteOptions(onUnknown: onUnknown, stopwatch: Place.standing)
        options.aroundCommit = { commit in
            if !isDue.all.isEmpty { return try commit() }
            isDue.add("failed")
            if commits { try commit() }
            throw SQLiteFailure(code: code)
        }
        return options
    }

    @Test("a full disk fails the whole batch and leaves nothing; then each closure is tried once alone")
    func fullInClosure() async throws {
        let database = try Place().open()
        let pages = try #require(try await database.setting("page_count"))
        _ = try await database.setting("max_page_count = \(pages + 3)")
        let runs = Events()
        let hold = await Hold(database)
        let small = await database.queued { transaction in
            runs.add("small")
            // Alone again: the batch's other closure and its own first run have left nothing.
            return try transaction.number("SELECT count(*) FROM note") == 0
                && transaction.execute("INSERT INTO note (id) VALUES (1)") == 1
        }
        let large = await database.queued { transaction in
            runs.add("large")
            try transaction.execute("INSERT INTO note (id, body) VALUES (2, zeroblob(100000))")
        }
        try await hold.letGo()
        #expect(try await small.value)
        await #expect(throws: StorageFault.full) { try await large.value }
        #expect(runs.all == ["small", "large", "small", "large"])
        #expect(try await database.notes() == [1])
    }

    @Test("a full disk that a closure hides still fails its write")
    func fullButHidden() async throws {
        let database = try Place().open()
        let pages = try #require(try await database.setting("page_count"))
        _ = try await database.setting("max_page_count = \(pages + 3)")
        await #expect(throws: StorageFault.full) {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO note (id) VALUES (1)")
                do { try transaction.execute("INSERT INTO note (id, body) VALUES (2, zeroblob(100000))") } catch {}
            }
        }
        #expect(try await database.notes() == [])
    }

    @Test("a disk that is full at COMMIT: each closure is tried once alone")
    func fullAtCommit() async throws {
        let database = try Place().open(options: options(failing: 13))
        let hold = await Hold(database)
        let writes = [await database.queuedNote(1), await database.queuedNote(2)]
        try await hold.letGo()
        for write in writes { #expect(try await write.value == 1) }
        #expect(try await database.notes() == [1, 2])
    }

    @Test("a lone closure whose COMMIT finds the disk full leaves nothing, and later ones work")
    func fullAtCommitAlone() async throws {
        let database = try Place().open(options: options(failing: 13))
        await #expect(throws: StorageFault.full) { try await database.add(1) }
        try await database.add(2)
        #expect(try await database.notes() == [2])
    }

    @Test("a COMMIT with an I/O error is unknown to every caller, stops the program once, and ends writing", arguments: [true, false])
    func unknown(commits: Bool) async throws {
        let events = Events()
        let database = try Place().open(options: options(failing: 1034, butCommitting: commits) { events.add("stop") })
        let hold = await Hold(database)
        let writes = [await database.queuedNote(1), await database.queuedNote(2)]
        await #expect(throws: StorageFault.unknown) { try await hold.letGo() }
        for write in writes { await #expect(throws: StorageFault.unknown) { try await write.value } }
        #expect(events.all == ["stop"])
        await #expect { try await database.add(3) } throws: { if case StorageFault.unavailable = $0 { true } else { false } }
    }

    @Test("what follows a COMMIT does not happen when it is unknown or the disk is full", arguments: [1034, 13] as [Int32])
    func noConsequences(code: Int32) async throws {
        let events = Events()
        let database = try Place().open(options: options(failing: code))
        await #expect(throws: StorageFault.self) { try await database.write { $0.afterCommit { events.add("after") } } }
        #expect(events.all == [])
    }

    @Test("a closure that rolls the whole transaction back through a conflict clause fails alone")
    func rollbackInside() async throws {
        let database = try Place().open()
        try await database.add(1)
        let hold = await Hold(database) { try $0.execute("INSERT INTO note (id) VALUES (2)") }
        let bad = await database.queued { try $0.execute("INSERT OR ROLLBACK INTO note (id) VALUES (1)") }
        let good = await database.queuedNote(3)
        try await hold.letGo()
        await #expect { try await bad.value } throws: { if case StorageFault.constraint = $0 { true } else { false } }
        #expect(try await good.value == 1)
        #expect(try await database.notes() == [1, 2, 3])
    }

    @Test("a closure cannot steer the transaction", arguments: ["COMMIT", "ROLLBACK", "BEGIN", "SAVEPOINT x", "RELEASE one", "END"])
    func steering(statement: String) async throws {
        let database = try Place().open()
        await #expect { try await database.write { try $0.execute(statement) } } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        try await database.add(1)
        #expect(try await database.notes() == [1])
    }
}
