import Kernel
import Storage
import Testing

@testable import StorageSQLite

/// A database with the job table and one group in it.
struct Workshop {
    let place: Place
    let database: SQLiteDatabase
    let random = SeededRandomness(seed: 7)
    let group = ID<Workshop>(high: 1, low: 1)
    let noon = Instant(milliseconds: 1_000_000_000)

    init() throws {
        place = try Place()
        database = try place.open([Migration(1, "jobs", sql: Jobs.schema), Migration(2, "whose turn is first", sql: Jobs.schemaOfTurns)])
    }

    @discardableResult
    func enqueue(_ key: String? = nil, kind: String = "mail", due: Instant? = nil, payload: [UInt8] = [1, 2]) async throws -> Bool {
        let id = ID<Job>.timed(at: noon, by: random)
        return try await database.write { try Jobs.enqueue(kind, group: group, id: id, key: key, due: due ?? noon, payload: payload, in: $0) }
    }

    func claim(at now: Instant? = nil, kinds: [String] = ["mail"], limit: Int = 10) async throws -> [Job] {
        try await database.write { try Jobs.claim(kinds: kinds, now: now ?? noon, lease: .minutes(5), limit: limit, in: $0) }
    }

    func states() async throws -> [String] {
        try await database.read { try $0.all("SELECT state FROM job ORDER BY id") { $0.text(0) } }
    }
}

extension JobRunner {
    /// By a clock that stands.
    func runDue(now: Instant) async throws -> Int { try await runDue(time: TimeSource { now }) }
}

@Suite struct JobsTests {
    @Test("a job asked for twice by one key is one job, also after it is done; in another group it is another")
    func onceOnly() async throws {
        let shop = try Workshop()
        #expect(try await shop.enqueue("reminder/1"))
        #expect(try await !shop.enqueue("reminder/1"))
        let jobs = try await shop.claim()
        #expect(jobs.map(\.key) == ["reminder/1"])
        #expect(try await shop.database.write { try Jobs.complete(jobs[0], in: $0) })
        #expect(try await !shop.enqueue("reminder/1"))
        let id = ID<Job>.timed(at: shop.noon, by: shop.random)
        #expect(
            try await shop.database.write { try Jobs.enqueue("mail", group: Jobs.installation, id: id, key: "reminder/1", due: shop.noon, in: $0) })
    }

    @Test("a claim hands over what was asked for, the longest due first, of the kinds it knows")
    func claiming() async throws {
        let shop = try Workshop()
        try await shop.enqueue("late", due: shop.noon, payload: [9])
        try await shop.enqueue("early", due: shop.noon - .hours(1))
        try await shop.enqueue("future", due: shop.noon + Span(milliseconds: 1))
        try await shop.enqueue("foreign", kind: "other")
        let jobs = try await shop.claim()
        #expect(jobs.map(\.key) == ["early", "late"])
        #expect(jobs[1].payload == [9] && jobs[1].attempt == 1 && jobs[1].group() == shop.group)
        #expect(try await shop.claim(kinds: []).isEmpty)
    }

    @Test("a claimed job is nobody else's until its lease has run out; then it is, with one more attempt and the same idempotency key")
    func lease() async throws {
        let shop = try Workshop()
        try await shop.enqueue()
        let first = try await shop.claim()[0]
        #expect(try await shop.claim(at: shop.noon + .minutes(5) - Span(milliseconds: 1)).isEmpty)
        let second = try await shop.claim(at: shop.noon + .minutes(5))[0]
        #expect(second.attempt == 2)
        #expect(second.idempotencyKey == first.idempotencyKey)
    }

    @Test("who has lost the lease can neither complete nor fail nor give back the job")
    func fencing() async throws {
        let shop = try Workshop()
        try await shop.enqueue()
        let stale = try await shop.claim()[0]
        let present = try await shop.claim(at: shop.noon + .minutes(6))[0]
        #expect(try await !shop.database.write { try Jobs.complete(stale, in: $0) })
        #expect(try await !shop.database.write { try Jobs.fail(stale, problem: "late", next: nil, now: shop.noon, in: $0) })
        #expect(try await !shop.database.write { try Jobs.release(stale, in: $0) })
        #expect(try await shop.database.write { try Jobs.complete(present, in: $0) })
        #expect(try await shop.states() == ["done"])
    }

    @Test("many claimers at once never get the same job")
    func manyClaimers() async throws {
        let shop = try Workshop()
        for number in 1...60 { try await shop.enqueue("\(number)") }
        let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 1...30 { group.addTask { try await shop.claim(limit: 3).map(\.key) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 60)
        #expect(Set(claimed).count == 60)
    }

    @Test("an undone transaction asks for nothing")
    func undone() async throws {
        let shop = try Workshop()
        let id = ID<Job>.timed(at: shop.noon, by: shop.random)
        await #expect(throws: CancellationError.self) {
            try await shop.database.write { transaction in
                try Jobs.enqueue("mail", group: shop.group, id: id, due: shop.noon, in: transaction)
                throw CancellationError()
            }
        }
        #expect(try await shop.states() == [])
    }

    @Test("a job that is done keeps no payload, and is forgotten in time")
    func forgetting() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let job = try await shop.claim()[0]
        try await shop.database.write { _ = try Jobs.complete(job, in: $0) }
        #expect(try await shop.database.read { try $0.first("SELECT payload FROM job") { $0.bytes(0) } } == [])
        #expect(try await shop.database.write { try Jobs.forgetDone(dueBefore: shop.noon, in: $0) } == 0)
        #expect(try await shop.database.write { try Jobs.forgetDone(dueBefore: shop.noon + .days(1), in: $0) } == 1)
    }

    @Test("the runner's question is answered from its index")
    func planned() async throws {
        let shop = try Workshop()
        let plan = try await shop.database.read { connection in
            try connection.all(
                """
                EXPLAIN QUERY PLAN
                SELECT group_id, id FROM job
                WHERE state = 'waiting' AND priority = $1 AND due_at <= $2
                ORDER BY due_at, group_id, id LIMIT 5
                """, [1, 1]
            ) { $0.text(3) }
        }
        #expect(plan == ["SEARCH job USING INDEX job_due (priority=? AND due_at<?)"])
    }
}
