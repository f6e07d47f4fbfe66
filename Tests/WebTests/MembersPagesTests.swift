import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web
import Words

@Suite struct MembersPagesTests {
    private func browser(_ world: World, _ member: World.Member = .rosa) -> SettingsBrowser {
        SettingsBrowser(world.front, cookie: world.cookie(member))
    }

    /// The link in the copy box of a page, without its host.
    private func link(_ browser: SettingsBrowser) -> String? {
        guard let start = browser.text.firstRange(of: "http://localhost:8080/") else { return nil }
        return "/"
            + browser.text[start.upperBound...].prefix {
                $0 == "/" || $0 == "?" || $0 == "=" || $0 == "-" || ($0.isASCII && ($0.isLetter || $0.isNumber))
            }
    }

    @Test("somebody is invited, joins with a name only, and is in the list with their roles")
    func invite() async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings/people/invite")
        #expect(await rosa.send(formWith: "role", []).status == 422)
        await rosa.send(formWith: "role", [("role", "dispatcher"), ("role", "intake"), ("language", "ar")])
        let address = try #require(link(rosa))
        #expect(rosa.page.status == 200 && address.hasSuffix("?in=ar"))
        #expect(SettingsPagesTests.findings(rosa.page).isEmpty, "\(SettingsPagesTests.findings(rosa.page))")

        let hana = SettingsBrowser(world.front)
        await hana.open(address)
        #expect(hana.text.contains("dir=\"rtl\""))
        #expect(SettingsPagesTests.findings(hana.page).isEmpty, "\(SettingsPagesTests.findings(hana.page))")
        let form = try #require(PageForm.all(in: hana.text).first { $0.names.contains("alias") })
        await hana.send(form, [("alias", "Hana")], follow: false)
        #expect(hana.page.status == 303 && hana.cookie != nil)
        let cookie = hana.cookie
        await hana.send(form, [("alias", "Hana")], follow: false)
        #expect(hana.cookie == cookie, "a double click is one person")
        await rosa.open("/riverside/desk/settings/people")
        #expect(rosa.text.contains("Hana"))

