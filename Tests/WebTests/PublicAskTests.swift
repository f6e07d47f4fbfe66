import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web
import Words

@Suite struct PublicAskTests {
    @Test("3.15 (web) an ask is made without script and account, in Spanish, from the form as it stands on the page")
    func plainForm() async throws {
        let scene = try await AskerScene()
        let page = await scene.world.get("/riverside/ask?in=es")
        #expect(page.status == 200 && page.text.contains("lang=\"es\"") && page.header("set-cookie") == nil)
        let form = try #require(PageForm.all(in: page.text).first { $0.names.contains("what") })
        #expect(
            Set(form.names).isSuperset(of: [
                "name", "reach", "reach-calls", "place", "place-later", "zone", "kind", "what", "when", "date", "language", "once",
            ]))
        let sent = await scene.world.send(
            page, form: scene.form(page, to: "/ask"),
            [
                ("name", "Lucía"), ("reach", "07700 900123"), ("kind", scene.world.category("groceries").id.text), ("what", "Leche"),
                ("place", "Mill Lane"),
                ("when", "today"), ("language", "es"),
            ]
        )
        #expect(sent.status == 303 && sent.header("set-cookie") == nil)
        let own = await scene.world.follow(sent)
        #expect(own.status == 200 && own.text.contains("Tenemos tu petición"))
        let ask = try await scene.newest()
        #expect(ask.language == .spanish && ask.door == .web)
    }

    @Test("the form asks six questions; what only some need is folded into one of them", arguments: ["en", "es", "ar"])
    func sixQuestions(language: String) async throws {
        let scene = try await AskerScene()
        let page = await scene.world.get("/riverside/ask?in=\(language)").text
        #expect(page.matches(of: /<div class="question">/).count == 6)
        // What is seen at once: without what is folded away, the ticks that answer a question another way, and the cards of a choice.
        let seen = page.replacing(/<details class="more">[\s\S]*?<\/details>/, with: "").replacing(/<div class="on-date">[\s\S]*?<\/div>/, with: "")
            .replacing(/<div class="tick">[\s\S]*?<\/div>/, with: "")
        // What is asked is one question with its kind and its words.
        #expect(seen.matches(of: /<legend|<label for=/).count == 6 + 1)
        #expect(page.contains("name=\"zone\"") && page.contains("name=\"date\""))
    }

    @Test("a part of the area that was chosen is named where it is folded away, and opened beside its problem")
    func zoneIsSaid() async throws {
        let scene = try await AskerScene()
        let zone = scene.world.zone("Mill Lane").id.text
        let page = await scene.ask(["zone": zone, "name": ""])
        #expect(page.status == 422 && page.text.contains("<summary>Part of our area: Mill Lane</summary>"))
        let wrong = await scene.ask(["zone": "nowhere"])
        #expect(wrong.status == 422 && wrong.text.contains("<details class=\"more\" open>") && wrong.text.contains("id=\"zone-problem\""))
    }

    @Test("asking for somebody else is found on the first page, asks no seventh question, and leads to who asks", arguments: ["en", "es", "ar"])
    func forSomebody(_ language: String) async throws {
        let scene = try await AskerScene()
        let say = scene.world.house.catalogs.wording(try #require(LanguageTag(language)))
        let first = await scene.world.get("/riverside/ask", language: language)
        let way = try #require(first.text.firstRange(of: "href=\"/riverside/ask?for=somebody\">\(say("ask.form.other"))</a>"))
        #expect(way.lowerBound < first.text.firstRange(of: "<form")!.lowerBound, "before anything is typed")
        let form = await scene.world.get("/riverside/ask?for=somebody", language: language)
        #expect(form.text.contains(">\(say("ask.form.name.other"))</label>") && !form.text.contains(">\(say("ask.form.name"))</label>"))
        func asked(_ page: WebResponse) -> Set<String> { Set(PageForm.all(in: page.text).first { $0.isPost }?.names ?? []) }
        #expect(asked(form) == asked(first).union(["for"]))
        #expect(form.text.contains("href=\"/riverside/ask?in=ar&amp;for=somebody\""), "also in another language")
        #expect(AskerScene.findings(in: form).isEmpty)

        let refused = await scene.world.post("/riverside/ask", scene.fields(changed: ["name": ""]) + [("for", "somebody")], language: language)
        #expect(refused.status == 422 && refused.text.contains(">\(say("ask.form.name.other"))</label>"))
        let sent = await scene.world.post("/riverside/ask", scene.fields(changed: ["language": language]) + [("for", "somebody")], language: language)
        let own = try #require(sent.header("location"))
        let page = await scene.world.get(own)
        #expect(own.hasSuffix("?for=somebody") && page.text.contains(say("asker.somebody.title")))
        let details = own.replacing("?for", with: "/details?for")
        #expect(page.text.contains("href=\"\(details)\""))
        let second = await scene.world.get(details)
        let (who, list) = (
            try #require(second.text.firstRange(of: "id=\"proxy-name\"")), try #require(second.text.firstRange(of: "id=\"line-0-text\""))
        )
        #expect(who.lowerBound < list.lowerBound && AskerScene.findings(in: second).isEmpty)
        _ = await scene.world.send(second, form: scene.form(second, to: "/details"), [("proxy-name", "Noor"), ("safe-contact", "by letter")])
        let said = try await scene.sealed(scene.newest().id).details
        #expect(said.proxyName == "Noor" && said.safeContact == "by letter")
        #expect(await !scene.world.get(own).text.contains(say("asker.somebody.title")))
    }

    @Test("on the second page what most people pass over is folded, and open where something is said in it or to be mended")
    func folds() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked() + "/details"
        func open(_ page: WebResponse) -> [String] {
            page.text.components(between: "<details class=\"more\" open>", and: "</details>").compactMap {
                $0.components(between: "id=\"", and: "\"").first
            }
        }
        var page = await scene.world.get(own)
        #expect(open(page).isEmpty && page.text.contains("id=\"proxy-name\""))
        let form = scene.form(page, to: "/details")
        let wrong = await scene.world.send(page, form: form, [("isolating", "1999-01-01")])
        #expect(wrong.status == 422 && open(wrong).count == 1 && open(wrong)[0].hasPrefix("isolating"))
        _ = await scene.world.send(page, form: form, [("proxy-name", "Noor")])
        page = await scene.world.get(own)
        #expect(open(page) == ["proxy-name"])
        let more = await scene.world.send(page, form: form, [("line-add", "1"), ("notes", "Ring twice")])
        #expect(open(more).count == 2 && more.text.contains("Ring twice"), "what was typed stays in sight")
    }

    @Test("every page of asking is sound markup, in three languages and within 50 KB with its style sheet and scripts")
    func markup() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let offer = try await scene.offered([("reach", "ola@example.org")])
        var assets = 0
        for name in ["alongside.css", "quick-exit.js", "once.js", "copy.js", "favicon.svg"] {
            assets += await scene.world.get("/assets/\(name)").body.count
        }
        let paths =
            ["/riverside", "/riverside/ask", "/riverside/offer", "/riverside/crisis", "/riverside/who-sees-what", own, offer]
            + ["details", "change", "thank", "how-was-it", "complain"].map { own + "/" + $0 } + [offer + "/change"]
        for path in paths {
            for language in ["en", "es", "ar"] {
                let page = await scene.world.get(path + "?in=" + language)
                #expect(page.status == 200, "\(path) \(language)")
                #expect(AskerScene.findings(in: page).isEmpty, "\(path) \(language): \(AskerScene.findings(in: page))")
                #expect(!page.text.contains("⟦"), "\(path) \(language): \(page.text.split(separator: "⟦").dropFirst().first?.prefix(40) ?? "")")
                #expect(page.body.count + assets <= 80 * 1024, "\(path) \(language): \(page.body.count) + \(assets)")
            }
        }
    }

    @Test("2.19 a bench by the library needs no address; a place can wait for the phone")
    func places() async throws {
        let scene = try await AskerScene()
        _ = try await scene.asked(["place": "bench by library, 7 pm, blue hat"])
        #expect(try await scene.sealed(scene.newest().id).face.area == "bench by library")
        _ = try await scene.asked(["place": nil, "place-later": "yes"])
        #expect(try await scene.sealed(scene.newest().id).details.place == nil)
        let neither = await scene.ask(["place": nil])
        #expect(neither.status == 422 && neither.text.contains("id=\"place-problem\""))
    }

    @Test(
        "“I will call you” keeps no contact, ticked or typed in any language", arguments: ["I will call you", "yo llamo al grupo", "سأتصل بكم أنا"])
    func calls(_ typed: String) async throws {
        let scene = try await AskerScene()
        _ = try await scene.asked(["reach": typed])
        let ask = try await scene.newest()
        #expect(ask.reach == .calls)
        #expect(try await scene.sealed(ask.id).details.phone == nil)
    }

    @Test(
        "where the group cannot be called nobody can leave it at calling, in no form and by no form that was made up", arguments: ["en", "es", "ar"])
    func nobodyToCall(_ language: String) async throws {
        let scene = try await AskerScene()
        let say = scene.world.house.catalogs.wording(try #require(LanguageTag(language)))
        let standing = try await scene.asked(["reach": nil, "reach-calls": "yes"])
        let other = try await scene.asked()
        try await forgetNumber(scene.world)

        let page = await scene.world.get("/riverside/ask?in=\(language)")
        #expect(page.text.contains("name=\"reach\"") && !page.text.contains("reach-calls"))
        for typed in [["reach": nil, "reach-calls": "yes"], ["reach": say("ask.form.reach.calls")]] as [[String: String?]] {
            let refused = await scene.ask(typed, language: language)
            #expect(refused.status == 422 && refused.text.contains(say("ask.problem.reach.noPhone")))
        }
        let empty = await scene.ask(["reach": nil], language: language)
        #expect(empty.text.contains(say("ask.problem.reach.needed")) && !empty.text.contains(say("ask.form.reach.calls")))
        let forged = await scene.world.post(other + "/change", scene.fields(changed: ["reach": nil, "reach-calls": "yes"]), language: language)
        #expect(forged.status == 422)

        // Who was told that they may call keeps that, and can still change the rest.
        #expect(await scene.world.get(standing + "/change").text.contains("reach-calls"))
        let kept = await scene.world.post(standing + "/change", scene.fields(changed: ["reach": nil, "reach-calls": "yes", "what": "Tea"]))
        #expect(kept.status == 303)
    }

    /// As a group is that lost its number while somebody meant to call it: its rules do not let it any more.
    private func forgetNumber(_ world: World) async throws {
        try await world.write { transaction, _, group in
            var group = group
            group.groupPhone = nil
            try GroupStore.update(group, transaction)
        }
    }

    @Test("what is wrong is said all at once beside its field, and everything typed is kept")
    func problems() async throws {
        let scene = try await AskerScene()
        let response = await scene.ask([
            "name": nil, "reach": "020 7946 0", "what": "Milk & <b>bread</b>", "when": "date", "date": "1999-01-01", "kind": nil,
        ])
        #expect(response.status == 422)
        for field in ["name", "reach", "kind", "date"] { #expect(response.text.contains("id=\"\(field)-problem\""), "\(field)") }
        #expect(response.text.contains("href=\"#reach\"") && response.text.contains("020 7946 0") && response.text.contains("14 Mill Lane"))
        #expect(response.text.contains("Milk &amp; &lt;b&gt;bread&lt;/b&gt;") && !response.text.contains("<b>bread"))
        #expect(AskerScene.findings(in: response).isEmpty)
        #expect(try await scene.asks() == 0)
    }

    @Test("a double click makes one ask and lands on the same page")
    func doubleClick() async throws {
        let scene = try await AskerScene()
        let once = ("once", OnceKey.random(by: scene.world.house.random).text)
        let first = await scene.world.post("/riverside/ask", scene.fields() + [once])
        let second = await scene.world.post("/riverside/ask", scene.fields() + [once])
        #expect(first.status == 303 && first.header("location") == second.header("location"))
        #expect(try await scene.asks() == 1)
        let without = await scene.world.post("/riverside/ask", scene.fields() + [("once", "nonsense")])
        #expect(without.status == 422 && without.text.contains("14 Mill Lane"))
    }

    @Test("for known neighbours only: the answer to a known number and to a strange one is the same page")
    func knownNeighbours() async throws {
        let scene = try await AskerScene()
        _ = try await scene.asked()
        try await scene.world.write { transaction, _, group in
            var group = group
            group.scope = .existing
            try GroupStore.update(group, transaction)
        }
        let known = await scene.ask()
        let strange = await scene.ask(["reach": "07700 900999"])
        #expect(known.status == 409 && strange.status == 409)
        func shape(_ page: WebResponse) -> String {
            page.text.replacing(/name="once" value="[^"]*"/, with: "").replacing("07700 900123", with: "").replacing("07700 900999", with: "")
        }
        #expect(shape(known) == shape(strange))
        #expect(known.text.contains("from your own page or call us"))
        #expect(try await scene.asks() == 1)
    }

    @Test("the scope dial is told before and after, and nothing typed is lost")
    func scope() async throws {
        let scene = try await AskerScene()
        try await scene.world.write { transaction, house, group in
            var group = group
            group.scope = .paused
            group.pausedUntil = house.now + .days(3)
            try GroupStore.update(group, transaction)
            try GroupTextStore.save(GroupText(.paused, .english, "We rest until Friday."), in: group.id, transaction)
        }
        let page = await scene.world.get("/riverside/ask")
        #expect(page.text.contains("We are taking a pause") && page.text.contains("We rest until Friday."))
        let sent = await scene.ask()
        #expect(
            sent.status == 409 && sent.text.contains("14 Mill Lane") && sent.text.contains("Milk, rice 2 kg")
                && sent.text.contains("Your words are still here"))
        #expect(try await scene.asks() == 0)
        scene.world.time.move(by: .days(3))
        _ = try await scene.asked()
    }

    @Test("each position of the dial has its own words", arguments: [Group.Scope.essentials, .existing, .paused])
    func ownWords(_ scope: Group.Scope) async throws {
        let scene = try await AskerScene()
        try await scene.world.write { transaction, house, group in
            var group = group
            group.scope = scope
            group.pausedUntil = house.now + .days(3)
            try GroupStore.update(group, transaction)
            for name in [GroupText.Name.essentials, .existing, .paused] {
                try GroupTextStore.save(GroupText(name, .english, "Words for \(name.rawValue)."), in: group.id, transaction)
            }
        }
        for address in ["/riverside/ask", "/riverside"] {
            let text = await scene.world.get(address).text
            for other in [Group.Scope.essentials, .existing, .paused] {
                #expect(text.contains("Words for \(other.rawValue).") == (other == scope), "\(address) \(other)")
            }
        }
    }

    @Test("while only essentials are taken, only they can be chosen")
    func essentials() async throws {
        let scene = try await AskerScene()
        try await scene.world.write { transaction, _, group in
            var group = group
            group.scope = .essentials
            try GroupStore.update(group, transaction)
        }
        let page = await scene.world.get("/riverside/ask")
        #expect(page.text.contains("Groceries") && !page.text.contains("Pets"))
        #expect(await scene.ask(kind: "pets").status == 409)
    }

    @Test("the form says how long things really take now")
    func waits() async throws {
        let scene = try await AskerScene()
        #expect(await !scene.world.get("/riverside/ask").text.contains("How long it takes now"))
        for _ in 0..<5 {
            _ = try await scene.asked()
            scene.world.time.move(by: .hours(2))
            try await scene.match(scene.newest().id, .done, ask: .done)
        }
        let page = await scene.world.get("/riverside/ask")
        #expect(page.text.contains("How long it takes now") && page.text.contains("up to 2 hours"))
    }

    @Test("0.2 (web) a kind that an organiser adds is offered at once")
    func newKind() async throws {
        let scene = try await AskerScene()
        try await scene.world.write { transaction, house, group in
            let kind = Alongside.Category(
                id: house.newID(), nameKey: "piano", emoji: "🎹", position: 9, kind: .other, essential: false, minutes: 30, active: true,
                names: [.english: "Piano tuning"]
            )
            try CategoryStore.save(kind, in: group.id, transaction)
        }
        #expect(await scene.world.get("/riverside/ask").text.contains("Piano tuning"))
        #expect(await scene.world.get("/riverside/offer").text.contains("Piano tuning"))
    }
}
