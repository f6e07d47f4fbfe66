import Alongside
import Kernel
import Storage
import Synchronization
import TestKit
import Testing
import Words

@testable import Web

/// What people see while the database cannot be reached: that it is so, in their language, and that nothing was saved.
@Suite("When the database is away") struct DatabaseAwayTests {
    private struct AwayDatabase: Database {
        let fault: StorageFault
        let engine = Engine.postgres
        let notices = Notices()

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result { throw fault }

        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result { throw fault }
    }

    private func answer(_ fault: StorageFault, _ request: WebRequest, told: @escaping @Sendable (any Error) -> Void = { _ in }) async throws
        -> WebResponse
    {
        let world = try await World()
        let house = House(
            database: ClockGuard(AwayDatabase(fault: fault), time: world.time.source), vault: world.house.vault, lookups: Lookups(),
            time: world.time.source, random: SeededRandomness(seed: 1), catalogs: world.house.catalogs, publicURL: "http://localhost:8080"
        )
        return await Front(house: house, assets: try Assets.load(), onBroken: told).answer(request)
    }

    @Test(
        "every page says so in the language of the browser, with when to come back",
        arguments: [
            ("en", "ltr", "We cannot reach our database"), ("es", "ltr", "no podemos acceder a nuestra base de datos"),
            ("ar", "rtl", "لا يمكننا الوصول إلى قاعدة بياناتنا"),
        ])
    func page(language: String, direction: String, words: String) async throws {
        for path in ["/", "/riverside/ask", "/riverside/desk"] {
            let page = try await answer(.unavailable("gone"), WebRequest(method: .get, path: path, acceptLanguage: language))
            #expect(page.status == 503 && page.header("retry-after") == "10" && page.header("cache-control") == "no-store")
            #expect(page.text.contains(words) && page.text.contains("<html lang=\"\(language)\" dir=\"\(direction)\">"))
            #expect(!page.text.contains("⟦") && !page.text.contains("gone"))
        }
        let chosen = try await answer(.unavailable("gone"), WebRequest(method: .get, path: "/", query: ["in": "es"], acceptLanguage: "en"))
        #expect(chosen.text.contains("no podemos acceder"))
    }

    @Test("a form that was sent says that nothing was saved, and the log hears of it")
    func form() async throws {
        let heard = Mutex(0)
        var request = WebRequest(method: .post, path: "/riverside/ask", acceptLanguage: "en")
        request.contentType = "application/x-www-form-urlencoded"
        request.body = Array("kind=&name=Noor&what=rice".utf8)
        let answer = try await answer(.unavailable("gone"), request, told: { _ in heard.withLock { $0 += 1 } })
        #expect(answer.status == 503 && answer.text.contains("Nothing was saved: go back"))
        #expect(!answer.text.contains("in=es"), "in another language what was sent would be gone")
        let page = try await self.answer(.unavailable("gone"), WebRequest(method: .get, path: "/riverside/ask", acceptLanguage: "en"))
        #expect(page.text.contains("in=es"))
        #expect(heard.withLock { $0 } > 0)
    }

    @Test("a connection that broke during COMMIT is not called a failure")
    func unknown() async throws {
        let answer = try await answer(.unknown, WebRequest(method: .post, path: "/riverside/ask", acceptLanguage: "en"))
        #expect(answer.status == 503 && answer.text.contains("Look whether it is there") && !answer.text.contains("Nothing was saved"))
    }

    /// The database of a world that goes away with the first write: before it was confirmed, or once it is done.
    private final class LeavingDatabase: Database {
        let engine = Engine.postgres
        let notices = Notices()
        private let real: any Database
        private let confirms: Bool
        private let isGone = Mutex(false)

        init(_ real: any Database, confirms: Bool) {
            self.real = real
            self.confirms = confirms
        }

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
            if isGone.withLock({ $0 }) { throw StorageFault.unavailable("gone") }
            return try await real.read(body)
        }

        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
            let result = try await real.write(body)
            isGone.withLock { $0 = true }
            if confirms { return result }
            throw StorageFault.unknown
        }
    }

    private func front(_ world: World, confirms: Bool) throws -> Front {
        let house = House(
            database: LeavingDatabase(world.house.database, confirms: confirms), vault: world.house.vault, lookups: Lookups(),
            time: world.time.source, random: SeededRandomness(seed: 2), catalogs: world.house.catalogs, publicURL: "http://localhost:8080"
        )
        return Front(house: house, assets: try Assets.load())
    }

    @Test("a server that is lost during COMMIT and stays away: nobody is told that nothing was saved, though the form cannot be shown again")
    func unknownAndAway() async throws {
        let world = try await World()
        let fields = [
            ("kind", world.category("groceries").id.text), ("what", "rice"), ("place-later", "yes"), ("when", "today"), ("name", "Noor"),
            ("reach-calls", "yes"), ("language", "en"), ("once", OnceKey.random(by: world.house.random).text),
        ]
        var request = WebRequest(method: .post, path: "/riverside/ask", acceptLanguage: "en")
        request.contentType = "application/x-www-form-urlencoded"
        request.body = FormToken.encode(fields)
        let answer = await (try front(world, confirms: false)).answer(request)
        #expect(answer.status == 503 && answer.text.contains("Look whether it is there") && !answer.text.contains("Nothing was saved"))
        #expect(try await world.read { connection, _, _ in try connection.number("SELECT count(*) FROM ask") } == 1)
    }

    @Test("what a form did is not called undone when the page that answers it cannot be drawn")
    func doneAndAway() async throws {
        let scene = try await HelperScene()
        let world = scene.world
        let message = try #require(
            try await world.read { connection, house, group in try MessageStore.waiting(at: house.now, in: group.id, connection).first?.id.text })
        let cookie = world.cookie(.omar)
        var request = WebRequest(
            method: .post, path: "/riverside/desk/send/\(message)/open", acceptLanguage: "en", cookies: ["alongside": cookie])
        request.contentType = "application/x-www-form-urlencoded"
        request.body = FormToken.encode([("form-token", FormToken.of(cookie)), ("once", OnceKey.random(by: world.house.random).text)])
        let answer = await (try front(world, confirms: true)).answer(request)
        #expect(answer.status == 503 && answer.text.contains("Look whether it is there") && !answer.text.contains("Nothing was saved"))
    }
}
