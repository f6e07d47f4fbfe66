import Kernel
import Storage
import StoragePostgres
import Synchronization
import Testing

/// Jobs on either engine, with several runners and with runners that die.
@Suite("Jobs on either engine") struct JobsAtScaleTests {
    private static let schema = [
        Migration(1, "jobs", sql: Jobs.schema), Migration(2, "whose turn is first", sql: Jobs.schemaOfTurns),
        Migration(3, "what jobs do", sql: "CREATE TABLE effect (key TEXT NOT NULL);\n"),
    ]
    private static let noon = Instant(milliseconds: 1_000_000_000)
    private static let group = ID<Workshop>(high: 1, low: 1)

    private static let work: [String: JobWork] = [
        "note": .transaction { job, transaction in try transaction.execute("INSERT INTO effect (key) VALUES ($1)", [.text(job.key)]) }
    ]

    private static func enqueue(_ count: Int, _ database: any Database) async throws {
        let random = SeededRandomness(seed: 5)
        try await database.write { transaction in
            for number in 1...count {
                try Jobs.enqueue("note", group: group, id: ID<Job>.timed(at: noon, by: random), key: "\(number)", due: noon, in: transaction)
            }
        }
    }

    private static func effects(_ database: any Database) async throws -> [String] {
        try await database.read { try $0.all("SELECT key FROM effect") { $0.text(0) } }
    }

    @Test("eight runners on one database do two thousand jobs, each once", .timeLimit(.minutes(15)), arguments: EnginePlace.engines)
    func manyRunners(engine: Engine) async throws {
        let place = try await EnginePlace(engine)
        let database = try place.open(Self.schema)
        try await Self.enqueue(2_000, database)
        try await withThrowingTaskGroup(of: Int.self) { runners in
            for seed in 1...8 {
                runners.addTask {
                    let runner = JobRunner(database: database, work: Self.work, random: SeededRandomness(seed: UInt64(seed)), width: 40)
                    var count = 0
                    while true {
                        let ran = try await runner.runDue(now: Self.noon)
                        if ran == 0 { return count }
                        count += ran
                    }
                }
            }
            let total = try await runners.reduce(0, +)
            #expect(total == 2_000)
        }
        let effects = try await Self.effects(database)
        #expect(effects.count == 2_000 && Set(effects).count == 2_000)
    }

    /// Loses what it was asked to write, or the answer to it, whenever the write does what jobs do.
    private struct DyingDatabase: Database {
        enum Moment: Sendable { case beforeCommit, afterCommit }
        struct Death: Error {}

        let database: any Database
        let moment: Moment
        var engine: Engine { database.engine }
        var notices: Notices { database.notices }

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
            try await database.read(body)
        }

        @discardableResult
        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
            let moment = moment
            let (result, dies) = try await database.write { transaction in
                let before = try transaction.number("SELECT count(*) FROM effect") ?? 0
                let result = try body(transaction)
                let dies = try transaction.number("SELECT count(*) FROM effect") ?? 0 > before
                if dies, moment == .beforeCommit { throw Death() }
                return (result, dies)
            }
            if dies { throw StorageFault.unknown }
            return result
        }
    }

    @Test("a runner that dies before its commit has done nothing; the next does it once, when the lease has run out", arguments: EnginePlace.engines)
    func diesBefore(engine: Engine) async throws {
        let place = try await EnginePlace(engine)
        let database = try place.open(Self.schema)
        try await Self.enqueue(1, database)
        // Dies for good: not even that it failed is written down.
        let claimed = try await database.write { try Jobs.claim(kinds: ["note"], now: Self.noon, lease: .minutes(5), limit: 1, in: $0) }
        await #expect(throws: DyingDatabase.Death.self) {
            try await DyingDatabase(database: database, moment: .beforeCommit).write { transaction in
                try Jobs.complete(claimed[0], in: transaction)
                try transaction.execute("INSERT INTO effect (key) VALUES ($1)", ["1"])
            }
        }
        #expect(try await Self.effects(database).isEmpty)
        let next = JobRunner(database: database, work: Self.work)
        #expect(try await next.runDue(now: Self.noon + .minutes(4)) == 0)
        #expect(try await next.runDue(now: Self.noon + .minutes(5)) == 1)
        #expect(try await Self.effects(database) == ["1"])
    }

    @Test("a commit whose answer was lost is not done a second time", arguments: EnginePlace.engines)
    func diesAfter(engine: Engine) async throws {
        let place = try await EnginePlace(engine)
        let database = try place.open(Self.schema)
        try await Self.enqueue(1, database)
        let dying = JobRunner(database: DyingDatabase(database: database, moment: .afterCommit), work: Self.work)
        _ = try await dying.runDue(now: Self.noon)
        #expect(try await JobRunner(database: database, work: Self.work).runDue(now: Self.noon + .days(1)) == 0)
        #expect(try await Self.effects(database) == ["1"])
    }

    @Test("what a person waits for goes before what is merely due, and that before work in bulk", arguments: EnginePlace.engines)
    func priorities(engine: Engine) async throws {
        let place = try await EnginePlace(engine)
        let database = try place.open(Self.schema)
        let random = SeededRandomness(seed: 5)
        let asked: [(String, JobPriority, Span)] = [
            ("bulk", .bulk, .hours(9)), ("ordinary", .ordinary, .hours(1)), ("person", .person, .seconds(1)),
            ("earlier person", .person, .seconds(9)),
        ]
        try await database.write { transaction in
            for (key, priority, ago) in asked {
                let id = ID<Job>.timed(at: Self.noon, by: random)
                try Jobs.enqueue("note", group: Self.group, id: id, key: key, due: Self.noon - ago, priority: priority, in: transaction)
            }
        }
        var order: [String] = []
        for limit in [1, 2, 9] {
            order += try await database.write { try Jobs.claim(kinds: ["note"], now: Self.noon, lease: .minutes(5), limit: limit, in: $0) }.map(\.key)
        }
        #expect(order == ["earlier person", "person", "ordinary", "bulk"])
    }
}