        let late = SettingsBrowser(world.front)
        await late.open(address)
        #expect(late.page.status == 200 && PageForm.all(in: late.text).allSatisfy { !$0.names.contains("alias") })
    }

    @Test(
        "who joins is welcomed into the group by name, with each role that came with the invitation and where it begins",
        arguments: ["en", "es", "ar"])
    func joined(_ language: String) async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings/people/invite")
        await rosa.send(formWith: "role", [("role", "treasurer"), ("role", "organiser"), ("language", language)])
        let hana = SettingsBrowser(world.front, language: language)
        await hana.open(try #require(link(rosa)))
        await hana.send(formWith: "alias", [("alias", "Hana")])
        let say = world.house.catalogs.wording(try #require(LanguageTag(language)))
        #expect(hana.page.status == 200 && hana.text.contains("<h1>\(say("joined.title", ["group": .text(world.group.name)]))</h1>"))
        for role in ["treasurer", "organiser"] {
            #expect(hana.text.contains(say.family("joined.role", role)) && hana.text.contains(say.family("role.hint", role)), "\(role)")
        }
        let main = try #require(hana.text.components(between: "<main", and: "</main>").first)
        let links = main.components(between: "href=\"", and: "\"").map { $0.prefix { $0 != "?" } }
        #expect(
            links == ["/riverside/desk/receipts", "/riverside/desk/settings", "/riverside/desk/sessions"],
            "and nothing that they were not asked to do")
        #expect(SettingsPagesTests.findings(hana.page).isEmpty, "\(SettingsPagesTests.findings(hana.page))")
    }

    @Test("opening a link does nothing; only its button signs in, once")
    func signInLink() async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/sessions")
        let form = try #require(PageForm.all(in: rosa.text).first { $0.fields.contains { $0 == ("do", "link") } })
        await rosa.send(form, [])
        let address = try #require(link(rosa))
        let phone = SettingsBrowser(world.front)
        for _ in 0..<3 { #expect(await phone.open(address).header("set-cookie") == nil) }
        let button = try #require(PageForm.all(in: phone.text).first { $0.action.contains("/l/") })
        #expect(await phone.send(button, [], follow: false).status == 303)
        #expect(phone.cookie != nil)

        let thief = SettingsBrowser(world.front)
        await thief.open(address)
        #expect(PageForm.all(in: thief.text).allSatisfy { !$0.action.contains("/l/") })
        #expect(await thief.send(button, [("once", String(repeating: "0", count: 32))], follow: false).status == 409)
    }

    @Test("signing in and out with a passphrase; after sign-out the cookie opens nothing")
    func passphrase() async throws {
        let world = try await World()
        let hash = try Passphrase.hash("three green boats", cost: .quick)
        let omar = world.id(.omar)
        try await world.write { transaction, house, group in
            try PersonStore.update(omar, PersonCard(alias: "Omar", passphraseHash: hash), in: house, group: group.id, transaction)
        }
        let browser = SettingsBrowser(world.front)
        await browser.open("/riverside/sign-in")
        let wrong = await browser.send(formWith: "passphrase", [("name", "Omar"), ("passphrase", "no")])
        #expect(wrong.status == 422 && wrong.text.contains("value=\"Omar\"") && !wrong.text.contains("value=\"no\""))
        await browser.send(formWith: "passphrase", [("name", "omar"), ("passphrase", "three green boats")], follow: false)
        #expect(browser.page.status == 303)
        let cookie = try #require(browser.cookie)
        await browser.open("/riverside/desk/sessions")
        let out = try #require(PageForm.all(in: browser.text).first { $0.action.hasSuffix("/sign-out") })
        await browser.send(out, [], follow: false)
        #expect(browser.cookie == nil)
        #expect(await SettingsBrowser(world.front, cookie: cookie).open("/riverside/desk/sessions").status == 303)
    }

    @Test("a role is given and ended; ending it can be taken back; the last organiser has no such button")
    func roles() async throws {
        let world = try await World()
        let rosa = browser(world)
        let ines = world.id(.ines).text
        await rosa.open("/riverside/desk/settings/people/\(ines)")
        let give = try #require(PageForm.all(in: rosa.text).first { $0.fields.contains { $0 == ("do", "give") } })
        await rosa.send(give, [("role", "dispatcher")])
        let end = try #require(
            PageForm.all(in: rosa.text).first { form in
                form.fields.contains { $0 == ("do", "end") } && form.fields.contains { $0 == ("role", "dispatcher") }
            })
        await rosa.send(end, [])
        #expect(PageForm.all(in: rosa.text).contains { $0.names.contains("undo") })
        await rosa.send(formWith: "undo", [])
        let roles = try await world.read { connection, _, group in try PersonStore.roles(of: world.id(.ines), in: group.id, connection) }
        #expect(roles == [.intake, .dispatcher])

        await rosa.open("/riverside/desk/settings/people/\(world.id(.rosa).text)")
        #expect(!PageForm.all(in: rosa.text).contains { form in form.fields.contains { $0 == ("role", "organiser") } })
        #expect(
            await world.post("/riverside/desk/settings/people/\(world.id(.rosa).text)", [("do", "end"), ("role", "organiser")], as: .rosa).status
                == 409)
    }

    @Test("1.6 (web) a neighbour who has only asked is found by name and made dispatcher")
    func neighbour() async throws {
        let world = try await World()
        let kind = world.category("groceries").id
        try await world.write { transaction, house, group in
            let contact = Contact(reach: .phone, phone: "+447700900123")
            let input = OpenAsk.Input(alias: "Älma", contact: contact, place: "14 Mill Lane", category: kind, words: "Milk", language: .english)
            _ = try OpenAsk(input).run(transaction, in: house, group: group, by: .visitor)
        }
        let asked = try #require(try await world.newestAsk().person)
        let before = try await world.read { connection, _, group in try PersonStore.roles(of: asked, in: group.id, connection) }
        #expect(before.isEmpty)

        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings/people?find=alma")
        #expect(rosa.text.contains("Älma") && rosa.text.contains("/riverside/desk/settings/people/\(asked.text)"))
        await rosa.open("/riverside/desk/settings/people/\(asked.text)")
        let give = try #require(PageForm.all(in: rosa.text).first { $0.fields.contains { $0 == ("do", "give") } })
        await rosa.send(give, [("role", "dispatcher")])

        #expect(try await world.newestAsk().person == asked)
        let (roles, dispatchers) = try await world.read { connection, _, group in
            (try PersonStore.roles(of: asked, in: group.id, connection), try PersonStore.holding(.dispatcher, in: group.id, connection))
        }
        #expect(roles == [.dispatcher] && dispatchers.contains(asked))
    }

    @Test("one's own sessions are listed, this one marked, and all others ended")
    func sessions() async throws {
        let world = try await World()
        let omar = world.id(.omar)
        let other = LinkToken.random()
        try await world.write { transaction, house, group in
            try BeginSession(of: omar, token: other).run(transaction, in: house, group: group.id)
        }
        let browser = browser(world, .omar)
        await browser.open("/riverside/desk/sessions")
        let others = try #require(PageForm.all(in: browser.text).first { $0.fields.contains { $0 == ("do", "others") } })
        await browser.send(others, [])
        #expect(browser.page.status == 200)
        #expect(await SettingsBrowser(world.front, cookie: other.text).open("/riverside/desk/sessions").status == 303)
        #expect(PageForm.all(in: browser.text).allSatisfy { !$0.fields.contains { $0 == ("do", "others") } })
    }

    @Test("a form of another site, or without the session's token, changes nothing")
    func forged() async throws {
        let world = try await World()
        let answer = await world.post("/riverside/desk/sessions", [("do", "others"), ("form-token", "")], as: .omar)
        #expect(answer.status == 403)
    }

    @Test("a session remembers the day it was last used, and nothing else")
    func lastUsed() async throws {
        let world = try await World()
        world.time.move(by: .days(3))
        let browser = browser(world, .omar)
        await browser.open("/riverside/desk/sessions")
        let days = try await world.read { connection, house, group in
            try SessionStore.all(of: world.id(.omar), at: house.now, in: group.id, connection).map(\.lastDay)
        }
        #expect(days == [world.now.day])
    }
}
