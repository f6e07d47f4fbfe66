import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

@Suite struct AskerPageTests {
    @Test("1.9 (web) the private page says where it really stands, what is next and by when")
    func standing() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest().id
        let word = try await scene.sealed(ask).face.codeWord
        var page = await scene.world.get(own)
        #expect(page.text.contains(word) && page.text.contains("We have your ask") && page.text.contains("today at 14:00"))

        scene.world.time.move(by: .hours(5))
        page = await scene.world.get(own)
        #expect(page.text.contains("It takes us longer than we said"))

        try await scene.match(ask, .accepted, ask: .accepted)
        page = await scene.world.get(own)
        #expect(page.text.contains("Someone is on it") && page.text.contains("Amina said yes and comes today at 19:00"))
        #expect(AskerScene.findings(in: page).isEmpty)
    }

    @Test("while too few of a kind were done the page says that we are new here and by when a person reads it; from five on how long it takes")
    func newHere() async throws {
        let scene = try await AskerScene()
        for _ in 0..<4 {
            _ = try await scene.asked()
            try await scene.match(scene.newest().id, .done, ask: .done)
        }
        let own = try await scene.asked()
        var page = await scene.world.get(own)
        #expect(page.text.contains("We are new here. A person reads this by today at 14:00") && !page.text.contains("usually"))

        _ = try await scene.asked()
        try await scene.match(scene.newest().id, .done, ask: .done)
        page = await scene.world.get(own)
        #expect(
            page.text.contains("Groceries: usually") && page.text.contains("reads it by today at 14:00") && !page.text.contains("We are new here"))
    }

    @Test("1.9 (web) while an older ask is unread no time is promised but said how long that one has waited, until somebody has read it")
    func behind() async throws {
        let scene = try await AskerScene()
        _ = try await scene.asked()
        let oldest = try await scene.newest().id
        scene.world.time.move(by: .hours(3))
        let own = try await scene.asked()
        #expect(await scene.world.get(own).text.contains("We are new here. A person reads this by"))

        scene.world.time.move(by: .hours(2))
        let sentence = "We are behind: the oldest ask that nobody has read yet has waited 5 hours. A person reads yours too."
        var page = await scene.world.get(own)
        #expect(page.text.contains(sentence) && !page.text.contains("A person reads this by"))

        // Read, it is none of those that wait any more.
        try await scene.world.write { transaction, house, group in
            var ask = try AskStore.existing(oldest, in: group.id, transaction)
            try AskStore.apply(.triage, to: &ask, at: house.now)
            try AskStore.update(ask, in: group.id, transaction)
        }
        page = await scene.world.get(own)
        #expect(page.text.contains("We are new here. A person reads this by") && !page.text.contains("We are behind"))
    }

    @Test("1.9 (web) how far the group is behind stands beside the usual wait too, in days once it is two")
    func behindAsUsual() async throws {
        let scene = try await AskerScene()
        _ = try await scene.asked()
        scene.world.time.move(by: .hours(50))
        for _ in 0..<5 {
            _ = try await scene.asked()
            try await scene.match(scene.newest().id, .done, ask: .done)
        }
        let page = await scene.world.get(try await scene.asked())
        #expect(page.text.contains("Groceries: usually") && !page.text.contains("reads it by"))
        #expect(page.text.contains("the oldest ask that nobody has read yet has waited 2 days. A person reads yours too."))
        for language in ["es", "ar"] {
            let other = await scene.world.get(try await scene.asked(["language": language]))
            #expect(!other.text.contains("⟦") && AskerScene.findings(in: other).isEmpty)
        }
    }

    @Test("an Arabic ask is answered in Arabic, with the code word in Latin letters beside it")
    func arabic() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked(["language": "ar"])
        let page = await scene.world.get(own)
        let face = try await scene.sealed(scene.newest().id).face
        #expect(page.text.contains("lang=\"ar\" dir=\"rtl\"") && page.text.contains(face.codeWord))
        #expect(page.text.contains(try #require(face.codeWordLatin)))
    }

    @Test("3.6 no ID and no ticket number stands on the pages of an asker, only names and words")
    func noNumbers() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest()
        try await scene.match(ask.id, .done, ask: .done)
        let ids = [ask.id.text, ask.person?.text ?? "none", scene.world.group.id.text, scene.world.id(.omar).text]
        for path in ["", "/details", "/thank", "/how-was-it", "/complain"] {
            let page = await scene.world.get(own + path)
            for id in ids { #expect(!page.text.contains(id), "\(path)") }
        }
        #expect(await scene.world.get(own).text.contains("Amina"))
    }

    @Test("2.24 (web) the crisis card is on the page itself and one tap from every form, with the country's own numbers")
    func crisis() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        #expect(await scene.world.get(own).text.contains("href=\"tel:116123\""))
        for path in ["/riverside", "/riverside/ask", "/riverside/offer", own, own + "/details", own + "/change", own + "/complain"] {
            #expect(await scene.world.get(path).text.contains("href=\"/riverside/crisis"), "\(path)")
        }
        for (country, number) in [
            ("US", "tel:988"), ("CA", "sms:988"), ("GB", "tel:116123"), ("IE", "tel:116123"), ("ES", "tel:024"), ("DE", "tel:112"), ("GB", "tel:999"),
        ] {
            try await scene.world.write { transaction, _, group in
                var group = group
                group.country = country
                try GroupStore.update(group, transaction)
            }
            #expect(await scene.world.get("/riverside/crisis").text.contains("href=\"\(number)"), "\(country)")
        }
        try await scene.world.write { transaction, _, group in
            var group = group
            group.crisisNumber = "0800 111"
            try GroupStore.update(group, transaction)
        }
        #expect(await scene.world.get("/riverside/crisis").text.contains("href=\"tel:0800111\""))
    }

    @Test("withdrawing is one press and can be taken back on the page that follows")
    func withdraw() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let page = await scene.world.get(own)
        let sent = await scene.world.send(page, form: scene.form(page, to: "/withdraw"))
        #expect(sent.status == 303)
        let after = await scene.world.follow(sent)
        #expect(after.text.contains("You took it back") && after.text.contains("Forgotten"))
        let back = await scene.world.follow(
            await scene.world.send(after, form: PageForm.all(in: after.text).firstIndex { $0.action.contains("/undo/") } ?? 99))
        #expect(back.text.contains("We have your ask"))
        #expect(try await scene.newest().state == .new)
    }

    @Test("the undo bar goes after ten minutes")
    func undoLate() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let sent = await scene.world.post(own + "/withdraw")
        scene.world.time.move(by: .minutes(11))
        #expect(await !scene.world.follow(sent).text.contains("/undo/"))
    }

    @Test("everything can be changed, filled in as it stands")
    func change() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked(["when": "date", "date": "2026-03-14"])
        let page = await scene.world.get(own + "/change")
        #expect(page.text.contains("value=\"14 Mill Lane\"") && page.text.contains("value=\"2026-03-14\"") && page.text.contains("+447700900123"))
        let sent = await scene.world.send(page, form: scene.form(page, to: "/change"), [("what", "Bread only"), ("place", "Dock Street 3")])
        #expect(sent.status == 303)
        let ask = try await scene.newest()
        let details = try await scene.sealed(ask.id).details
        #expect(details.words == "Bread only" && details.place == "Dock Street 3" && ask.wantedBy != nil)
    }

    @Test("0.4 (web) the second page keeps days at home, needs and lines, and shows them")
    func details() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let page = await scene.world.get(own + "/details")
        #expect(page.text.contains("value=\"2 kg rice\"") && page.text.contains("name=\"phone-allowed\""))
        let sent = await scene.world.send(
            page, form: scene.form(page, to: "/details"),
            [
                ("cost", "fund"), ("isolating", "2026-03-20"), ("access", "ramp"), ("line-0-text", "3 l milk"), ("line-0-must", "yes"),
                ("safe-contact", "by letter"),
            ]
        )
        #expect(sent.status == 303)
        let ask = try await scene.newest()
        let details = try await scene.sealed(ask.id).details
        #expect(ask.costPath == .fund && !ask.phoneAllowed && details.access == [.ramp])
        #expect(details.lines.first == .init(text: "milk", quantity: "3 l", mustHave: true))
        #expect(await scene.world.get(own).text.contains("At home until"))
        scene.world.time.move(by: .days(11))
        #expect(await !scene.world.get(own).text.contains("At home until"))
    }

    @Test("a line more and a line less, without script, and nothing typed is lost")
    func lines() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let page = await scene.world.get(own + "/details")
        let form = scene.form(page, to: "/details")
        let more = await scene.world.send(page, form: form, [("line-add", "1"), ("diet", "halal")])
        #expect(more.status == 200 && more.text.contains("name=\"line-2-text\"") && more.text.contains("value=\"halal\""))
        let less = await scene.world.send(more, form: scene.form(more, to: "/details"), [("line-remove", "0")])
        #expect(less.text.contains("value=\"2 kg rice\"") && !less.text.contains("value=\"Milk\"") && less.text.contains("value=\"halal\""))
    }

    @Test("who opened what stands on the page with their name")
    func seen() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        #expect(await scene.world.get(own).text.contains("Nobody has opened anything yet"))
        let ask = try await scene.newest().id
        let omar = scene.world.id(.omar)
        try await scene.world.write { transaction, house, group in
            try Reveal.record(.phone, of: ask.subject, by: omar, in: house, group: group.id, transaction)
        }
        #expect(await scene.world.get(own).text.contains("Omar opened your phone number"))
    }

    @Test("a link of another group, a wrong one and an ended one are no page")
    func strangers() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        try await scene.world.write { transaction, house, _ in _ = try World.found(house, "hillside", transaction) }
        #expect(await scene.world.get(own.replacing("/riverside/", with: "/hillside/")).status == 404)
        #expect(await scene.world.get("/riverside/l/00000000000000000000000000000000").status == 404)
        let ask = try await scene.newest().id
        try await scene.world.write { transaction, house, group in
            for link in try LinkStore.open(.asker, of: ask.subject, in: group.id, transaction) {
                try LinkStore.end(link, in: group.id, at: house.now, transaction)
            }
        }
        #expect(await scene.world.get(own).status == 404)
    }

    @Test("1.11 asking again is filled in, says who is asked first, and is the same person's")
    func again() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let first = try await scene.newest()
        try await scene.match(first.id, .done, ask: .done)
        scene.world.time.move(by: .days(2))
        let page = await scene.world.get(own + "/how-was-it")
        let answered = await scene.world.send(page, form: scene.form(page, to: "/how-was-it"), [("came", "yes"), ("again", "yes")])
        let form = await scene.world.follow(answered)
        #expect(form.text.contains("We ask Amina first") && form.text.contains("value=\"14 Mill Lane\""))
        let headings = (form.text.components(between: "<title>", and: "</title>").first, form.text.components(between: "<h1>", and: "</h1>").first)
        #expect(try #require(headings.0).hasPrefix(try #require(headings.1)), "\(headings)")
        let sent = await scene.world.send(form, form: scene.form(form, to: "/how-was-it"), [("when", "week")])
        #expect(sent.status == 303 && sent.header("location")?.hasPrefix(own) == false)
        let second = try await scene.newest()
        #expect(second.id != first.id && second.person == first.person && second.state == .new)
        #expect(await scene.world.follow(sent).text.contains("We have your ask"))
    }

    @Test("what is said on the page of details is said to be saved, and stands on the private page as it was told")
    func detailsSaved() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        #expect(await !scene.world.get(own).text.contains("Ring twice"))
        let page = await scene.world.get(own + "/details")
        let sent = await scene.world.send(
            page, form: scene.form(page, to: "/details"), [("diet", "No nuts at all"), ("cost", "pays"), ("door", "Ring twice")])
        let told = await scene.world.follow(sent).text
        for words in ["Saved.", "No nuts at all", "I pay", "Ring twice"] { #expect(told.contains(words), "\(words)") }
        #expect(try await scene.sealed(scene.newest().id).face.summary.hasPrefix("No nuts at all, Milk"), "and first in the row of the board")
        #expect(await !scene.world.get(own).text.contains("Saved."))
    }

    @Test("what nobody said does not stand among what they told us: not what to do when the shop has none, which no page chooses for them")
    func unsaid() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        #expect(await !scene.world.get(own).text.contains("If the shop has none"))
        let page = await scene.world.get(own + "/details")
        let form = scene.form(page, to: "/details")
        #expect(!PageForm.all(in: page.text)[form].fields.contains { $0.0 == "substitutions" })
        _ = await scene.world.send(page, form: form, [("store", "The corner shop")])
        #expect(await !scene.world.get(own).text.contains("If the shop has none"))
        _ = await scene.world.send(page, form: form, [("substitutions", "similar")])
        let told = await scene.world.get(own).text
        #expect(told.contains("If the shop has none") && told.contains("Something like it is fine"))
    }

    @Test("an allergy among the words of an ask is told as food they cannot eat, and never bought")
    func allergy() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked(["what": "Leche, huevos, una docena\nAlergia a los frutos secos (nueces)"])
        let details = try await scene.sealed(scene.newest().id).details
        #expect(details.lines.map(\.written) == ["Leche", "una docena huevos"] && details.diet == "Alergia a los frutos secos (nueces)")
        #expect(await scene.world.get(own + "/details").text.contains("value=\"Alergia a los frutos secos (nueces)\""))
    }

    @Test("who says that not all of it came is thanked, and may say more but need not; something to share leads to the offer")
    func notCome() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        try await scene.match(scene.newest().id, .done, ask: .done)
        let page = await scene.world.get(own + "/how-was-it")
        #expect(page.text.contains("/riverside/offer") && page.text.contains("How was it?"))
        let sent = await scene.world.send(page, form: scene.form(page, to: "/how-was-it"), [("came", "no")])
        #expect(sent.header("location")?.hasSuffix("/how-was-it") == true)
        let thanked = await scene.world.follow(sent).text
        #expect(thanked.contains("<h1>We have your answer</h1>") && !thanked.contains("How was it?"))
        #expect(thanked.contains("Thank you for telling us.") && thanked.contains("knows now that not all of it came"))
        #expect(thanked.contains("href=\"\(own)/complain\"") && !thanked.contains("Amina"))
        let nothing = await scene.world.send(page, form: scene.form(page, to: "/how-was-it"))
        #expect(nothing.status == 422 && nothing.text.contains("id=\"came-problem\""))
    }

    @Test("nobody is told to call a group that has no number: not whom it could not reach, not whom it knows already")
    func nobodyToCall() async throws {
        let scene = try await AskerScene()
        let (world, own, rosa) = (scene.world, try await scene.asked(), scene.world.actor(.rosa))
        let id = try await scene.newest().id
        try await world.write { transaction, house, group in
            _ = try CloseAsk(id, reason: .unreachable).run(transaction, in: house, group: group, by: rosa)
            try SetScope(.init(scope: .existing), shown: .of(group.scopeFields)).run(transaction, in: house, group: group.id, by: rosa)
        }
        #expect(await world.get(own).text.contains("Ask again or call us, and we go on."))
        #expect(await world.get("/riverside/ask").text.contains("from their own page, or on the phone."))
        try await world.write { transaction, house, group in
            var rules = ChangeRules.Input(group)
            rules.groupPhone = nil
            try ChangeRules(rules, shown: .of(group.ruleFields)).run(transaction, in: house, group: group.id, by: rosa)
        }
        #expect(await world.get(own).text.contains("Ask again, and we go on."))
        let page = await world.get("/riverside/ask").text
        #expect(page.contains("who have asked before, from their own page.") && !page.contains("on the phone.<"))
    }

    @Test("thanks are asked for once")
    func thanks() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        try await scene.match(scene.newest().id, .done, ask: .done)
        #expect(await scene.world.get(own).text.contains("Say thank you?"))
        let page = await scene.world.get(own + "/thank")
        let empty = await scene.world.send(page, form: scene.form(page, to: "/thank"))
        #expect(empty.status == 422)
        let sent = await scene.world.send(page, form: scene.form(page, to: "/thank"), [("words", "Lovely")])
        #expect(sent.status == 303)
        #expect(await !scene.world.get(own).text.contains("Say thank you?"))
        #expect(await scene.world.get(own + "/thank").text.contains("Your thanks are on their way already"))
    }

    @Test("4.18 nobody has to prove anything: no page asks for papers, income, a reason or points")
    func dignity() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let words = [
            "income", "nationality", "passport", "date of birth", "diagnosis", "rating", "stars", "deserv", "beneficiar", "client", "case number",
            "proof",
        ]
        for path in ["/riverside", "/riverside/ask", "/riverside/offer", own, own + "/details", own + "/change", own + "/complain"] {
            let page = await scene.world.get(path)
            for word in words { #expect(!page.text.lowercased().contains(word), "\(path): \(word)") }
            for form in PageForm.all(in: page.text) {
                for name in form.names {
                    #expect(!["income", "nationality", "birth", "diagnosis", "religion", "reason", "rating"].contains(name), "\(path): \(name)")
                }
            }
        }
    }
}
