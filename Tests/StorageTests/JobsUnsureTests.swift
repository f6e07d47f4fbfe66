import Kernel
import Storage
import Synchronization
import Testing

@testable import StorageSQLite

/// Work in the outside world whose repetition would be a second deed: what was begun and not ended waits for a person.
@Suite("Work outside of which nobody knows how it ended") struct JobsUnsureTests {
    private struct ConnectionLost: Error {}

    /// Somebody who sends what they are told, and may die before they say so.
    private final class Provider: Sendable {
        enum Manner: Sendable { case answers, diesAfterSending, refusesAtTheDoor, neverAnswers }

        private let state: Mutex<(manner: Manner, sent: [String])>

        init(_ manner: Manner) { state = Mutex((manner, [])) }

        var sent: [String] { state.withLock { $0.sent } }
        func becomes(_ manner: Manner) { state.withLock { $0.manner = manner } }

        func send(_ job: Job) async throws {
            let manner = state.withLock { state in
                if state.manner != .refusesAtTheDoor { state.sent.append(job.idempotencyKey) }
                return state.manner
            }
            switch manner {
            case .answers: return
            case .diesAfterSending: throw ConnectionLost()
            case .refusesAtTheDoor: throw NothingSent(ConnectionLost())
            case .neverAnswers: try await Task.sleep(for: .seconds(86_400))
            }
        }
    }

    private func runner(_ shop: Workshop, _ provider: Provider, honoursKey: Bool = false) -> JobRunner {
        JobRunner(
            database: shop.database, work: ["mail": .outside(honoursKey: honoursKey) { try await provider.send($0) }],
            random: SeededRandomness(seed: 1), backoff: JobBackoff(first: .seconds(60), attempts: 3))
    }

    private func dead(_ shop: Workshop) async throws -> [DeadJob] { try await shop.database.read { try Jobs.dead(group: shop.group, in: $0) } }

