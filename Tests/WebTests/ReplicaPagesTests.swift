import Alongside
import Kernel
import Sealing
import Storage
import Synchronization
import TestKit
import Testing
import Words

@testable import Web

/// Which pages may come from a replica: what everybody sees alike, for whoever has no session; nothing else.
@Suite("Pages from a replica") struct ReplicaPagesTests {
    /// Passes every read on, or does not know any group yet, and counts.
    private final class Replica: Database {
        private let primary: any Database
        private let isBehind: Bool
        private let reads = Mutex(0)
        let engine = Engine.postgres

        init(_ primary: any Database, isBehind: Bool = false) {
            self.primary = primary
            self.isBehind = isBehind
        }

        var notices: Notices { primary.notices }
        var count: Int { reads.withLock { $0 } }

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
            reads.withLock { $0 += 1 }
            if isBehind { throw Problem.missing() }
            return try await primary.read(body)
        }

        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
            Issue.record("a replica was written to")
            return try await primary.write(body)
        }
    }

    private func front(_ world: World, _ replica: Replica) throws -> Front {
        let house = House(
            database: world.house.database, replica: replica, vault: world.house.vault, lookups: world.house.lookups, time: world.time.source,
            random: SeededRandomness(seed: 9), catalogs: world.house.catalogs, publicURL: "http://localhost:8080"
        )
        return Front(house: house, assets: try Assets.load())
    }

    @Test("pages for everybody are read there by whoever has no session", arguments: ["", "/ask", "/offer", "/crisis", "/who-sees-what", "/books"])
    func everybody(path: String) async throws {
        let world = try await World()
        let replica = Replica(world.database)
        let front = try front(world, replica)
        #expect(await front.answer(WebRequest(method: .get, path: "/riverside" + path)).status == 200)
        #expect(replica.count == 1)
        let member = WebRequest(method: .get, path: "/riverside" + path, cookies: ["alongside": world.cookie(.rosa)])
        #expect(await front.answer(member).status == 200)
        #expect(replica.count == 1, "a member may have changed it a moment ago")
    }

    @Test(
        "what is somebody's own, what a session is needed for, and what is sent is not",
        arguments: ["/", "/health", "/riverside/sign-in", "/riverside/desk"])
    func nobodyElse(path: String) async throws {
        let world = try await World()
        let replica = Replica(world.database)
        let front = try front(world, replica)
        for method in [WebRequest.Method.get, .post] { _ = await front.answer(WebRequest(method: method, path: path)) }
        _ = await front.answer(WebRequest(method: .post, path: "/riverside/ask"))
        _ = await front.answer(WebRequest(method: .get, path: "/riverside/l/\(LinkToken.random().text)"))
        #expect(replica.count == 0)
    }

    @Test("a group that is not there yet is looked for in the database itself")
    func justFounded() async throws {
        let world = try await World()
        let replica = Replica(world.database, isBehind: true)
        let front = try front(world, replica)
        #expect(await front.answer(WebRequest(method: .get, path: "/riverside/ask")).status == 200)
        #expect(replica.count == 1)
    }
}
