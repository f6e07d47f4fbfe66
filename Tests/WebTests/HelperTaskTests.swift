import Alongside
import Foundation
import Kernel
import Markup
import Storage
import TestKit
import Testing
import Web

/// One task by its private link, the way a browser without scripts goes it.
@Suite struct HelperTaskTests {
    @Test("before a yes the helper reads amounts, in which language, by when, and that there is a note on food, not the note")
    func decides() async throws {
        let by = World.start + .days(2)
        let scene = try await HelperScene { $0.wantedBy = by }
        let (ask, actor) = (scene.ask, scene.world.actor(.omar))
        try await scene.world.write {
            let lines = [AskDetails.Line(text: "Milk"), AskDetails.Line(text: "rice", quantity: "2 kg")]
            try SetAskDetails(.init(lines: lines, diet: "no nuts at all"), of: ask).run($0, in: $1, group: $2, by: actor)
        }
        try await scene.world.write { transaction, _, group in
            var found = try AskStore.existing(ask, in: group.id, transaction)
            found.language = .arabic
            try AskStore.update(found, in: group.id, transaction)
        }
        let page = await scene.world.get(scene.task)
        #expect(page.text.contains("2 kg rice") && page.text.contains("They speak") && page.text.contains("Arabic"))
        #expect(page.text.contains("You read it after a yes.") && !page.text.contains("no nuts"))
        let message = try await scene.world.waitingMessage(.offerToHelper)
        #expect(message.words.text.contains("Wanted by Thursday"), "\(message.words.text)")
    }

    private let phone = "+447700900123"

    private func check(_ page: WebResponse, _ status: Int = 200) {
        #expect(page.status == status)
        #expect(!page.text.contains("⟦"), "\(page.text.components(separatedBy: "⟦").dropFirst().map { $0.prefix(40) })")
        #expect(page.header("cache-control") == "no-store")
    }

    @Test("an offer shows area, effort and cap, but neither street nor phone")
    func offer() async throws {
        let scene = try await HelperScene()
        let page = await scene.world.get(scene.task)
        check(page)
        #expect(page.text.contains("Ola"))
        #expect(page.text.contains("£80"))
        #expect(page.text.contains("Milk"))
        #expect(!page.text.contains("14 Mill Lane"))
        #expect(!page.text.contains(phone))
    }

    @Test("a hold begins when a browser shows the offer, and not when a chat fetches the page for a preview")
    func seen() async throws {
        let scene = try await HelperScene()
        let page = await scene.world.get(scene.task)
        #expect(page.text.contains("We keep it for you until"))
        #expect(try await scene.found().toldAt == nil)
        #expect(page.text.contains("src=\"\(scene.task)/seen.svg\""))

        let picture = await scene.world.get(scene.task + "/seen.svg")
        check(picture)
        #expect(picture.header("content-type") == "image/svg+xml")
        #expect(try await scene.found().toldAt == World.start)
        #expect(try await scene.found().holdUntil == World.start + .minutes(240))
        #expect(await !scene.world.get(scene.task).text.contains("seen.svg"))
    }

    @Test("the offer is opened before the dispatcher presses sent: both are right, and the hold runs from the opening")
    func openedThenSent() async throws {
        let scene = try await HelperScene()
        let message = try await scene.world.waitingMessage(.offerToHelper).id
        let queue = await scene.world.get("/riverside/desk/send", as: .omar)
        #expect(queue.text.contains(message.text))
        _ = await scene.world.get(scene.task + "/seen.svg")
        scene.world.time.move(by: .minutes(3))

        #expect(await scene.world.post("/riverside/desk/send/\(message.text)/sent", as: .omar).status == 303)
        #expect(await !scene.world.get("/riverside/desk/send", as: .omar).text.contains(message.text))
        #expect(try await scene.found().holdUntil == World.start + .minutes(240))
    }

    @Test("a yes or a no by the link is an opening too: sent is pressed after it without a word", arguments: ["accept", "decline"])
    func answeredThenSent(_ answer: String) async throws {
        let scene = try await HelperScene()
        let message = try await scene.world.waitingMessage(.offerToHelper).id
        if answer == "accept" { _ = await scene.accept() } else { _ = await scene.world.post(scene.task + "/decline") }
        #expect(await scene.world.post("/riverside/desk/send/\(message.text)/sent", as: .omar).status == 303)
    }

