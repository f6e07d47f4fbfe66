import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing

@testable import Web

@Suite struct BoardAskTests {
    @Test("the way back from an ask leads to the very list from which it was opened, also after a step there", arguments: ["open", "triage"])
    func wayBack(queue: String) async throws {
        let scene = try await BoardScene()
        let id = queue == "open" ? try await scene.open() : try await scene.asked()
        let query = queue == "open" ? "?queue=open&urgency=week&order=newest" : "?order=oldest"
        let list = await scene.board(query).text
        let start = try #require(list.range(of: "/riverside/desk/asks/\(id.text)"))
        let address = String(list[start.lowerBound...].prefix { $0 != "\"" })
        let back = "href=\"/riverside/desk\(query.replacing("&", with: "&amp;"))\""
        let page = await scene.world.get(address, as: .omar)
        func keys(_ page: WebResponse) -> [String] {
            page.text.components(separatedBy: "<a ").map { String($0.prefix { $0 != ">" }) }.filter { $0.contains("data-key=\"b\"") }
        }
        #expect(keys(page).count == 2 && keys(page).allSatisfy { $0.contains(back) }, "\(keys(page))")

        let form = try #require(PageForm.all(in: page.text).first { $0.action.contains("\(id.text)/contact") })
        #expect(form.action.contains("from="), "\(form.action)")
        // Another language is the same page, from the same list.
        let spanish = try #require(page.text.components(between: "href=\"", and: "\"").first { $0.contains("in=es") }).replacing("&amp;", with: "&")
        let other = await scene.world.get(spanish, as: .omar)
        #expect(spanish.contains("from=") && !keys(other).isEmpty)
        #expect(keys(other).allSatisfy { $0.contains(query.dropFirst().replacing("&", with: "&amp;")) }, "\(keys(other))")
        let noted = await scene.world.post(form.action, form.fields, as: .omar)
        let after = await scene.world.follow(noted, as: .omar)
        #expect(noted.status == 303 && keys(after).count == 2 && keys(after).allSatisfy { $0.contains(back) }, "\(keys(after))")
    }

    @Test("what an address says of a list is taken only where it is plain")
    func plainMark() {
        let filter = BoardFilter(queue: .silent, zone: "0abc", language: "pt-BR", urgency: .twoDays, order: .oldest, page: 3)
        #expect(BoardFilter(mark: filter.mark) == filter)
        #expect(BoardFilter(mark: BoardFilter().mark) == BoardFilter())
        #expect(BoardFilter(mark: "queue.open~zone.a\r\nSet-Cookie: b~page.x") == BoardFilter(queue: .open))
        #expect(BoardFilter(queue: .open, language: "a\r\nb c").mark == "queue.open")
    }

    @Test("a part of the area that was removed meanwhile, the last one, is said beside a field that is there")
    func lastZone() async throws {
        let scene = try await BoardScene()
        let (id, zone) = (try await scene.asked([:]), scene.world.zone("Mill Lane").id.text)
        try await scene.world.write { transaction, _, group in
            try transaction.execute("UPDATE ask SET zone_id = NULL WHERE group_id = $1", [group.id.stored])
            try transaction.execute("UPDATE zone SET removed_at = 1 WHERE group_id = $1", [group.id.stored])
        }
        #expect(await !scene.page(id).text.contains("id=\"zone\""))
        let refused = await scene.send(id, "triage", [("urgency", "week"), ("zone", zone), ("cost", "pays")])
        #expect(refused.status == 422 && refused.text.contains("href=\"#zone\"") && refused.text.contains("id=\"zone\""))
    }

