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
            ("en", "ltr", "We cannot reach our database"), ("es", "ltr", "no podemos llegar a nuestra base de datos"),
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
        #expect(chosen.text.contains("no podemos llegar"))
    }

    @Test("a form that was sent says that nothing was saved, and the log hears of it")
    func form() async throws {
        let heard = Mutex(0)
        var request = WebRequest(method: .post, path: "/riverside/ask", acceptLanguage: "en")
        request.contentType = "application/x-www-form-urlencoded"
        request.body = Array("kind=&name=Noor&what=rice".utf8)
        let answer = try await answer(.unavailable("gone"), request, told: { _ in heard.withLock { $0 += 1 } })
        #expect(answer.status == 503 && answer.text.contains("Nothing was saved: go back"))
        #expect(heard.withLock { $0 } > 0)
    }

    @Test("a connection that broke during COMMIT is not called a failure")
    func unknown() async throws {
        let answer = try await answer(.unknown, WebRequest(method: .post, path: "/riverside/ask", acceptLanguage: "en"))
        #expect(answer.status == 503 && answer.text.contains("Look whether it is there") && !answer.text.contains("Nothing was saved"))
    }
}