    @Test("a provider that dies in the middle was asked once, and is asked no more by itself")
    func diesInTheMiddle() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(.diesAfterSending)
        let runner = runner(shop, provider)
        #expect(try await runner.runDue(now: shop.noon) == 1)
        #expect(try await runner.runDue(now: shop.noon + .days(30)) == 0)
        #expect(provider.sent.count == 1)
        let found = try await dead(shop)
        #expect(found.map(\.isUnsure) == [true] && found[0].problem == "ConnectionLost" && found[0].givenUpAt == shop.noon)
    }

    @Test("it arrived: then it is done, and is not sent again; taken back, it is unsure as before")
    func arrived() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(.diesAfterSending)
        _ = try await runner(shop, provider).runDue(now: shop.noon)
        let id = try await dead(shop)[0].id
        #expect(
            try await !shop.database.write { try Jobs.letGo(id, group: shop.group, until: shop.noon, in: $0) }, "nobody knows that it was not done")
        #expect(try await shop.database.write { try Jobs.settle(id, group: shop.group, until: shop.noon + .days(2), in: $0) })
        #expect(try await !shop.database.write { try Jobs.settle(id, group: shop.group, until: shop.noon + .days(2), in: $0) })
        #expect(try await shop.states() == ["done"])
        #expect(try await runner(shop, provider).runDue(now: shop.noon + .days(1)) == 0)
        #expect(try await shop.database.write { try Jobs.takeBack(id, group: shop.group, in: $0) })
        #expect(try await dead(shop).map(\.isUnsure) == [true])
    }

    @Test("what a person decided about keeps what it needs for as long as they can take it back, and no longer", arguments: [true, false])
    func emptied(isUnsure: Bool) async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(isUnsure ? .diesAfterSending : .refusesAtTheDoor)
        for hours in 0...2 { _ = try await runner(shop, provider).runDue(now: shop.noon + .hours(hours)) }
        let id = try await dead(shop)[0].id
        let (decided, until) = (shop.noon + .hours(3), shop.noon + .hours(4))
        func decide() async throws {
            let isDecided = try await shop.database.write { transaction in
                try isUnsure
                    ? Jobs.settle(id, group: shop.group, until: until, in: transaction)
                    : Jobs.letGo(id, group: shop.group, until: until, in: transaction)
            }
            #expect(isDecided)
        }
        func payload() async throws -> [[UInt8]] { try await shop.database.read { try $0.all("SELECT payload FROM job", []) { $0.bytes(0) } } }

        try await decide()
        _ = try await runner(shop, provider).runDue(now: until)
        #expect(try await shop.database.write { try Jobs.takeBack(id, group: shop.group, in: $0) })
        #expect(try await payload() == [[1, 2]])
        #expect(try await dead(shop).map(\.isUnsure) == [isUnsure])
        _ = try await runner(shop, provider).runDue(now: decided + .days(1))
        #expect(try await payload() == [[1, 2]], "nobody has decided")

        try await decide()
        _ = try await runner(shop, provider).runDue(now: until + .minutes(1))
        #expect(try await payload() == [[]])
        #expect(try await shop.states() == ["done"])
        #expect(try await !shop.database.write { try Jobs.takeBack(id, group: shop.group, in: $0) })
    }

    @Test("send again: then it is sent a second time, because a person said so, under the same key")
    func again() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(.diesAfterSending)
        _ = try await runner(shop, provider).runDue(now: shop.noon)
        let id = try await dead(shop)[0].id
        provider.becomes(.answers)
        #expect(try await shop.database.write { try Jobs.retry(id, group: shop.group, now: shop.noon, in: $0) })
        #expect(try await runner(shop, provider).runDue(now: shop.noon) == 1)
        #expect(provider.sent.count == 2 && Set(provider.sent).count == 1)
        #expect(try await shop.states() == ["done"])
    }

    @Test("a program that dies in the middle leaves it unsure once its lease has run out; whoever had it can say nothing more")
    func programDies() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(.neverAnswers)
        let dying = Task { try await runner(shop, provider).runDue(now: shop.noon) }
        await until { provider.sent.count == 1 }
        let later = runner(shop, Provider(.answers))
        #expect(try await later.runDue(now: shop.noon + .minutes(4)) == 0, "it may still be at work")
        #expect(try await later.runDue(now: shop.noon + .minutes(5)) == 0)
        #expect(try await dead(shop).map(\.isUnsure) == [true])
        dying.cancel()
        _ = try await dying.value
        #expect(try await dead(shop).map(\.problem) == [Jobs.endedInTheMiddle])
    }

    @Test("a provider that is sure that nothing went out is asked again in time")
    func refused() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(.refusesAtTheDoor)
        let runner = runner(shop, provider)
        #expect(try await runner.runDue(now: shop.noon) == 1)
        #expect(try await shop.states() == ["waiting"])
        provider.becomes(.answers)
        #expect(try await runner.runDue(now: shop.noon + .minutes(1)) == 1)
        #expect(provider.sent.count == 1)
        #expect(try await shop.states() == ["done"])
    }

    @Test("when the data went back, what had begun and what was due of work that must not be done twice waits for a person; all else runs anew")
    func goneBack() async throws {
        let shop = try Workshop()
        for name in ["begun", "due", "later", "other"] { try await shop.enqueue(name) }
        try await shop.database.write { transaction in
            _ = try transaction.execute(
                "UPDATE job SET began_at = $1, lease_until = $1, attempts = 1, kind = 'other' WHERE key = 'begun'", [shop.noon.stored])
            _ = try transaction.execute("UPDATE job SET due_at = $1 WHERE key = 'later'", [(shop.noon + .days(1)).stored])
            _ = try transaction.execute(
                "UPDATE job SET lease_until = $1, kind = 'other' WHERE key = 'other'", [(shop.noon + .minutes(5)).stored])
            try Jobs.goBack(unrepeatable: ["mail"], now: shop.noon, in: transaction)
        }
        let found = try await dead(shop)
        #expect(
            Set(found.map(\.key)) == ["begun", "due"] && found.allSatisfy { $0.isUnsure && $0.problem == Jobs.wentBack && $0.givenUpAt == shop.noon })
        let runner = JobRunner(database: shop.database, work: ["other": .outside(honoursKey: true) { _ in }])
        #expect(try await runner.runDue(now: shop.noon) == 1, "nobody holds it any more")
        try await shop.database.write { try Jobs.goBack(unrepeatable: [], now: shop.noon, in: $0) }
        #expect(try await dead(shop).count == 2)
    }

    @Test("a provider that honours the key is asked again by itself, under one key")
    func honoured() async throws {
        let shop = try Workshop()
        try await shop.enqueue("a")
        let provider = Provider(.diesAfterSending)
        let runner = runner(shop, provider, honoursKey: true)
        #expect(try await runner.runDue(now: shop.noon) == 1)
        provider.becomes(.answers)
        #expect(try await runner.runDue(now: shop.noon + .minutes(1)) == 1)
        #expect(provider.sent.count == 2 && Set(provider.sent).count == 1)
        #expect(try await shop.states() == ["done"])
    }
}
