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
        let world = try await World(seed: 24)
        let helper = try await world.neighbourWhoHelps("Amina")

        // 0:00 asked in Spanish, without account or script, and answered at once with a code word and an honest wait.
        let asked = await world.post(
            "/riverside/ask?in=es",
            [
                ("name", "Lucía Ibarra"), ("reach", "07700 900123"), ("kind", world.category("groceries").id.text), ("what", "leche 2 l, arroz 2 kg"),
                ("place", "14 Mill Lane"), ("when", "today"), ("language", "es"),
            ]
        )
        #expect(asked.status == 303)
        let own = try #require(asked.header("location"))
        let ask = try await world.newestAsk()
        let word = try await world.face(of: ask.id).codeWord
        #expect(await world.get(own).text.contains(word))

        // 0:10 triaged on the board.
        let board = await world.get("/riverside/desk", as: .omar)
        #expect(board.text.contains(word))
        #expect(!board.text.contains("07700") && !board.text.contains("14 Mill Lane"))
        let desk = "/riverside/desk/asks/\(ask.id.text)"
        let triaged = await world.post(
            desk + "/triage", [("urgency", "today"), ("zone", world.zone("Mill Lane").id.text), ("cost", "fund"), ("cap", "45")], as: .omar
        )
        #expect(triaged.status == 303)

        // 0:15 matched: a suggestion with its reasons, confirmed by a person.
        let suggested = await world.get(desk, as: .omar)
        #expect(suggested.text.contains("Amina"))
        #expect(await world.post(desk + "/match", [("helper", helper.text)], as: .omar).status == 303)

        // 0:20 told by hand; the hold begins when the message is marked as sent.
        let message = try await world.waitingMessage(.offerToHelper)
        #expect(await world.post("/riverside/desk/send/\(message.id.text)/sent", as: .omar).status == 303)
        let task = "/riverside/l/\(try #require(message.words.link))"
        let offer = await world.get(task)
        #expect(offer.status == 200)
        #expect(!offer.text.contains("07700") && !offer.text.contains("14 Mill Lane"))

        // Accepted, with a window; the street opens within it only.
        let today = "2026-03-10"
        #expect(await world.post(task + "/accept", [("day", today), ("when-from", "15:00"), ("when-until", "17:00")]).status == 303)
        #expect(await world.get(own).text.contains("Amina"))
        let early = await world.post(task + "/open/street")
        #expect(!early.text.contains("14 Mill Lane"))
        world.time.move(by: .hours(5))
        let opened = await world.follow(await world.post(task + "/open/street"))
        #expect(opened.text.contains("14 Mill Lane"))

        // At the door and done, with the receipt's total in the same form; then the place is closed to the helper.
        #expect(await world.post(task + "/arrive").status == 303)
        let done = await world.post(task + "/done", [("total", "31.20")])
        #expect(done.status == 303)
        #expect(await !world.get(task).text.contains("14 Mill Lane"))

        // +24 h repaid by one who is not the payee.
        let receipt = try await world.onlyReceipt()
        let page = "/riverside/desk/receipts/\(receipt.text)"
        #expect(await world.get(page, as: .tessa).status == 200)
        try await world.fillPot(10_000)
        #expect(await world.post(page + "/approve", as: .tessa).status == 303)
        let pot = try await world.onlyPot()
        #expect(await world.post(page + "/pay", [("method", "transfer"), ("pot", pot.text)], as: .tessa).status == 303)
        #expect(try await world.receiptState(receipt) == "paid")

        // Thanked, once.
        #expect(await world.post(own.asPath + "/thank", [("words", "Gracias de corazón")]).status == 303)
        #expect(try await world.waitingMessage(.thanks).words.text.contains("Gracias de corazón"))
        #expect(await world.post(own.asPath + "/thank", [("words", "otra vez")]).status == 409)

        // +48 h followed up.
        world.time.move(by: .days(2))
        #expect(await world.post(own.asPath + "/how-was-it", [("came", "yes")]).status == 303)
        let followed = try await world.newestAsk()
        #expect(followed.state == .done || followed.state == .closed)
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