    @Test("the whole way: yes, place, list, door, done")
    func wholeWay() async throws {
        let scene = try await HelperScene()
        #expect(await scene.accept().status == 303)
        var page = await scene.world.get(scene.task)
        check(page)
        #expect(!page.text.contains("14 Mill Lane"))
        #expect(await scene.world.post(scene.task + "/open/street").status == 409)

        scene.world.time.move(by: .minutes(100))
        page = await scene.world.post(scene.task + "/open/street")
        check(page)
        #expect(page.text.contains("14 Mill Lane"))
        #expect(await !scene.world.get(scene.task).text.contains("14 Mill Lane"))

        let list = await scene.world.post(scene.task + "/list", [("got-0", "yes"), ("price-0", "2.40"), ("got-1", "none")])
        #expect(list.status == 303)
        #expect(await scene.world.get(scene.task).text.contains("£2.40"))
        #expect(await scene.world.post(scene.task + "/arrive").status == 303)
        check(await scene.world.get(scene.task))
        check(await scene.world.get(scene.task + "/done"))
        #expect(await scene.world.post(scene.task + "/done", [("total", "2.40")]).status == 303)
        #expect(try await scene.theAsk().state == .done)

        page = await scene.world.get(scene.task)
        check(page)
        #expect(!page.text.contains("Ola") && !page.text.contains("Mill Lane"))
        let match = scene.match
        let receipts = try await scene.world.read { connection, _, group in try ReceiptStore.of(match: match, in: group.id, connection) }
        #expect(receipts.map(\.amount.minorUnits) == [240])
    }

    @Test("0.3 a list of 12 lines with a cap of 80 shows the running total and warns at 90 %")
    func cap() async throws {
        let words = (1...12).map { "thing \($0)" }.joined(separator: "\n")
        let scene = try await HelperScene(words: words) { $0.capMinor = 8_000 }
        _ = await scene.accept()
        let near = (0..<12).flatMap { [("got-\($0)", "yes"), ("price-\($0)", "6.00")] }
        var below = near
        below[23] = ("price-11", "5.99")

        #expect(await scene.world.post(scene.task + "/list", below).status == 303)
        var page = await scene.world.get(scene.task)
        #expect(page.text.contains("£71.99"))
        #expect(!page.text.contains("meter-warning"))

        #expect(await scene.world.post(scene.task + "/list", near).status == 303)
        page = await scene.world.get(scene.task)
        #expect(page.text.contains("£72"))
        #expect(page.text.contains("meter-warning"))
    }

    @Test("4.20 somebody who is asked beyond their limit is told that a no is fine")
    func beyond() async throws {
        let scene = try await HelperScene()
        let helper = scene.helper
        #expect(await !scene.world.get(scene.task).text.contains("A no is fine"))
        try await scene.world.write { transaction, _, group in
            var found = try HelperStore.existing(helper, in: group.id, transaction)
            found.weeklyLimit = 0
            try HelperStore.update(found, in: group.id, transaction)
        }
        #expect(await scene.world.get(scene.task).text.contains("A no is fine"))
    }

    @Test("2.19 a bench by the library opens like any street")
    func bench() async throws {
        let scene = try await HelperScene(place: "bench by library, 7 pm, blue hat")
        _ = await scene.accept()
        scene.world.time.move(by: .minutes(100))
        #expect(await scene.world.post(scene.task + "/open/street").text.contains("bench by library, 7 pm, blue hat"))
    }

    @Test("every failure leads through two pages to what is next")
    func trouble() async throws {
        let scene = try await HelperScene()
        _ = await scene.accept()
        let first = await scene.world.get(scene.task + "/problem")
        check(first)
        let second = await scene.world.post(scene.task + "/problem", [("failure", "nobody_home")])
        check(second)
        #expect(second.text.contains("value=\"neighbour\""))
        #expect(await scene.world.post(scene.task + "/problem", [("failure", "nobody_home"), ("next", "dispatcher")]).status == 303)
        #expect(try await scene.theAsk().state == .open)
        check(await scene.world.get(scene.task))
    }

