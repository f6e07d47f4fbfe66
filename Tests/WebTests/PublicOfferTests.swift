import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@Suite struct PublicOfferTests {
    @Test("2.3 the same switch leads both ways, and somebody with an open ask can offer")
    func bothWays() async throws {
        let scene = try await AskerScene()
        #expect(await scene.world.get("/riverside/ask").text.contains("href=\"/riverside/offer\""))
        #expect(await scene.world.get("/riverside/offer").text.contains("href=\"/riverside/ask\""))
        _ = try await scene.asked()
        let before = try await scene.newest()
        let page = await scene.world.get(try await scene.offered())
        #expect(page.status == 200 && page.text.contains("Your offer stands"))
        let after = try await scene.newest()
        #expect(after.id == before.id && after.state == before.state && after.createdAt == before.createdAt)
    }

    @Test("4.16 twenty minutes on the phone can be offered, from the form as it stands, without script")
    func tiny() async throws {
        let scene = try await AskerScene()
        let page = await scene.world.get("/riverside/offer")
        let sent = await scene.world.send(
            page, form: scene.form(page, to: "/offer"),
            [
                ("name", "Ola"), ("reach", "ola@example.org"), ("kind", scene.world.category("chat").id.text), ("minutes", "20"), ("remote", "yes"),
                ("hours", "3-evening"), ("languages", "en"), ("languages", "ar"), ("language-other", "so"),
            ]
        )
        #expect(sent.status == 303 && sent.header("set-cookie") == nil)
        let own = await scene.world.follow(sent)
        #expect(own.text.contains("20 minutes") && own.text.contains("From home only"))
        let helper = try await scene.world.read { connection, _, group in try HelperStore.all(in: group.id, connection).first }
        #expect(helper?.remoteOnly == true && helper?.languages.map(\.text) == ["en", "ar", "so"] && helper?.hours.slots.count == 1)
    }

    @Test("4.15 (web) from the group's page to one's own page of promises it is one form and no account")
    func joining() async throws {
        let scene = try await AskerScene()
        #expect(await scene.world.get("/riverside").text.contains("href=\"/riverside/offer\""))
        let own = try await scene.offered()
        let page = await scene.world.get(own)
        let links = page.text.components(between: "href=\"", and: "\"").filter { $0.hasPrefix("/riverside/l/") && !$0.hasPrefix(own) }
        #expect(page.text.contains("My promises") && links.count == 1)
        let token = try #require(links.first.flatMap { LinkToken(text: String($0.split(separator: "/")[2])) })
        let held = try await scene.world.read { connection, _, group in try LinkStore.with(hash: token.hash, in: group.id, connection) }
        let helper = try await scene.world.read { connection, _, group in try HelperStore.all(in: group.id, connection).first }
        #expect(held?.purpose == .helper && held?.person == helper?.id && helper?.weeklyLimit == 2)
    }

    @Test("somebody known by their number is sent their page; the stranger who typed it sees none")
    func notToStrangers() async throws {
        let scene = try await AskerScene()
        _ = try await scene.asked()
        let own = await scene.world.get(try await scene.offered())
        #expect(own.text.contains("Your own page comes to you by message") && !own.text.contains("helper-link"))
    }

    @Test("an offer can be for one time, and longer after all")
    func once() async throws {
        let scene = try await AskerScene()
        let own = try await scene.offered()
        #expect(await !scene.world.get(own).text.contains("Just this once"))
        var change = await scene.world.get(own + "/change")
        let saved = await scene.world.send(change, form: scene.form(change, to: "/change"), [("this-once", "yes")])
        #expect(saved.status == 303)
        #expect(await scene.world.get(own).text.contains("Just this once"))
        change = await scene.world.get(own + "/change")
        let wrong = await scene.world.post(own + "/change", [("this-once", "yes")])
        let ticks = [change, wrong].map { page in
            page.text.components(between: "<input", and: ">").contains { $0.contains("name=\"this-once\"") && $0.contains("checked") }
        }
        #expect(wrong.status == 422 && ticks == [true, true])
    }

    @Test("an offer can be changed, rest, go on, be taken back and come back")
    func steps() async throws {
        let scene = try await AskerScene()
        let own = try await scene.offered()
        let change = await scene.world.get(own + "/change")
        let saved = await scene.world.send(change, form: scene.form(change, to: "/change"), [("what", "Two calls"), ("until", "2026-04-01")])
        #expect(saved.status == 303)
        var page = await scene.world.get(own)
        #expect(page.text.contains("Two calls") && page.text.contains("1 April 2026"))
        page = await scene.world.follow(await scene.world.post(own + "/change", [("do", "pause")]))
        #expect(page.text.contains("Your offer rests"))
        page = await scene.world.follow(await scene.world.post(own + "/change", [("do", "resume")]))
        #expect(page.text.contains("Your offer stands"))
        page = await scene.world.follow(await scene.world.post(own + "/withdraw"))
        #expect(page.text.contains("You took your offer back"))
        page = await scene.world.follow(
            await scene.world.send(page, form: PageForm.all(in: page.text).firstIndex { $0.action.contains("/undo/") } ?? 99))
        #expect(page.text.contains("Your offer stands"))
    }

    @Test("an offer without a way to ask is told so, and keeps what was typed")
    func problems() async throws {
        let scene = try await AskerScene()
        let response = await scene.world.post(
            "/riverside/offer", [("name", "Ola"), ("what", "Bread & salt"), ("until", "2020-01-01"), ("minutes", "7")])
        #expect(response.status == 422 && response.text.contains("Bread &amp; salt"))
        for field in ["reach", "kind", "until", "minutes"] { #expect(response.text.contains("id=\"\(field)-problem\""), "\(field)") }
        #expect(AskerScene.findings(in: response).isEmpty)
    }

    @Test("the pages of an ask are none of an offer's, and the other way round")
    func apart() async throws {
        let scene = try await AskerScene()
        let own = try await scene.offered()
        for path in ["details", "thank", "how-was-it", "complain"] { #expect(await scene.world.get(own + "/" + path).status == 404, "\(path)") }
        #expect(await scene.world.post(own + "/complain", [("about", "other"), ("words", "x")]).status == 404)
    }
}

extension String {
    func components(between start: String, and end: String) -> [String] {
        var out: [String] = []
        var rest = self[...]
        while let open = rest.firstRange(of: start) {
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: end) else { break }
            out.append(String(rest[..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        return out
    }
}