    @Test("3.8 (web) the top three come with reasons, and one tap asks the first", .timeLimit(.minutes(15)))
    func oneTap() async throws {
        let scene = try await BoardScene()
        let millLane = scene.world.zone("Mill Lane").id
        // Whoever lives in the same part comes before who does not: Dan is the fourth.
        for name in ["Amina", "Ben", "Chloe"] { try await scene.helper(name) { $0.zone = millLane } }
        try await scene.helper("Dan")
        let id = try await scene.open()
        let page = await scene.page(id)
        let top = try #require(page.text.components(between: "<h3>", and: "Others who fit").first)
        #expect(top.components(between: "2 of 2 weekly tasks left.", and: "</p>").count == 3)
        let cards = Self.cards(page)
        #expect(Set(cards) == ["Amina", "Ben", "Chloe"])
        // Nothing speaks against Dan: he fits, and stands with the others who do.
        let others = try #require(page.text.components(between: "Others who fit (1)", and: "</details>").first)
        #expect(others.contains("<bdi>Dan</bdi>") && others.contains("2 of 2 weekly tasks left."))
        let answer = await scene.world.send(page, form: scene.asker.form(page, to: "/match"), as: .omar)
        #expect(answer.status == 303)
        let after = await scene.world.follow(answer, as: .omar)
        #expect(after.text.contains("We are asking \(cards.first ?? "nobody").") && after.text.contains("/desk/undo/"))
        #expect(try await scene.matches(id).map(\.state) == [.proposed])

        let undone = await scene.world.send(after, form: PageForm.all(in: after.text).firstIndex { $0.action.contains("/undo/") } ?? 99, as: .omar)
        #expect(undone.status == 303)
        #expect(try await scene.ask(id).state == .open)

        // With one of the three resting there is room for him, last.
        let resting = try #require(try await scene.matches(id).first?.helper)
        try await scene.world.write { transaction, house, group in
            try TakeBreather(resting).run(transaction, in: house, group: group, by: scene.world.actor(.omar))
        }
        #expect(Self.cards(await scene.page(id)).last == "Dan")
    }

    /// The names on the cards of the suggestions, in their order.
    private static func cards(_ page: WebResponse) -> [String] {
        page.text.components(between: "<h3>", and: "</h3>").filter { ["Amina", "Ben", "Chloe", "Dan"].contains($0) }
    }

    @Test("every form of an ask leads somewhere", arguments: AskVerb.allCases)
    func verbs(_ verb: AskVerb) async throws {
        let scene = try await BoardScene()
        let answer = await scene.send(try await scene.open(), verb.rawValue)
        #expect([303, 409, 422].contains(answer.status), "\(verb): \(answer.status)")
    }

    @Test("a double click asks once and lands on the same page")
    func doubleClick() async throws {
        let scene = try await BoardScene()
        try await scene.helper("Amina")
        let id = try await scene.open()
        let page = await scene.page(id)
        let form = scene.asker.form(page, to: "/match")
        let first = await scene.world.send(page, form: form, as: .omar)
        let second = await scene.world.send(page, form: form, as: .omar)
        #expect(first.status == 303 && second.header("location") == first.header("location"))
        #expect(try await scene.matches(id).count == 1)
    }

    @Test("two dispatchers at once: one wins, the other sees the ask as it is now and reads why")
    func twoDispatchers() async throws {
        let scene = try await BoardScene()
        let millLane = scene.world.zone("Mill Lane").id
        try await scene.helper("Amina") { $0.zone = millLane }
        try await scene.helper("Ben")
        let id = try await scene.open()
        let (his, hers) = (await scene.page(id, as: .omar), await scene.page(id, as: .rosa))
        let form = scene.asker.form(his, to: "/match")
        #expect(await scene.world.send(his, form: form, as: .omar).status == 303)
        let late = await scene.world.send(hers, form: form, as: .rosa)
        #expect(late.status == 409)
        #expect(late.text.contains("Somebody is being asked already.") && late.text.contains("We are asking Amina."))
        #expect(try await scene.matches(id).count == 1)
    }

