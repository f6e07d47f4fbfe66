import Alongside
import Foundation
import Kernel
import Markup
import Storage
import TestKit
import Testing
import Words

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

    @Test(
        "what somebody cannot eat stands in the row, however long their list is, and the queue says what stands in it", arguments: ["en", "es", "ar"])
    func diet(_ language: String) async throws {
        let scene = try await BoardScene()
        _ = try await scene.open(["what": "arroz, leche, huevos, pan, manzanas, peras, patatas, cebollas, ajo, aceite, sal\nSin cerdo"])
        let page = await scene.board("?queue=open&in=\(language)")
        #expect(page.text.contains("Sin cerdo, arroz, leche, huevos") && !page.text.contains("Sin cer…"))
        let say = scene.world.house.catalogs.wording(try #require(LanguageTag(language)))
        #expect(page.text.contains(say("board.queues.hint")) && page.text.contains(say.family("board.queue.hint", "open")))
        #expect(await !scene.board("?queue=silent&in=\(language)").text.contains(say.family("board.queue.hint", "silent")), "nothing is there")
    }

    @Test("a board without new asks gives the address to share, and only there")
    func share() async throws {
        let scene = try await BoardScene()
        let page = await scene.board()
        #expect(page.text.contains("id=\"ask-address\"") && page.text.contains("/riverside/ask</p>"))
        #expect(AskerScene.findings(in: page).isEmpty)
        #expect(await !scene.board("?queue=open").text.contains("id=\"ask-address\""))
        _ = try await scene.asked()
        #expect(await !scene.board().text.contains("id=\"ask-address\""))
    }

    @Test("a group without zones reads nothing of places that an ask could lack", arguments: ["", "?queue=unplaced", "?queue=open"])
    func withoutZones(_ query: String) async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked(["place": "9 Nowhere Terrace"])
        #expect(await scene.board(query).text.contains("No place yet"))
        try await scene.world.write { transaction, house, group in
            _ = try transaction.execute("UPDATE zone SET removed_at = $1 WHERE group_id = $2", [house.now.stored, group.id.stored])
        }
        for text in [await scene.board(query).text, await scene.page(id).text] {
            #expect(!text.contains("No place yet") && !text.contains("id=\"places\"") && !text.contains("name=\"zone\""), "\(query)")
        }
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

    @Test("age and urgency stand side by side in every state of an ask that lives", arguments: BoardStore.living)
    func sideBySide(_ state: AskState) async throws {
        let scene = try await BoardScene()
        let id = state == .new ? try await scene.asked(["when": "week"]) : try await scene.open(urgency: "two_days")
        switch state {
        case .offered: try await scene.asker.match(id, .proposed, ask: .offered)
        case .accepted: try await scene.asker.match(id, .accepted, ask: .accepted)
        case .underWay: try await scene.asker.match(id, .atDoor, ask: .underWay)
        default: break
        }
        scene.world.time.move(by: .days(6))
        let queue = [AskState.new: "triage", .open: "open", .offered: "offered"][state] ?? "way"
        let text = await scene.board("?queue=\(queue)").text
        // Six days on what was wanted this week is wanted today or within two days.
        let word = state == .new ? "(today|2 days)" : "2 days"
        let pills = "<span class=\"row-pills\"><span class=\"pill pill-brick\">6[^<]*</span> <span class=\"pill pill-[a-z]+\">\(word)</span></span>"
        #expect(text.range(of: pills, options: .regularExpression) != nil)
    }

    @Test("what nobody has said how soon says so")
    func unsaid() async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked(["when": "no_hurry"])
        try await scene.world.write { transaction, _, group in
            var ask = try AskStore.existing(id, in: group.id, transaction)
            ask.wantedBy = nil
            try AskStore.update(ask, in: group.id, transaction)
        }
        #expect(await scene.board().text.contains("<span class=\"pill pill-plain\">not sorted</span>"))
    }

    @Test("a row of the board says what is asked for; of medicine, and of who wants care taken with their words, it says the kind of help alone")
    func rowWords() async throws {
        let scene = try await BoardScene()
        let careful = try await scene.asked(["what": "Bananas"])
        let sorted = try await scene.asked(["what": "Dumplings"])
        for (words, kind) in [("Quince", "groceries"), ("Metformin", "prescriptions")] { _ = try await scene.asked(["what": words], kind: kind) }
        let before = await scene.board().text
        for words in ["Bananas", "Dumplings", "Quince"] { #expect(before.contains(words), "\(words)") }
        let medicine = scene.world.category("prescriptions").id
        try await scene.world.write { transaction, _, group in
            var ask = try AskStore.existing(careful, in: group.id, transaction)
            ask.safeMode = true
            try AskStore.update(ask, in: group.id, transaction)
            ask = try AskStore.existing(sorted, in: group.id, transaction)
            ask.category = medicine
            try AskStore.update(ask, in: group.id, transaction)
        }
        let after = await scene.board().text
        #expect(after.contains("Quince") && after.contains(careful.text) && after.contains(sorted.text))
        for words in ["Bananas", "Dumplings", "Metformin"] { #expect(!after.contains(words), "\(words)") }
    }

    @Test("the board can be narrowed to one urgency, and stays so from page to page")
    func urgencyFilter() async throws {
        let scene = try await BoardScene()
        let (today, week) = (try await scene.open(urgency: "today"), try await scene.open(urgency: "week"))
        let page = await scene.board("?queue=open&urgency=today").text
        #expect(page.contains(today.text) && !page.contains(week.text))
        #expect(page.contains("<option value=\"today\" selected>"))
        #expect(BoardFilter(["urgency": "two_days"]).query == "?urgency=two_days" && BoardFilter(["urgency": "soon"]).urgency == nil)
    }

    @Test("the board can be narrowed to every language in which somebody waits, also one that the group does not speak")
    func languageFilter() async throws {
        let scene = try await BoardScene()
        #expect(await !scene.board().text.contains("<option value=\"pl\""))
        let id = try await scene.open(["language": "pl"])
        let other = try await scene.open()
        let page = await scene.board("?queue=open&language=pl").text
        #expect(page.contains("<option value=\"pl\" selected>") && page.contains(id.text) && !page.contains(other.text))
    }

    @Test("a hold that ran out stands at the head of the board and in the row, with a next and without, until it was seen", arguments: [true, false])
    func lapsed(_ hasNext: Bool) async throws {
        let scene = try await BoardScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let id = try await scene.open()
        _ = await scene.send(id, "match", (hasNext ? [amina, ben] : [amina]).map { ("helper", $0.text) })
        let omar = scene.world.actor(.omar)
        let message = try await scene.world.waitingMessage(.offerToHelper).id
        try await scene.world.write { _ = try MarkSent(message).run($0, in: $1, group: $2, by: omar) }
        scene.world.time.move(by: .hours(5))
        try await scene.world.write { _ = try ReleaseHolds().run($0, in: $1, group: $2) }
        let word = try await scene.asker.sealed(id).face.codeWord
        let board = await scene.board("?queue=\(hasNext ? "offered" : "open")")
        #expect(board.text.contains("1 hold ran out") && board.text.contains("the hold ran out:") && AskerScene.findings(in: board).isEmpty)
        #expect(board.text.contains(hasNext ? "Now we are asking" : "Nobody is being asked.") && board.text.contains(word))
        let (intake, triage) = (await scene.board(as: .ines).text, await scene.board().text)
        #expect(intake.contains("1 hold ran out") && !intake.contains("/desk/lapses") && triage.contains("1 hold ran out"))
        let answer = await scene.world.send(board, form: scene.asker.form(board, to: "/lapses"), as: .omar)
        #expect(answer.status == 303)
        let after = await scene.board("?queue=\(hasNext ? "offered" : "open")").text
        #expect(!after.contains("hold ran out") && after.contains(id.text))
        #expect(await scene.world.post("/riverside/desk/lapses", [("until", "soon")], as: .omar).status == 422)
    }

    @Test("of many holds that ran out three are named, and the others counted")
    func manyLapsed() async throws {
        let scene = try await BoardScene()
        let omar = scene.world.actor(.omar)
        for name in ["Amina", "Ben", "Chidi", "Dora", "Eun"] {
            let id = try await scene.open()
            _ = await scene.send(id, "match", [("helper", try await scene.helper(name).text)])
            let message = try await scene.world.waitingMessage(.offerToHelper).id
            try await scene.world.write { _ = try MarkSent(message).run($0, in: $1, group: $2, by: omar) }
        }
        scene.world.time.move(by: .hours(5))
        try await scene.world.write { _ = try ReleaseHolds().run($0, in: $1, group: $2) }
        let notice = await scene.board().text
        #expect(notice.contains("5 holds ran out") && notice.components(separatedBy: "did not answer in time").count == 4)
        #expect(notice.contains("<li>and 2 more</li>"))
    }

    @Test("the head of the board says how wide the door stands now: a pause that is over is over")
    func pauseOver() async throws {
        let scene = try await BoardScene()
        try await scene.world.write { transaction, house, group in
            var group = group
            group.scope = .paused
            group.pausedUntil = house.now + .days(2)
            try GroupStore.update(group, transaction)
        }
        #expect(await scene.board().text.contains("<span class=\"pill pill-marigold\">Paused</span>"))
        scene.world.time.move(by: .days(2))
        let text = await scene.board().text
        #expect(text.contains("<span class=\"pill pill-spruce\">Open</span>") && !text.contains(">Paused</span>"))
    }

    @Test("from “I lost my link” to the new one: the box on the board, the ask, the code word, the message, the page")
    func lostLink() async throws {
        let scene = try await BoardScene()
        let old = try await scene.asker.asked(["name": "Marisol"])
        let id = try await scene.asker.newest().id
        let word = try await scene.asker.sealed(id).face.codeWord
        let board = await scene.board(as: .ines)
        #expect(board.text.contains("Code word, name or number"))
        let found = await scene.world.send(board, form: scene.asker.form(board, to: "/find"), [("find", word.uppercased())], as: .ines)
        #expect(found.status == 200 && found.text.contains("1 ask found") && found.text.contains("/desk/asks/\(id.text)"))
        #expect(found.text.contains("Marisol") && !found.text.contains("900123") && !found.text.contains("Mill Lane") && !found.text.contains("Milk"))
        #expect(AskerScene.findings(in: found).isEmpty)
        let answer = await scene.send(id, "link", [("code-word", word), ("contact", "07700 900123")], as: .ines)
        #expect(answer.status == 303)
        let link = try #require(try await scene.world.waitingMessage(.newLink).words.link)
        let page = await scene.world.get("/riverside/l/\(link)")
        #expect(page.status == 200 && page.text.contains("Marisol"))
        #expect(await scene.world.get(old).status != 200)
    }

    @Test(
        "found by the number, the asker sees who looked; nothing found says what else to try; nothing typed is a problem",
        arguments: ["en", "es", "ar"])
    func found(_ language: String) async throws {
        let scene = try await BoardScene()
        let own = try await scene.asker.asked()
        func find(_ typed: String) async -> WebResponse {
            await scene.world.post("/riverside/desk/find", [("find", typed)], as: .omar, language: language)
        }
        #expect(await !scene.world.get(own).text.contains("Omar"))
        let (hit, miss, empty) = (await find("07700 900123"), await find("no such name"), await find(" "))
        #expect(hit.status == 200 && hit.text.contains("Ola") && miss.status == 200 && empty.status == 422)
        for page in [hit, miss, empty] { #expect(AskerScene.findings(in: page).isEmpty && !page.text.contains("⟦")) }
        #expect(await scene.world.get(own).text.contains("Omar"))
        #expect(await scene.world.post("/riverside/desk/find", [("find", "Ola")], as: .tessa).status == 403)
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
