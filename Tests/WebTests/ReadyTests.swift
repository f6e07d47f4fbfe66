import Alongside
import Kernel
import Storage
import TestKit
import Testing

@testable import Web

/// What a proxy hears that asks whether this program takes requests.
@Suite("Whether it is ready") struct ReadyTests {
    /// A server that takes what it is asked and never answers.
    private struct SilentDatabase: Database {
        let engine = Engine.postgres
        let notices = Notices()

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
            let (nothing, _) = AsyncStream.makeStream(of: Result.self)
            for await result in nothing { return result }
            throw CancellationError()
        }

        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
            throw StorageFault.unavailable("not asked for")
        }
    }

    private struct AwayDatabase: Database {
        let engine = Engine.postgres
        let notices = Notices()

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
            throw StorageFault.unavailable("no route to 10.1.2.3")
        }

        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
            throw StorageFault.unavailable("no route to 10.1.2.3")
        }
    }

    /// Patient beyond every load of the machine: only the test of a silent database is about time.
    private static let patience = Span.hours(1)

    private func answer(
        _ world: World, over database: (any Database)? = nil, _ readiness: Readiness = Readiness(patience: Self.patience)
    ) async throws -> WebResponse {
        let house = House(
            database: database ?? world.house.database, vault: world.house.vault, lookups: Lookups(), time: world.time.source,
            random: SeededRandomness(seed: 1), catalogs: world.house.catalogs, publicURL: "http://localhost:8080"
        )
        return await Front(house: house, assets: try Assets.load(), readiness: readiness).answer(WebRequest(method: .get, path: "/ready"))
    }

    @Test("200 while database, schema and keys are there, for a proxy to ask again each time")
    func ready() async throws {
        let readiness = Readiness(patience: Self.patience)
        #expect(!readiness.wasAsked)
        let answer = try await answer(World(), readiness)
        #expect(answer.status == 200 && answer.text == "ready\n" && answer.header("cache-control") == "no-store")
        #expect(readiness.wasAsked)
    }

    @Test("503 with the reason and nothing of the installation while the database is away, or takes what it is asked and does not answer")
    func away() async throws {
        let world = try await World()
        for database in [AwayDatabase(), SilentDatabase()] as [any Database] {
            let answer = try await answer(world, over: database, Readiness(patience: Span(milliseconds: 20)))
            #expect(answer.status == 503 && answer.text == "not ready: the database does not answer\n")
        }
    }

    @Test("503 over a database that lacks a step of the schema")
    func schema() async throws {
        let world = try await World()
        try await world.database.write { _ = try $0.execute("DELETE FROM schema_migration WHERE number >= 2") }
        let answer = try await answer(world)
        #expect(answer.status == 503 && answer.text == "not ready: the database is of another release\n")
    }

    @Test("503 when there is no key for today")
    func keys() async throws {
        let world = try await World()
        world.time.move(by: .days(61))
        let answer = try await answer(world)
        #expect(answer.status == 503 && answer.text == "not ready: there are no keys for today\n")
    }

    @Test("503 on a machine whose clock is behind the newest time seen, where every form is refused")
    func clock() async throws {
        let world = try await World()
        world.time.move(to: World.start + .minutes(10))
        try await Nightly(world.house).run()
        world.time.move(to: World.start + .minutes(9))
        #expect(try await answer(world).status == 200, "clocks are set back a little")
        world.time.move(to: World.start)
        let answer = try await answer(world)
        #expect(answer.status == 503 && answer.text == "not ready: the clock is behind\n")
    }

    @Test("503 from the moment it is told to stop, while pages are answered on")
    func stopping() async throws {
        let world = try await World()
        let readiness = Readiness()
        readiness.stop()
        let front = Front(house: world.house, assets: try Assets.load(), readiness: readiness)
        let answer = await front.answer(WebRequest(method: .get, path: "/ready"))
        #expect(answer.status == 503 && answer.text == "not ready: stopping\n")
        for path in ["/riverside/ask", "/health"] { #expect(await front.answer(WebRequest(method: .get, path: path)).status == 200, "\(path)") }
    }
}
