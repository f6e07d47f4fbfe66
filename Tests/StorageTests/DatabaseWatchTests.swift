import Dispatch
import Kernel
import Storage
import StoragePostgres
import Synchronization
import Testing

@testable import StorageSQLite

/// What the engines tell of themselves, for whoever measures them.
@Suite("What an engine tells of itself") struct DatabaseWatchTests {
    private final class Counts: Sendable {
        private let state = Mutex((batches: [Int](), retries: 0))
        var batches: [Int] { state.withLock { $0.batches } }
        var retries: Int { state.withLock { $0.retries } }
        var watch: DatabaseWatch {
            DatabaseWatch(onBatch: { size in self.state.withLock { $0.batches.append(size) } }, onRetry: { self.state.withLock { $0.retries += 1 } })
        }
    }

    @Test("SQLite tells how many writes shared each transaction, and how many wait meanwhile")
    func batches() async throws {
        let place = try Place()
        let counts = Counts()
        let database = try place.open(options: SQLiteOptions(watch: counts.watch))
        let (began, go) = (Events(), DispatchSemaphore(value: 0))
        let first = Task {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO note (id) VALUES (1)")
                began.add("began")
                go.wait()
            }
        }
        await until { !began.all.isEmpty }
        let others = (2...9).map { id in Task { try await database.add(Int64(id)) } }
        await until { database.load.waiting == 8 }
        #expect(database.load == DatabaseLoad(waiting: 8, logBytes: 0))
        go.signal()
        try await first.value
        for other in others { try await other.value }
        #expect(counts.batches.reduce(0, +) == 9 && counts.batches.count < 9)
        #expect(database.load.waiting == 0)
    }

    @Test(
        "PostgreSQL tells of each transaction that met another and is run again, and how many connections are at work",
        .enabled(if: EnginePlace.server != nil))
    func retries() async throws {
        let place = try await EnginePlace(.postgres)
        let counts = Counts()
        let database = try place.openPostgres { $0.watch = counts.watch }
        #expect(database.load == DatabaseLoad(waiting: 0, pool: .init(size: 4, busy: 0)))
        try await database.add(1)
        let (met, go) = (Events(), DispatchSemaphore(value: 0))
        // Both read before either has written: one of them has to begin anew.
        let pair = (1...2).map { number in
            Task {
                try await database.write { transaction in
                    let seen = try transaction.number("SELECT count(*) FROM note") ?? 0
                    if met.all.count < 2 {
                        met.add("\(number)")
                        go.wait()
                    }
                    try transaction.execute("INSERT INTO note (id) VALUES ($1)", [.integer(Int64(100 * number + seen))])
                }
            }
        }
        await until { met.all.count == 2 }
        #expect(database.load.pool?.busy == 2)
        go.signal()
        go.signal()
        for one in pair { try await one.value }
        #expect(counts.retries >= 1 && counts.batches.isEmpty)
    }
}
