import Alongside
import Kernel
import Markup
import Storage
import TestKit
import Testing

@testable import Web

@Suite struct BoardPageTests {
    @Test("every queue is a page that holds together, in English and in Arabic", arguments: BoardFilter.Queue.allCases, ["en", "ar", "es"])
    func queues(_ queue: BoardFilter.Queue, _ language: String) async throws {
        let scene = try await BoardScene()
        _ = try await scene.open()
        for query in ["?queue=\(queue.rawValue)", "?queue=\(queue.rawValue)&category=none&language=xx&order=?&zone=1&page=99"] {
            let page = await scene.board(query, language: language)
            #expect(page.status == 200)
            #expect(AskerScene.findings(in: page).isEmpty)
            #expect(!page.text.contains("⟦"))
        }
    }

    @Test("a row says what, who by alias and code word, where, and that nobody is there yet; never a number or a house")
    func row() async throws {
        let scene = try await BoardScene()
        let id = try await scene.open(["what": "Rice and nappies"])
        let word = try await scene.asker.sealed(id).face.codeWord
        let text = await scene.board("?queue=open").text
        for shown in ["Groceries: Rice and nappies", "Ola", word, "Mill Lane", "nobody yet"] { #expect(text.contains(shown), "\(shown)") }
        for hidden in ["900123", "14 Mill Lane"] { #expect(!text.contains(hidden)) }
    }

    @Test("0.9 (web) an ask in a pod stands in the pod's list and its zone's, and in no other")
    func pods() async throws {
        let scene = try await BoardScene()
        let id = try await scene.open(zone: "Elm Court")
        for (zone, isThere) in [("Elm Court", true), ("Dock Street", true), ("Mill Lane", false)] {
            let page = await scene.board("?queue=open&zone=\(scene.world.zone(zone).id.text)")
            #expect(page.text.contains(id.text) == isThere, "\(zone)")
        }
        #expect(await scene.board("?queue=unplaced").text.contains(id.text) == false)
        let unplaced = try await scene.asked(["place": "9 Nowhere Terrace"])
        #expect(await scene.board("?queue=unplaced").text.contains(unplaced.text))
    }

    @Test("1.9 (web) after 24 hours without human contact an ask turns red and stands among the quiet ones, until somebody rings")
    func silence() async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked()
        scene.world.time.move(by: .hours(23))
        #expect(await !scene.board("?queue=silent").text.contains(id.text))
        scene.world.time.move(by: .hours(3))
        let page = await scene.board("?queue=silent").text
        #expect(page.contains(id.text) && page.contains("Nobody has been in touch for 26 hours") && page.contains("pill-brick"))
        #expect(await scene.page(id).text.contains("Nobody has been in touch for 26 hours"))
        #expect(await scene.send(id, "contact").status == 303)
        #expect(await !scene.board("?queue=silent").text.contains(id.text))
        #expect(await !scene.page(id).text.contains("Nobody has been in touch"))
    }

    @Test(
        "days open have a colour and a text",
        arguments: [(0, Pill.Tone.spruce), (2, .spruce), (3, .marigold), (4, .marigold), (5, .brick), (40, .brick)])
    func tones(_ days: Int, _ tone: Pill.Tone) { #expect(AskPill.tone(days: days) == tone) }

    @Test("what is needed today and nobody has taken is red at once")
    func today() async throws {
        let scene = try await BoardScene()
        _ = try await scene.open(urgency: "today")
        #expect(await scene.board("?queue=open").text.contains("<span class=\"pill pill-brick\">today</span>"))
    }

    @Test("1.11 the row of a second ask names the buddy")
    func buddy() async throws {
        let scene = try await BoardScene()
        let first = try await scene.open()
        try await scene.asker.match(first, .done, ask: .done, helper: "Amina")
        let second = try await scene.open(kind: "pets")
        let text = await scene.board("?queue=open").text
        #expect(text.contains(second.text) && text.contains("same buddy"))
    }

    @Test("fifty rows a page, and the way to the others")
    func pages() async throws {
        let scene = try await BoardScene()
        for _ in 0..<51 { _ = try await scene.asked() }
        let first = await scene.board().text
        #expect(first.components(between: "<li><a href=\"/riverside/desk/asks/", and: "</a>").count == 50)
        let second = await scene.board("?page=2").text
        #expect(second.components(between: "<li><a href=\"/riverside/desk/asks/", and: "</a>").count == 1)
        #expect(first.contains("51 asks"))
    }

    @Test("another group's asks are neither listed nor opened")
    func isolation() async throws {
        let scene = try await BoardScene()
        let house = scene.world.house
        let foreign = try await house.database.write { transaction in
            let (group, categories, _) = try World.found(house, "hillside", transaction)
            let input = OpenAsk.Input(
                alias: "Zed", contact: Contact(reach: .calls), place: nil, category: categories["groceries"]!.id, words: "Oranges", language: .english
            )
            return try OpenAsk(input).run(transaction, in: house, group: group, by: .visitor).ask
        }
        for queue in BoardFilter.Queue.allCases { #expect(await !scene.board("?queue=\(queue.rawValue)").text.contains(foreign.text)) }
        #expect(await scene.page(foreign).status == 404)
        for verb in AskVerb.allCases { #expect(await scene.send(foreign, verb.rawValue, [("urgency", "week"), ("reason", "met")]).status >= 400) }
        #expect(await scene.world.post("/riverside/desk/asks/\(foreign.text)/open/contact", as: .omar).status == 404)
    }

    @Test("a treasurer and a passer-by do not come in")
    func access() async throws {
        let scene = try await BoardScene()
        let id = try await scene.open()
        #expect(await scene.board(as: .tessa).status == 403)
        #expect(await scene.page(id, as: .tessa).status == 403)
        let stranger = await scene.world.get("/riverside/desk/asks/\(id.text)")
        #expect(stranger.status == 303 && !stranger.text.contains("Ola"))
        let intake = await scene.page(id, as: .ines)
        #expect(intake.status == 200 && !intake.text.contains("/match\""))
    }
}
