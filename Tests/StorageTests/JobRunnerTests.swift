import Kernel
import Storage
import Synchronization
import Testing

@testable import StorageSQLite

@Suite struct JobRunnerTests {
    private struct Offline: Error { var quoting = "Marisol Vega" }

    private func runner(_ shop: Workshop, attempts: Int = 3, _ work: @escaping @Sendable (Job) async throws -> Void) -> JobRunner {
        let backoff = JobBackoff(first: .seconds(60), longest: .hours(1), attempts: attempts)
        return JobRunner(
            database: shop.database, work: ["mail": .outside(honoursKey: true, work)], random: SeededRandomness(seed: 1), backoff: backoff)
    }

    @Test("what is due is run once and counted; what is not due waits")
    func due() async throws {
        let shop = try Workshop()
        let events = Events()
        for number in 1...10 { try await shop.enqueue("\(number)") }
        try await shop.enqueue("later", due: shop.noon + .hours(1))
        let runner = runner(shop) { events.add($0.key) }
        #expect(try await runner.runDue(now: shop.noon) == 10)
        #expect(try await runner.runDue(now: shop.noon) == 0)
        #expect(Set(events.all) == Set((1...10).map { "\($0)" }))
        #expect(try await runner.runDue(now: shop.noon + .hours(1)) == 1)
    }

    @Test("a job that fails comes back later and later under one idempotency key, then is dead with its problem but nobody's data")
    func failing() async throws {
        let shop = try Workshop()
        let events = Events()
        try await shop.enqueue("a")
        let runner = runner(shop) {
            events.add($0.idempotencyKey)
            throw Offline()
        }
        #expect(try await runner.runDue(now: shop.noon) == 1)
        #expect(try await runner.runDue(now: shop.noon + .seconds(29)) == 0)
        #expect(try await runner.runDue(now: shop.noon + .seconds(60)) == 1)
        #expect(try await runner.runDue(now: shop.noon + .minutes(3)) == 1)
        #expect(try await runner.runDue(now: shop.noon + .days(30)) == 0)
        #expect(events.all.count == 3 && Set(events.all).count == 1)
        let dead = try await shop.database.read { try Jobs.dead(group: shop.group, in: $0) }
        #expect(dead.map(\.key) == ["a"] && dead[0].attempts == 3 && dead[0].problem == "Offline")
        #expect(try await shop.database.read { try Jobs.deadCount(in: $0) } == 1)
    }

    @Test("what is taken late in a long run is leased, and comes back, by the time that it is then")
    func longRun() async throws {
        let shop = try Workshop()
        for name in ["a", "b", "c"] { try await shop.enqueue(name) }
        let clock = Mutex(shop.noon)
        let leases = Mutex<[Span]>([])
        let work = JobWork.outside(honoursKey: true) { job in
            let count = leases.withLock { leases in
                leases.append(job.lease - clock.withLock { $0 })
                return leases.count
            }
            clock.withLock { $0 = $0 + .minutes(4) }
            if count == 3 { throw Offline() }
        }
        let backoff = JobBackoff(first: .seconds(60), attempts: 3)
        let runner = JobRunner(database: shop.database, work: ["mail": work], random: shop.random, backoff: backoff, width: 1)
        #expect(try await runner.runDue(time: TimeSource { clock.withLock { $0 } }) == 3)
        #expect(leases.withLock { $0 } == [.minutes(5), .minutes(5), .minutes(5)])
        #expect(try await runner.runDue(now: shop.noon + .minutes(12) + .seconds(29)) == 0, "it waits from when it failed")
    }

    @Test("a dead job that is retried starts from its first attempt")
    func retry() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        _ = try await runner(shop, attempts: 1) { _ in throw Offline() }.runDue(now: shop.noon)
        let dead = try await shop.database.read { try Jobs.dead(group: shop.group, in: $0) }
        #expect(try await !shop.database.write { try Jobs.retry(dead[0].id, group: Jobs.installation, now: shop.noon, in: $0) })
        #expect(try await shop.database.write { try Jobs.retry(dead[0].id, group: shop.group, now: shop.noon, in: $0) })
        let events = Events()
        #expect(try await runner(shop) { events.add("\($0.attempt)") }.runDue(now: shop.noon) == 1)
        #expect(events.all == ["1"])
        #expect(try await shop.states() == ["done"])
    }

    @Test("a job whose process dies each time is given up")
    func abandoned() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        var now = shop.noon
        for _ in 1...2 {
            #expect(try await shop.claim(at: now).count == 1)
            now = now + .minutes(6)
        }
        let runner = runner(shop, attempts: 2) { _ in }
        #expect(try await runner.runDue(now: now) == 0)
        #expect(try await shop.states() == ["dead"])
    }

    @Test("work in a transaction happens exactly with its completion: undone when it throws, left alone when the lease is lost")
    func together() async throws {
        let shop = try Workshop()
        try await shop.database.write { _ = try $0.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)") }
        try await shop.enqueue("good", payload: [1])
        try await shop.enqueue("bad", payload: [2])
        let work = JobWork.transaction { job, transaction in
            try transaction.execute("INSERT INTO note (id) VALUES ($1)", [.integer(Int64(job.payload[0]))])
            if job.key == "bad" { throw Offline() }
        }
        let runner = JobRunner(database: shop.database, work: ["mail": work], random: shop.random)
        #expect(try await runner.runDue(now: shop.noon) == 2)
        #expect(try await shop.database.notes() == [1])
        #expect(Set(try await shop.states()) == ["done", "waiting"])
    }

    @Test("a runner that is stopped gives its job back without counting the attempt, and writes down what was finished")
    func stopped() async throws {
        let shop = try Workshop()
        let events = Events()
        try await shop.enqueue("stubborn")
        try await shop.enqueue("obedient")
        let runner = runner(shop) { job in
            events.add("runs")
            await until { Task.isCancelled }
            if job.key == "obedient" { throw CancellationError() }
        }
        let running = Task { try await runner.runDue(now: shop.noon) }
        await until { events.all.count == 2 }
        running.cancel()
        _ = try await running.value
        #expect(Set(try await shop.states()) == ["done", "waiting"])
        #expect(try await shop.claim().map(\.attempt) == [1])
    }

    @Test("the waits double, stay between half and the whole, and end")
    func backoff() throws {
        let backoff = JobBackoff(first: .seconds(10), longest: .minutes(10), attempts: 100)
        let random = SeededRandomness(seed: 3)
        let start = Instant(milliseconds: 0)
        for (attempt, whole) in [(1, 10_000), (2, 20_000), (3, 40_000), (7, 600_000), (99, 600_000)] {
            let waits = try (1...50).map { _ in try #require(backoff.next(after: attempt, now: start, random: random)).milliseconds }
            #expect(waits.allSatisfy { $0 >= whole / 2 && $0 <= whole })
            #expect(Set(waits).count > 1)
        }
        #expect(backoff.next(after: 100, now: start, random: random) == nil)
    }
}