    @Test("an order of up to three is asked one after the other")
    func order() async throws {
        let scene = try await BoardScene()
        var people: [ID<Person>] = []
        for name in ["Amina", "Ben", "Chloe"] { people.append(try await scene.helper(name)) }
        let id = try await scene.open()
        let answer = await scene.send(id, "match", people.reversed().map { ("helper", $0.text) })
        #expect(answer.status == 303)
        let page = await scene.page(id).text
        #expect(page.contains("We are asking Chloe.") && page.contains("Ask Ben now"))
        #expect(await scene.send(id, "next").status == 303)
        #expect(await scene.page(id).text.contains("We are asking Ben."))
    }

    @Test("whoever fits fourth can be asked too, at once or in an order")
    func fourth() async throws {
        let scene = try await BoardScene()
        let millLane = scene.world.zone("Mill Lane").id
        for name in ["Amina", "Ben", "Chloe"] { try await scene.helper(name) { $0.zone = millLane } }
        let dan = try await scene.helper("Dan")
        let id = try await scene.open()
        let page = await scene.page(id)
        #expect(page.text.split(separator: "<option value=\"\(dan.text)\">").count == 4)
        #expect(AskerScene.findings(in: page).isEmpty)
        #expect(await scene.send(id, "match", [("helper", dan.text)]).status == 303)
        #expect(await scene.page(id).text.contains("We are asking Dan."))
    }

    @Test("an order that cannot be taken keeps who was chosen in which place, and the tick")
    func orderKept() async throws {
        let scene = try await BoardScene()
        var people: [ID<Person>] = []
        for name in ["Amina", "Ben", "Chloe"] { people.append(try await scene.helper(name)) }
        let hana = try await scene.helper("Hana") { $0.weeklyLimit = 0 }
        let id = try await scene.open()
        let order = [people[2], hana, people[2]]
        let refused = await scene.send(id, "match", order.map { ("helper", $0.text) } + [("over-limit", "on")])
        #expect(refused.status == 422 && refused.text.contains("Choose up to three helpers, each one once."))
        let helpers = Set((people + [hana]).map(\.text))
        let selected = refused.text.split(separator: "\" selected").compactMap { $0.split(separator: "<option value=\"").last.map { String($0) } }
        #expect(selected.filter { helpers.contains($0) } == order.map(\.text))
        #expect(Self.isTicked("over-limit", refused) && AskerScene.findings(in: refused).isEmpty)

        // Who cannot be asked any more stays chosen, with the reason beside the field.
        let known = people[1]
        try await scene.world.write { transaction, _, group in
            var ben = try HelperStore.existing(known, in: group.id, transaction)
            ben.trust = .new
            try HelperStore.update(ben, in: group.id, transaction)
        }
        let unknown = await scene.send(id, "match", [("helper", people[1].text), ("helper", people[0].text)])
        #expect(unknown.status == 422 && unknown.text.contains("This helper does not go to doors alone yet."))
        #expect(unknown.text.contains("<option value=\"\(people[1].text)\" selected") && !Self.isTicked("over-limit", unknown))

        // A mistake in another form leaves the suggestions in their places.
        let other = await scene.send(id, "triage", [("urgency", "soon")])
        #expect(other.status == 422 && other.text.contains("<option value=\"\(people[0].text)\" selected"))
    }

    private static func isTicked(_ name: String, _ page: WebResponse) -> Bool {
        page.text.components(between: "<input", and: ">").contains { $0.contains("name=\"\(name)\"") && $0.contains("checked") }
    }

    @Test("where whoever could help is only new here, the page says so and leads to them")
    func newHere() async throws {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina") { $0.trust = .new }
        let page = await scene.page(try await scene.open()).text
        #expect(page.contains("1 person is new here and does not go to doors alone yet."))
        #expect(page.contains("href=\"/riverside/desk/helpers/\(amina.text)?ask=") && !page.contains("Change the day or the place"))
    }

    @Test("4.20 somebody at their limit stands among those who cannot, and can be asked all the same")
    func overLimit() async throws {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina") { $0.weeklyLimit = 0 }
        let id = try await scene.open()
        let page = await scene.page(id).text
        #expect(page.contains("At their weekly limit (1)") && page.contains("Nobody fits right now"))
        let refused = await scene.send(id, "match", [("helper", amina.text)])
        #expect(refused.status == 422 && refused.text.contains("This helper has reached their own weekly limit."))
        #expect(await scene.send(id, "match", [("helper", amina.text), ("over-limit", "on")]).status == 303)
    }

