import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// My promises, my limits, a breather, leaving; and what dispatchers see of helpers.
@Suite struct HelperOwnPageTests {
    @Test("promises and offers stand in one place, each with a way to its page")
    func promises() async throws {
        let scene = try await HelperScene()
        let page = await scene.world.get(scene.mine)
        #expect(page.status == 200)
        #expect(page.text.contains("Groceries"))
        let there = await scene.world.post(scene.mine, [("match", scene.match.text)])
        #expect(there.status == 303)
        #expect(await scene.world.follow(there).text.contains("Ola"))
        #expect(await scene.world.post(scene.mine, [("match", scene.match.text)]).header("location") == there.header("location"))
    }

    @Test("0.13 one tap, without a reason or a date")
    func breather() async throws {
        let scene = try await HelperScene()
        #expect(await scene.world.post(scene.mine + "/breather", [("do", "start"), ("until", "")]).status == 303)
        #expect(try await scene.found().state == .cancelled)
        let page = await scene.world.get(scene.mine)
        #expect(page.text.contains("value=\"end\""))
        #expect(await scene.world.post(scene.mine + "/breather", [("do", "end")]).status == 303)
    }

    @Test("limits are read, kept and told when they make no sense")
    func limits() async throws {
        let scene = try await HelperScene()
        let page = await scene.world.get(scene.mine + "/limits")
        #expect(page.status == 200)
        let bad = await scene.world.post(scene.mine + "/limits", [("limit", "many"), ("reach", "2000"), ("transport", "bike")])
        #expect(bad.status == 422)
        #expect(bad.text.contains("value=\"many\""))
        let good = await scene.world.post(
            scene.mine + "/limits",
            [("limit", "1"), ("reach", "5000"), ("transport", "bike"), ("hours", "1-morning"), ("languages", "en"), ("climb", "yes")]
        )
        #expect(good.status == 303)
        let helper = scene.helper
        let found = try await scene.world.read { connection, _, group in try HelperStore.existing(helper, in: group.id, connection) }
        #expect(found.weeklyLimit == 1 && found.reachMetres == 5_000 && found.canClimb && !found.canLift)
    }

    @Test("leaving hands everything over, and coming back is one tap")
    func leaving() async throws {
        let scene = try await HelperScene()
        _ = await scene.accept()
        #expect(await scene.world.get(scene.mine + "/leave-group").status == 200)
        #expect(await scene.world.post(scene.mine + "/leave-group", [("do", "leave")]).status == 303)
        #expect(try await scene.theAsk().state == .open)
        #expect(await scene.world.get(scene.mine).text.contains("value=\"back\""))
        #expect(await scene.world.post(scene.mine + "/leave-group", [("do", "back")]).status == 303)
    }

    @Test("the desk sees helpers without their numbers; opening one is a row")
    func desk() async throws {
        let scene = try await HelperScene()
        let list = await scene.world.get("/riverside/desk/helpers", as: .omar)
        #expect(list.status == 200)
        #expect(list.text.contains("Amina") && !list.text.contains("+447700900777"))
        let path = "/riverside/desk/helpers/\(scene.helper.text)"
        #expect(await !scene.world.get(path, as: .omar).text.contains("+447700900777"))
        #expect(await scene.world.post(path + "/open", as: .omar).text.contains("+447700900777"))
        #expect(await scene.world.post(path + "/trust", [("trust", "solo")], as: .omar).status == 303)
        #expect(await scene.world.post(path + "/link", as: .omar).status == 303)
        #expect(await scene.world.get(scene.mine).status == 404)
        #expect(await scene.world.get("/riverside/desk/offers", as: .omar).status == 200)
        #expect(await scene.world.get("/riverside/desk/helpers", as: .tessa).status == 403)
    }

    @Test("a long list of helpers has pages, in the order of names with those who rest at the end, and a name is found in it")
    func manyHelpers() async throws {
        let world = try await World()
        try await world.write { transaction, house, group in
            for number in 0..<120 {
                let id = ID<Person>.random(by: house.random)
                let card = PersonCard(alias: "Person " + String(1_000 + number))
                try PersonStore.insert(id, card, language: .english, in: house, group: group, transaction)
                var helper = Helper(id: id, trust: .new, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now)
                // The first by name rests.
                if number == 0 { helper.restingUntil = house.now + .days(3) }
                try HelperStore.insert(helper, in: group.id, transaction)
            }
        }
        func names(_ query: String) async -> [String] {
            await world.get("/riverside/desk/helpers" + query, as: .omar).text.matches(of: /Person (1\d{3})/).map { String($0.1) }
        }
        #expect(await names("") == (1...50).map { String(1_000 + $0) })
        #expect(await names("?page=3") == (101..<120).map { String(1_000 + $0) } + ["1000"])
        #expect(await names("?page=99") == (names("?page=3")), "a page beyond the end is the last")
        #expect(await names("?find=person%20107") == (70...79).map { String(1_000 + $0) })
        let found = await world.get("/riverside/desk/helpers?find=person", as: .omar).text
        #expect(found.contains("120 people help") && found.contains("helpers?find=person&amp;page=2"))
        #expect(await world.get("/riverside/desk/helpers?find=zzz", as: .omar).text.contains("Nobody here has that name"))
    }

