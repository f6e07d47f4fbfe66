import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// One ask from the front door to thanks and to being forgotten, through the pages alone and in the order of the main job.
@Suite struct MainFlowTests {
    @Test("4.24 one ask goes from the front door to paid, thanked and forgotten, with nothing but these pages")
    func wholeWay() async throws {
        var flow = try await MainFlow(seed: 24)
        try await flow.isAsked()
        try await flow.isAcknowledged()
        try await flow.isTriaged()
        try await flow.isMatched()
        try await flow.holdRunsOut()
        try await flow.isAccepted()
        try await flow.isShopped()
        try await flow.failsOnce()
        try await flow.isDone()
        try await flow.isRepaid()
        try await flow.isThanked()
        try await flow.isFollowedUp()
        try await flow.isComplainedAbout()
        try await flow.isForgotten()
    }

    @Test("no page of the flow shows a sentence that is missing, in any language", arguments: ["en", "es", "ar"])
    func sentences(language: String) async throws {
        let world = try await World(seed: 25)
        let own = try #require(
            await world.post(
                "/riverside/ask?in=\(language)",
                [
                    ("name", "Lucía"), ("reach", "07700 900123"), ("kind", world.category("groceries").id.text), ("what", "leche 2 l"),
                    ("place", "14 Mill Lane"), ("when", "week"), ("language", language),
                ]
            ).header("location")
        ).asPath
        let ask = try await world.newestAsk()
        for path in [
            "/riverside", "/riverside/ask", "/riverside/offer", "/riverside/crisis", "/riverside/who-sees-what", "/riverside/books", own,
            own + "/details",
        ] {
            let page = await world.get(path + "?in=\(language)")
            #expect(page.status == 200, "\(path)")
            #expect(!page.text.contains("⟦"), "\(path): \(page.text.missingSentences)")
        }
        for path in [
            "", "?queue=open", "?queue=closed", "/asks/\(ask.id.text)", "/send", "/helpers", "/offers", "/complaints", "/settings", "/settings/words",
            "/settings/zones", "/settings/places", "/settings/categories", "/settings/people", "/sessions", "/import", "/ledger",
        ] {
            let mark = path.contains("?") ? "&" : "?"
            let page = await world.get("/riverside/desk\(path)\(mark)in=\(language)", as: .rosa)
            #expect(page.status == 200, "\(path)")
            #expect(!page.text.contains("⟦"), "\(path): \(page.text.missingSentences)")
        }
        for path in ["/receipts", "/ledger"] {
            let page = await world.get("/riverside/desk\(path)?in=\(language)", as: .tessa)
            #expect(page.status == 200 && !page.text.contains("⟦"), "\(path): \(page.text.missingSentences)")
        }
    }
}

extension String {
    /// The address without its query.
    var asPath: String { String(prefix { $0 != "?" }) }

    /// The keys that no catalog has, for the test's message.
    var missingSentences: [Substring] { split(separator: "⟦").dropFirst().map { $0.prefix { $0 != "⟧" } } }
}