    @Test("who is too late is told kindly, and nothing of the ask is shown")
    func tooLate() async throws {
        let scene = try await HelperScene()
        let (ask, other) = (scene.ask, scene.world.id(.omar))
        try await scene.world.write { transaction, house, group in
            try HelperStore.insert(
                Helper(id: other, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id, transaction
            )
            try MatchStore.insert(
                Match(
                    id: house.newID(), ask: ask, helper: other, position: 2, state: .accepted, proposedAt: house.now, acceptedAt: house.now
                ), in: group.id, transaction
            )
        }
        let answer = await scene.accept()
        check(answer, 409)
        let page = await scene.world.get(scene.task)
        check(page)
        #expect(!page.text.contains("Ola"))
    }

    @Test("bad times and amounts keep what was typed and say what to do")
    func badInput() async throws {
        let scene = try await HelperScene()
        let refused = await scene.world.post(scene.task + "/accept", [("day", "2026-03-10"), ("when-from", "15:00"), ("when-until", "11:00")])
        check(refused, 422)
        #expect(refused.text.contains("value=\"11:00\""))
        _ = await scene.accept()
        let list = await scene.world.post(scene.task + "/list", [("got-0", "yes"), ("price-0", "<b>two</b>")])
        check(list, 422)
        #expect(list.text.contains("&lt;b&gt;two"))
        check(await scene.world.post(scene.task + "/done", [("total", "lots")]), 422)
        let state = try await scene.theAsk().state
        #expect(state == .accepted || state == .underWay)
    }

    @Test("who goes along sees with whom, where about and when; neither name nor place, and can answer for nobody", arguments: ["en", "es", "ar"])
    func companion(_ language: String) async throws {
        let scene = try await HelperScene()
        let (match, amina, ben) = (scene.match, scene.helper, try await scene.world.neighbourWhoHelps("Ben"))
        try await scene.world.write { transaction, _, group in
            for (id, trust) in [(amina, Helper.TrustStep.paired), (ben, .solo)] {
                var helper = try HelperStore.existing(id, in: group.id, transaction)
                helper.trust = trust
                try HelperStore.update(helper, in: group.id, transaction)
            }
            var found = try MatchStore.existing(match, in: group.id, transaction)
            found.companion = ben
            try MatchStore.update(found, in: group.id, transaction)
        }
        #expect(await scene.world.get(scene.task).text.contains("You go with Ben."))
        _ = await scene.accept()
        #expect(await scene.world.get(scene.task).text.contains("You go with Ben."))

        let link = try #require(try await scene.world.waitingMessage(.goAlong).words.link)
        let along = "/riverside/l/\(link)"
        let page = await scene.world.get(along + "?in=\(language)")
        check(page)
        #expect(page.text.contains("Amina"))
        for hidden in ["Ola", "14 Mill Lane", "900123", "Milk"] { #expect(!page.text.contains(hidden), "\(hidden)") }
        for path in ["/accept", "/window", "/arrive", "/hand-back", "/done", "/open/street", "/open/phone", "/answer"] {
            #expect(await scene.world.post(along + path, [("day", "2026-03-10"), ("when-from", "12:00"), ("when-until", "14:00")]).status >= 400)
        }
        #expect(await scene.world.get(along + "/done").status == 409)
        #expect(try await scene.found().state == .accepted)

        #expect(await scene.world.post(scene.task + "/hand-back").status == 303)
        let over = await scene.world.get(along)
        check(over)
        #expect(over.text.contains("Ben") && !over.text.contains("Amina"))
    }

    @Test("another purpose's link is no way in", arguments: ["/accept", "/done", "/hand-back", "/open/phone"])
    func purposes(_ path: String) async throws {
        let scene = try await HelperScene()
        #expect(await scene.world.post(scene.mine + path).status == 404)
        #expect(await scene.world.post(scene.task + "/breather", [("do", "start")]).status == 404)
    }

    @Test("the pages are sound markup in all three languages", arguments: ["en", "es", "ar"])
    func markup(_ language: String) async throws {
        let scene = try await HelperScene()
        _ = await scene.accept()
        for path in ["", "/problem", "/done"] {
            let page = await scene.world.get(scene.task + path + "?in=" + language)
            check(page)
            #expect(page.text.contains("lang=\"\(language)\""))
        }
        for path in ["", "/limits", "/leave-group"] { check(await scene.world.get(scene.mine + path + "?in=" + language)) }
    }
}