    @Test("4.20 a yes on the phone beyond somebody's own limit counts only when the dispatcher says that they were asked")
    func askedFirst() async throws {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina") { $0.weeklyLimit = 0 }
        let id = try await scene.open()
        _ = await scene.send(id, "match", [("helper", amina.text), ("over-limit", "on")])
        let match = try #require(try await scene.matches(id).first)
        let page = await scene.page(id)
        #expect(page.text.contains("They said yes already, on the phone") && AskerScene.findings(in: page).isEmpty)

        let refused = await scene.world.send(page, form: scene.asker.form(page, to: "/accept"), as: .omar)
        #expect(refused.status == 409 && refused.text.contains("Ask them first."))
        #expect(try await scene.ask(id).state == .offered)
        let accepted = await scene.world.send(page, form: scene.asker.form(page, to: "/accept"), [("asked-first", "yes")], as: .omar)
        #expect(accepted.status == 303)
        #expect(try await scene.matches(id).first?.state == .accepted && match.state == .proposed)
    }

    @Test("4.20 within their limit nobody has to be asked twice")
    func notBeyond() async throws {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina")
        let id = try await scene.open()
        _ = await scene.send(id, "match", [("helper", amina.text)])
        let page = await scene.page(id)
        #expect(!page.text.contains("They said yes already"))
        #expect(await scene.world.send(page, form: scene.asker.form(page, to: "/accept"), as: .omar).status == 303)
    }

    @Test("4.16 who helps from home is offered a chat and no errand")
    func remote() async throws {
        let scene = try await BoardScene()
        try await scene.helper("Hana") {
            $0.remoteOnly = true
            $0.transport = .none
        }
        let errand = await scene.page(try await scene.open()).text
        #expect(errand.contains("Helps from home only (1)"))
        let chat = await scene.page(try await scene.open(kind: "chat")).text
        #expect(chat.contains("<h3>Hana</h3>") && chat.contains("Can do it from home."))
    }

