import Alongside
import Kernel
import TestKit
import Testing
import Web
import Words

/// The summary of problems goes through a form from top to bottom, and says which question each line means.
@Suite struct ProblemOrderTests {
    /// The fields that the summary leads to, in its order.
    private func named(in page: WebResponse) throws -> [String] {
        let summary = try #require(page.text.components(between: "id=\"problems\"", and: "</ul>").first)
        return summary.components(between: "href=\"#", and: "\"")
    }

    /// Where the field of this name stands in the page.
    private func place(of field: String, in page: WebResponse) throws -> String.Index {
        try #require(page.text.firstRange(of: " id=\"\(field)\""), "\(field)").lowerBound
    }

    private func check(_ page: WebResponse, _ fields: Set<String>) throws {
        #expect(page.status == 422)
        let named = try named(in: page)
        #expect(Set(named) == fields)
        let places = try named.map { try place(of: $0, in: page) }
        #expect(places == places.sorted(), "\(named)")
        #expect(AskerScene.findings(in: page).isEmpty)
    }

    private let long = String(repeating: "x", count: 2_001)

    @Test("on the ask form, when it is new, changed and sent again")
    func ask() async throws {
        let scene = try await AskerScene()
        let wrong: [String: String?] = [
            "kind": nil, "what": nil, "place": nil, "zone": "nowhere", "when": "someday", "name": nil, "reach": "020 7946 0", "language": "xx",
        ]
        let fields: Set<String> = ["kind", "what", "place", "zone", "when", "name", "reach", "language"]
        let page = await scene.ask(wrong)
        try check(page, fields)
        let own = try await scene.asked()
        try check(await scene.world.post(own + "/change", scene.fields(changed: wrong)), fields)
        let date = await scene.ask(["when": "date", "date": "1999-01-01", "name": nil])
        try check(date, ["date", "name"])
    }

    @Test("on the offer form, when it is new and changed")
    func offer() async throws {
        let scene = try await AskerScene()
        let what = [("what", long), ("minutes", "7"), ("hours", "9-never"), ("until", "1999-01-01")]
        let more = [("place", long), ("zone", "nowhere"), ("transport", "rocket"), ("languages", "xx"), ("reach", "")]
        let page = await scene.world.post("/riverside/offer", what + more)
        try check(page, ["kind", "what", "minutes", "name", "reach", "hours", "until", "place", "zone", "transport", "languages"])
        let own = try await scene.offered()
        try check(await scene.world.post(own + "/change", what), ["kind", "what", "minutes", "hours", "until"])
    }

    @Test("on the form of details")
    func details() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let words = ["store", "diet", "access-words", "door", "proxy-name", "proxy-contact", "safe-contact", "call-times", "notes"].map { ($0, long) }
        let choices = [("substitutions", "maybe"), ("cost", "gold"), ("access", "wings"), ("isolating", "1999-01-01"), ("line-0-text", long)]
        let page = await scene.world.post(own + "/details", words + choices)
        try check(page, Set((words + choices).map(\.0)))
    }

    @Test("a choice that is missing is named by its question", arguments: ["en", "es", "ar"])
    func questions(_ language: String) async throws {
        let scene = try await AskerScene()
        let say = scene.world.house.catalogs.wording(try #require(LanguageTag(language)))
        let fields = [("minutes", "7"), ("transport", "rocket"), ("languages", "xx")]
        let page = await scene.world.post("/riverside/offer?in=\(language)", fields, language: language)
        for question in [say("offer.form.minutes"), say("offer.form.transport"), say("offer.form.languages")] {
            #expect(page.text.contains("data-question>\(question)"), "\(question)")
        }
    }
}