    @Test("a long list of offers has pages, newest first, and none is left out")
    func manyOffers() async throws {
        let world = try await World()
        let category = world.category("groceries").id
        for number in 0..<110 {
            world.time.move(by: .minutes(1))
            try await world.write { transaction, house, group in
                let phone = "+4477009" + String(10_000 + number)
                let input = OfferHelp.Input(
                    alias: "Person " + String(1_000 + number), contact: Contact(reach: .phone, phone: phone), categories: [category], words: "Calls",
                    language: .english)
                _ = try OfferHelp(input).run(transaction, in: house, group: group, by: .visitor)
            }
        }
        func names(_ query: String) async -> [String] {
            let text = await world.get("/riverside/desk/offers" + query, as: .omar).text
            var seen: [String] = []
            for match in text.matches(of: /Person (1\d{3})/) where seen.last != String(match.1) { seen.append(String(match.1)) }
            return seen
        }
        #expect(await names("") == (60..<110).reversed().map { String(1_000 + $0) })
        #expect(await names("?page=3") == (0..<10).reversed().map { String(1_000 + $0) })
        #expect(await world.get("/riverside/desk/offers", as: .omar).text.contains("110 offers"))
    }

    @Test("an offer whose key is gone is passed over, and the others stand in the list")
    func offerWithoutKey() async throws {
        let world = try await World()
        let category = world.category("groceries").id
        for name in ["Bea", "Cem"] {
            try await world.write { transaction, house, group in
                let input = OfferHelp.Input(
                    alias: name, contact: Contact(reach: .email, email: "\(name)@example.org"), categories: [category], words: "Calls",
                    language: .english)
                _ = try OfferHelp(input).run(transaction, in: house, group: group, by: .visitor)
            }
        }
        try await world.write { transaction, _, group in
            try transaction.execute(
                """
                DELETE FROM record_key WHERE group_id = $1 AND subject_id = (SELECT offer_id FROM offer WHERE group_id = $1 ORDER BY offer_id LIMIT 1)
                """, [group.id.stored])
        }
        let page = await world.get("/riverside/desk/offers", as: .omar)
        #expect(page.status == 200 && ["Bea", "Cem"].count { page.text.contains("<bdi>\($0)</bdi>") } == 1)
    }

    @Test("who was asked whether they are still there says so in one tap, or to a dispatcher on the phone", arguments: [false, true])
    func stillHere(_ onPhone: Bool) async throws {
        let scene = try await HelperScene()
        let (world, helper) = (scene.world, scene.helper)
        #expect(await !world.get(scene.mine).text.contains("Do you still want to be asked?"))
        try await world.write { transaction, _, group in
            var found = try HelperStore.existing(helper, in: group.id, transaction)
            found.notices = 1
            try HelperStore.update(found, in: group.id, transaction)
        }
        #expect(await world.get(scene.mine).text.contains("Do you still want to be asked?"))
        #expect(await world.get("/riverside/desk/helpers/\(helper.text)", as: .omar).text.contains("They are still here"))
        world.time.move(by: .days(1))
        let answer =
            onPhone
            ? await world.post("/riverside/desk/helpers/\(helper.text)/here", as: .omar)
            : await world.post(scene.mine + "/breather", [("do", "here")])
        #expect(answer.status == 303)
        let found = try await world.read { connection, _, group in try HelperStore.existing(helper, in: group.id, connection) }
        #expect(found.notices == 0 && found.lastActiveDay == world.now.day)
        #expect(await !world.get(scene.mine).text.contains("Do you still want to be asked?"))
    }

    @Test("whoever trusts a helper less, or keeps two apart, reads what they have promised already, here and at the ask")
    func concern() async throws {
        let scene = try await HelperScene()
        #expect(await scene.accept().status == 303)
        let (helper, ask) = ("/riverside/desk/helpers/\(scene.helper.text)", "/riverside/desk/asks/\(scene.ask.text)")
        #expect(await !scene.world.get(helper, as: .omar).text.contains("Promised, and to be settled"))
        let answer = await scene.world.post(helper + "/trust", [("trust", "new")], as: .omar)
        let sentence = "Amina does not go to doors for now."
        let page = await scene.world.follow(answer, as: .omar)
        #expect(page.text.contains(sentence) && page.text.contains("href=\"\(ask)\"") && AskerScene.findings(in: page).isEmpty)
        #expect(await scene.world.get(ask, as: .omar).text.contains(sentence))
        #expect(try await scene.found().state == .accepted)
        #expect(await scene.world.post(helper + "/trust", [("trust", "solo")], as: .omar).status == 303)
        let asker = try #require(try await scene.theAsk().person)
        _ = await scene.world.post(helper + "/block", [("other", asker.text)], as: .omar)
        #expect(await scene.world.get(ask, as: .omar).text.contains("before these two were kept apart"))
    }
}