    @Test("after triage the page begins at who could help, the list stands there once, and the way back too")
    func afterTriage() async throws {
        let scene = try await BoardScene()
        try await scene.helper("Amina")
        let id = try await scene.asked(["what": "Milk\nrice 2 kg\nbread"])
        let answer = await scene.send(id, "triage", [("urgency", "week")])
        #expect(answer.header("location")?.hasSuffix("#who-helps") ?? false)
        let page = await scene.world.follow(answer, as: .omar)
        let parts = page.text.components(separatedBy: "id=\"who-helps\"")
        #expect(parts.count == 2 && parts.last?.contains("class=\"undo\"") ?? false && parts.last?.contains("Who could help") ?? false)
        #expect(
            page.text.contains("<summary>In their words</summary>") && page.text.components(between: "<li><bdi>bread</bdi>", and: "</li>").count == 1)
        // What the list does not say stays open.
        let more = try await scene.asked(["what": "Milk\nbread"])
        try await scene.world.write { transaction, house, group in
            let key = try house.vault.key(of: more.subject, in: group.id, transaction)
            var sealed = try AskStore.sealed(of: more, key: key, in: house, group: group.id, transaction)
            sealed.details.words += "\nplease ring twice"
            try AskStore.reseal(more, face: sealed.face, details: sealed.details, key: key, in: house, group: group.id, transaction)
        }
        #expect(await !scene.page(more).text.contains("<summary>In their words</summary>"))
    }

    @Test("who is let further on their way from an ask leads back to it; the step can be taken back")
    func trustAndBack() async throws {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina") { $0.trust = .new }
        let id = try await scene.open()
        #expect(await scene.page(id).text.contains("/desk/helpers/\(amina.text)?ask=\(id.text)"))
        let path = "/riverside/desk/helpers/\(amina.text)"
        let page = await scene.world.get(path + "?ask=\(id.text)", as: .omar)
        #expect(page.text.contains("any time may work") && !page.text.contains("of 0 neighbours"))
        let saved = await scene.world.send(page, form: scene.asker.form(page, to: "/trust"), [("trust", "solo")], as: .omar)
        let after = await scene.world.follow(saved, as: .omar)
        #expect(after.text.contains("Saved: goes alone.") && after.text.contains("/desk/asks/\(id.text)\""))
        let back = await scene.world.send(after, form: scene.asker.form(after, to: "/trust"), as: .omar)
        #expect(back.status == 303)
        let trust = try await scene.world.read { connection, _, group in try HelperStore.existing(amina, in: group.id, connection).trust }
        #expect(trust == .new)
        // Anything else in the address is nothing.
        for query in ["?was=best&ask=x", "?was=&ask="] { #expect(await scene.world.get(path + query, as: .omar).status == 200) }
    }

    @Test("triage in one screen; what cannot be taken is said beside the field and nothing typed is lost")
    func triage() async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked()
        let bad = await scene.send(id, "triage", [("urgency", "week"), ("cost", "fund"), ("cap", "a lot"), ("misfit", "on")])
        #expect(bad.status == 422 && bad.text.contains("read that amount. Write it like 12.40."))
        #expect(bad.text.contains("value=\"a lot\"") && AskerScene.findings(in: bad).isEmpty)
        #expect(await scene.send(id, "triage", [("urgency", "soon")]).status == 422)
        #expect(await scene.send(id, "triage", [("urgency", "today"), ("cost", "fund"), ("cap", "45")]).status == 303)
        let ask = try await scene.ask(id)
        #expect(ask.urgency == .today && ask.capMinor == 4_500 && ask.costPath == .fund)

        // Once it is sorted the form is folded; what is to be mended in it unfolds it.
        func form(_ page: WebResponse) -> String? { page.text.components(separatedBy: "<details class=\"more\"").last { $0.contains("id=\"cap\"") } }
        #expect(try #require(form(await scene.page(id))).hasPrefix(">"))
        let again = await scene.send(id, "triage", [("urgency", "week"), ("cap", "a lot")])
        #expect(try again.status == 422 && #require(form(again)).hasPrefix(" open"))
    }

    @Test(
        "triage says what the dial says about this ask",
        arguments: [
            (Group.Scope.open, "groceries", "Every ask is taken now."), (.essentials, "groceries", "Groceries is one of them."),
            (.essentials, "pets", "Pets is none of them."), (.existing, "pets", "the first time that this person asks"),
            (.paused, "pets", "No asks are taken now."),
        ])
    func dial(_ scope: Group.Scope, _ kind: String, _ sentence: String) async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked(kind: kind)
        try await scene.world.write { transaction, house, group in
            var group = group
            group.scope = scope
            group.pausedUntil = house.now + .days(3)
            try GroupStore.update(group, transaction)
        }
        let page = await scene.page(id)
        #expect(page.text.contains(sentence) && AskerScene.findings(in: page).isEmpty)
    }

    @Test("somebody who asked before is known to the dial")
    func dialKnows() async throws {
        let scene = try await BoardScene()
        _ = try await scene.asked()
        let second = try await scene.asked()
        try await scene.world.write { transaction, _, group in
            var group = group
            group.scope = .existing
            try GroupStore.update(group, transaction)
        }
        #expect(await scene.page(second).text.contains("This person has asked before."))
    }

    @Test("a no takes along who might help, and a cost that there is not is a problem")
    func sayingNo() async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked()
        #expect(await scene.page(id).text.contains("Leave it empty, and they are asked to call."))
        try await scene.world.write { transaction, _, group in
            var silent = group
            silent.groupPhone = nil
            try GroupStore.update(silent, transaction)
        }
        let page = await scene.page(id).text
        #expect(page.contains("the message leads to their private page.") && !page.contains("asked to call"))
        let wrong = await scene.send(id, "triage", [("urgency", "week"), ("cost", "gold")])
        #expect(wrong.status == 422 && AskerScene.findings(in: wrong).isEmpty)
        let half = await scene.send(id, "triage", [("urgency", "week"), ("who", "The library")])
        #expect(half.status == 422 && half.text.contains("value=\"The library\"") && half.text.contains("Tick that we cannot do this"))
        #expect(try await scene.ask(id).state == .new)
        #expect(await scene.send(id, "triage", [("urgency", "week"), ("misfit", "on"), ("who", "The library")]).status == 303)
        #expect(try await scene.world.waitingMessage(.cannotDo).words.text.contains("The library"))
        #expect(await scene.page(id).text.contains("The library"), "what happened says it to whoever rings")
    }

    @Test("how to reach who asked for somebody is a button with their name, and a row on the page of who is helped")
    func proxy() async throws {
        let scene = try await BoardScene()
        let own = try await scene.asker.asked()
        let (id, actor) = (try await scene.asker.newest().id, scene.world.actor(.omar))
        #expect(await !scene.page(id).text.contains("/open/proxy"))
        let details = SetAskDetails.Input(proxyName: "Niece Nora", proxyContact: "07700 900321", safeContact: "a note under the mat")
        try await scene.world.write { try SetAskDetails(details, of: id).run($0, in: $1, group: $2, by: actor) }
        let page = await scene.page(id)
        #expect(page.text.contains("Open how to reach Niece Nora") && !page.text.contains("900321"))
        let opened = await scene.world.send(page, form: scene.asker.form(page, to: "/open/proxy"), as: .omar)
        #expect(opened.status == 200 && opened.text.contains("07700 900321") && AskerScene.findings(in: opened).isEmpty)
        #expect(await scene.world.get(own).text.contains("Omar opened how to reach whoever asked for you"))
        // The safe way is the only one to the person themself.
        let contact = await scene.world.post("/riverside/desk/asks/\(id.text)/open/contact", as: .omar)
        #expect(contact.text.contains("a note under the mat") && !contact.text.contains("900123"))
        let number = await scene.world.post("/riverside/desk/asks/\(id.text)/open/phone", as: .omar)
        #expect(number.status == 409 && !number.text.contains("900123"))
        #expect(await scene.world.post("/riverside/desk/asks/\(id.text)/open/proxy", as: .rosa).status == 200)
    }

    @Test("a number is opened by a POST, shown once, and leaves a row that the asker sees")
    func reveal() async throws {
        let scene = try await BoardScene()
        let ownPage = try await scene.asker.asked()
        let id = try await scene.asker.newest().id
        #expect(await !scene.page(id).text.contains("900123"))
        let address = "/riverside/desk/asks/\(id.text)/open/contact"
        // Typed, or come back to, it leads to the ask and opens nothing.
        let looked = await scene.world.get(address, as: .omar)
        #expect(looked.status == 303 && looked.headers.contains { $0.name == "location" && $0.value == "/riverside/desk/asks/\(id.text)" })
        let opened = await scene.world.post(address, as: .omar)
        #expect(opened.status == 200 && opened.text.contains("+447700900123") && opened.text.contains("This opening is noted."))
        #expect(AskerScene.findings(in: opened).isEmpty)
        let after = await scene.page(id).text
        #expect(!after.contains("900123") && after.contains("Omar opened the contact"))
        #expect(await scene.world.get(ownPage).text.contains("Omar"))
        #expect(await scene.world.post("/riverside/desk/asks/\(id.text)/open/everything", as: .omar).status == 404)
    }

    @Test("what a helper says on the phone is done for them")
    func onPhone() async throws {
        let scene = try await BoardScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let id = try await scene.open()
        #expect(await scene.send(id, "match", [("helper", amina.text), ("helper", ben.text)]).status == 303)
        #expect(await scene.onPhone(try #require(try await scene.matches(id).first), "decline").status == 303)
        let second = try #require(try await scene.matches(id).first { $0.helper == ben })
        #expect(second.state == .proposed)
        #expect(await scene.onPhone(second, "accept").status == 303)
        #expect(try await scene.ask(id).state == .accepted)
        #expect(AskerScene.findings(in: await scene.page(id)).isEmpty)
        #expect(await scene.onPhone(second, "arrive").status == 303)
        let wrong = await scene.onPhone(second, "fail", [("failure", "nobody_home"), ("next", "close")])
        #expect(wrong.status == 422 && AskerScene.findings(in: wrong).isEmpty)
        #expect(await scene.onPhone(second, "fail", [("failure", "nobody_home"), ("next", "dispatcher")]).status == 303)
        #expect(try await scene.ask(id).state == .open)
        #expect(await scene.page(id).text.contains("Nobody at home."))
    }

    @Test("done on the phone is done")
    func delivered() async throws {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina")
        let id = try await scene.open()
        _ = await scene.send(id, "match", [("helper", amina.text)])
        let match = try #require(try await scene.matches(id).first)
        _ = await scene.onPhone(match, "accept")
        #expect(await scene.onPhone(match, "deliver").status == 303)
        #expect(try await scene.ask(id).state == .done)
        #expect(await scene.board("?queue=follow").text.contains(id.text))
    }

    @Test("closing, the step back, and opening again")
    func closing() async throws {
        let scene = try await BoardScene()
        let id = try await scene.open()
        #expect(await scene.send(id, "close", [("reason", "withdrawn")]).status == 422)
        let answer = await scene.send(id, "close", [("reason", "duplicate")])
        let page = await scene.world.follow(answer, as: .omar)
        #expect(page.text.contains("The same ask twice") && AskerScene.findings(in: page).isEmpty)
        let undo = PageForm.all(in: page.text).firstIndex { $0.action.contains("/undo/") } ?? 99
        #expect(await scene.world.send(page, form: undo, as: .omar).status == 303)
        #expect(try await scene.ask(id).state == .open)
        _ = await scene.send(id, "close", [("reason", "duplicate")])
        #expect(await scene.send(id, "reopen").status == 303)
        #expect(try await scene.ask(id).state == .open)
    }

    @Test("a lost link is replaced against code word and contact, and the new one waits to be sent")
    func lostLink() async throws {
        let scene = try await BoardScene()
        let id = try await scene.open()
        let word = try await scene.asker.sealed(id).face.codeWord
        let wrong = await scene.send(id, "link", [("code-word", word), ("contact", "07700 900999")])
        #expect(wrong.status == 422 && wrong.text.contains("do not fit together"))
        let answer = await scene.send(id, "link", [("code-word", word), ("contact", "07700 900123")], as: .ines)
        #expect(answer.status == 303)
        #expect(await scene.page(id).text.contains("message waits to be sent"))
    }

    @Test("pages of an ask hold together in every state and language", arguments: AskState.allCases, ["en", "ar", "es"])
    func states(_ state: AskState, _ language: String) async throws {
        let scene = try await BoardScene()
        for name in ["Amina", "Ben"] { try await scene.helper(name) }
        let id = try await scene.open(["what": "Milk\n2 kg rice\nnappies size 4"])
        switch state {
        case .offered: try await scene.asker.match(id, .proposed, ask: .offered)
        case .accepted: try await scene.asker.match(id, .accepted, ask: .accepted)
        case .underWay: try await scene.asker.match(id, .atDoor, ask: .underWay)
        case .done: try await scene.asker.match(id, .done, ask: .done)
        case .closed: _ = await scene.send(id, "close", [("reason", "elsewhere")])
        case .new, .open: break
        }
        let shown = state == .new ? try await scene.asked() : id
        let page = await scene.page(shown, language: language)
        #expect(page.status == 200 && AskerScene.findings(in: page).isEmpty && !page.text.contains("⟦"))
    }
}
