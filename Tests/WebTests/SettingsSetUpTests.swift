import Alongside
import App
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Words

@testable import Web

@Suite struct SettingsSetUpTests {
    /// Goes through the three screens.
    private func found(_ browser: SettingsBrowser, _ house: EmptyHouse, name: String = "Elm Street Neighbours") async {
        await browser.open("/setup/\(house.setUp.text)")
        await browser.send(formWith: "country", [("name", name), ("country", "GB")])
        await browser.send(formWith: "zone", [("languages", "en"), ("languages", "es")])
        await browser.send(formWith: "passphrase", [("alias", "Nadia"), ("phone", "020 7946 0958"), ("passphrase", "three green boats")])
    }

    @Test("1.4 two people found a group and take their first ask without leaving the screens")
    func firstAsk() async throws {
        let house = try await EmptyHouse()
        let founder = SettingsBrowser(house.front)
        await found(founder, house)
        #expect(founder.page.status == 200 && founder.cookie != nil, "\(founder.text.suffix(600))")
        #expect(founder.text.contains("https://help.example.org/elm-street-neighbours/ask"))

        #expect(founder.text.contains("Put money in, or say that people pay themselves") && founder.text.contains("/desk/ledger/entry"))

        let second = SettingsBrowser(house.front, language: "es")
        let invitation = try #require(founder.address(containing: "/l/"))
        await second.open(invitation)
        #expect(second.page.status == 200)
        await second.send(formWith: "alias", [("alias", "Teo"), ("contact", "")])
        #expect(second.page.status == 200 && second.cookie != nil, "\(second.text.suffix(600))")

        let asker = SettingsBrowser(house.front, language: "es")
        await asker.open("/elm-street-neighbours/ask")
        let kind = try await house.database.read { connection in
            let group = try #require(try GroupStore.named("elm-street-neighbours", connection))
            return try #require(try CategoryStore.all(in: group.id, connection).first { $0.nameKey == "groceries" }).id.text
        }
        await asker.send(
            formWith: "what",
            [
                ("name", "E."), ("reach", "020 7946 0000"), ("kind", kind), ("what", "leche y pan"), ("place", "Mill Lane 12"), ("when", "week"),
                ("language", "es"),
            ])
        #expect(asker.page.status == 200, "\(asker.text.suffix(900))")
        let asks = try await house.database.read { try $0.number("SELECT count(*) FROM ask") }
        #expect(asks == 1)
        await founder.open("/elm-street-neighbours/desk/settings")
        #expect(!founder.text.contains("id=\"ask-address\""), "what is done is out of the way")
    }

    @Test("1.4 the set-up link, opened again, leads to the screen that is next, and every screen has a way back that keeps what was typed")
    func again() async throws {
        let house = try await EmptyHouse()
        let link = "/setup/\(house.setUp.text)"
        let founder = SettingsBrowser(house.front)
        func value(_ name: String) -> String? {
            PageForm.all(in: founder.text).flatMap(\.fields).first { $0.0 == name }?.1
        }
        await founder.open(link)
        #expect(PageForm.all(in: founder.text).allSatisfy { !$0.buttons.contains { $0.name == "back" } }, "there is nothing before the first")
        await founder.send(formWith: "country", [("name", "Elm Street Neighbours"), ("country", "GB")])
        await founder.open(link)
        #expect(founder.text.contains("Step 2 of 3"))
        await founder.send(formWith: "zone", [("languages", "es"), ("group-phone", "020 7946 0111")])

        // On another machine, in another language, with the link alone.
        let other = SettingsBrowser(house.front, language: "ar")
        await other.open(link + "?in=ar")
        #expect(PageForm.all(in: other.text).contains { $0.names.contains("passphrase") })

        // Back from the last screen, then from the second, and forth again.
        await founder.send(formWith: "passphrase", [("alias", "Nadia"), ("phone", "12"), ("passphrase", "three green boats"), ("back", "yes")])
        #expect(founder.text.contains("Step 2 of 3") && value("group-phone") == "020 7946 0111" && value("languages") == "es")
        await founder.send(formWith: "zone", [("group-phone", "nobody knows"), ("back", "yes")])
        #expect(founder.text.contains("Step 1 of 3") && value("name") == "Elm Street Neighbours" && value("country") == "GB")
        await founder.send(formWith: "country", [("name", "Elm Street"), ("country", "MX")])
        #expect(value("group-phone") == "nobody knows" && value("zone") == "America/Mexico_City" && value("currency") == "MXN")
        await founder.send(formWith: "zone", [("group-phone", "")])
        #expect(value("alias") == "Nadia" && value("phone") == "12" && value("passphrase") == "", "all but the secret")
        #expect(!founder.text.contains("three green boats"))
        await founder.send(formWith: "passphrase", [("phone", "55 1234 5678"), ("passphrase", "three green boats")])
        #expect(founder.page.status == 200, "\(founder.text.suffix(600))")
        let group = try #require(try await house.database.read { try GroupStore.everyGroup($0).first })
        #expect(group.name == "Elm Street" && group.country == "MX" && group.currency.code == "MXN" && group.languages == [.spanish])
        #expect(await SettingsBrowser(house.front).open(link).status == 404)
        #expect(try await house.database.read { try $0.number("SELECT count(*) FROM installation WHERE draft IS NULL") } == 1, "gone with the link")
    }

    @Test("who chooses a passphrase can look at it with scripts, and type it a second time without; two that differ are not taken")
    func passphraseTwice() async throws {
        let house = try await EmptyHouse()
        let founder = SettingsBrowser(house.front)
        await founder.open("/setup/\(house.setUp.text)")
        await founder.send(formWith: "country", [("name", "Elm Street"), ("country", "GB")])
        await founder.send(formWith: "zone", [("languages", "en")])
        #expect(
            founder.text.contains("data-shows=\"passphrase\" aria-pressed=\"false\" hidden>Show what I type</button>")
                && founder.text.contains("show.js"))
        let second = try #require(founder.text.components(between: "<noscript>", and: "</noscript>").first)
        #expect(second.contains("name=\"passphrase-again\""))
        let wrong = await founder.send(
            formWith: "passphrase", [("alias", "Nadia"), ("passphrase", "three green boats"), ("passphrase-again", "three green goats")])
        #expect(wrong.status == 422 && wrong.text.contains("id=\"passphrase-again-problem\"") && wrong.text.contains("1 thing to mend"))
        #expect(!wrong.text.contains("green boats") && !wrong.text.contains("green goats"))
        await founder.send(
            formWith: "passphrase", [("alias", "Nadia"), ("passphrase", "three green boats"), ("passphrase-again", "three green boats")])
        #expect(founder.page.status == 200 && founder.cookie != nil)
        #expect(founder.text.components(separatedBy: ">Rules<").count == 2, "the page's name, and nothing else is called so")
    }

    @Test("what is typed while founding is sealed under the link, of which the database holds only a hash, and a day; a new link forgets it")
    func draft() async throws {
        let house = try await EmptyHouse()
        let founder = SettingsBrowser(house.front)
        await founder.open("/setup/\(house.setUp.text)")
        await founder.send(formWith: "country", [("name", "Zebra Crossing Circle"), ("country", "GB")])
        let kept = try await house.database.read { connection in
            try connection.first("SELECT draft FROM installation", []) { $0.bytes(0) } ?? []
        }
        #expect(!kept.isEmpty && !String(decoding: kept, as: UTF8.self).contains("Zebra"))
        let own = house.open.house
        await #expect(throws: SealingFault.self) { try await house.database.read { _ = try SetUpStore.draft(by: .random(), in: own, $0) } }
        let draft = FoundingDraft()
        await #expect(throws: Problem.missing("problem.link.ended")) {
            try await house.database.write { try KeepFoundingDraft(draft).run($0, in: own, setUp: .random()) }
        }
        // Once the day is gone, the same link begins anew, whatever copy of the database it meets.
        try own.vault.dayKeys.drop(through: own.now.day + 7)
        await founder.open("/setup/\(house.setUp.text)")
        #expect(founder.page.status == 200 && founder.text.contains("Step 1 of 3") && !founder.text.contains("Zebra"))
        let next = LinkToken.random()
        try await house.database.write { try SetUpStore.open(next, $0) }
        #expect(try await house.database.read { try SetUpStore.draft(by: next, in: own, $0) } == FoundingDraft())
        await founder.open("/setup/\(next.text)")
        #expect(founder.text.contains("Step 1 of 3"))
    }

    @Test("the group's own number is asked for while founding and may be left out; only with it can people say that they will call")
    func groupPhone() async throws {
        for (typed, stored) in [("020 7946 0111", "+442079460111"), ("", nil)] as [(String, String?)] {
            let house = try await EmptyHouse()
            let founder = SettingsBrowser(house.front)
            await founder.open("/setup/\(house.setUp.text)")
            await founder.send(formWith: "country", [("name", "Elm Street"), ("country", "GB")])
            let refused = await founder.send(formWith: "zone", [("languages", "en"), ("group-phone", "12")])
            #expect(refused.status == 422 && refused.text.contains("id=\"group-phone-problem\""))
            await founder.send(formWith: "zone", [("languages", "en"), ("group-phone", typed)])
            await founder.send(formWith: "passphrase", [("alias", "Nadia"), ("passphrase", "three green boats")])
            #expect(founder.page.status == 200, "\(founder.text.suffix(600))")
            let group = try #require(try await house.database.read { try GroupStore.everyGroup($0).first })
            #expect(group.groupPhone == stored)
            await founder.open("/elm-street/desk/settings")
            #expect(
                founder.text.contains("Then nobody is offered “I will call you” as a way to be reached."),
                "beside the field where it can be put right")
            await founder.open("/elm-street/ask")
            #expect(founder.text.contains("name=\"reach-calls\"") == (stored != nil))
        }
    }

    @Test("1.4 no country is anybody's until they choose it, and what they choose decides money, clock, phones and emergency numbers")
    func country() async throws {
        let house = try await EmptyHouse()
        for (language, guess) in [("es-MX, es;q=0.9", "México"), ("en-US", "United States"), ("es-419", nil), ("en", nil)] {
            let browser = SettingsBrowser(house.front, language: language)
            await browser.open("/setup/\(house.setUp.text)")
            #expect(SettingsPagesTests.findings(browser.page).isEmpty, "\(SettingsPagesTests.findings(browser.page))")
            let options = browser.text.components(separatedBy: "<option value=\"").dropFirst().map { $0.prefix { $0 != "<" } }
            #expect(options.filter { $0.contains(" selected") }.map { $0.prefix { $0 != "\"" } } == [""], "\(language)")
            if let guess {
                let hint = try #require(browser.text.range(of: "id=\"country-hint\">[^<]*", options: .regularExpression))
                #expect(options[1].hasSuffix(guess) && browser.text[hint].contains(guess), "\(language)")
            }
            #expect(Set(options).count == CallingCountry.known.count + 1, "each once")
            let refused = await browser.send(formWith: "country", [("name", "Vecinas de Roma")])
            #expect(refused.status == 422 && refused.text.contains("id=\"country-problem\"") && refused.text.contains("Vecinas de Roma"))
        }
        let founder = SettingsBrowser(house.front, language: "es-MX")
        await founder.open("/setup/\(house.setUp.text)")
        await founder.send(formWith: "country", [("name", "Vecinas de Roma"), ("country", "MX")])
        await founder.send(formWith: "zone", [("languages", "es")])
        await founder.send(formWith: "passphrase", [("alias", "Nadia"), ("phone", "55 1234 5678"), ("passphrase", "tres barcos verdes")])
        #expect(founder.page.status == 200, "\(founder.text.suffix(600))")
        let group = try #require(try await house.database.read { try GroupStore.everyGroup($0).first })
        #expect(group.country == "MX" && group.currency.code == "MXN" && group.timeZone.identifier == "America/Mexico_City")
        #expect(group.cap.currency.code == "MXN")
        await founder.open("/vecinas-de-roma/crisis")
        #expect(founder.text.contains("tel:911") && !founder.text.contains("tel:999"))
        let phone = try await house.database.read { connection in
            let people = try MemberStore.all(in: house.open.house, group: group.id, connection)
            return try PersonStore.cards(of: people.map(\.person), in: house.open.house, group: group.id, connection).values.first?.phone
        }
        #expect(phone == "+525512345678")
    }

    @Test("the first page after founding holds the first steps alone: the rest is folded, and nothing warns of what concerns nobody yet")
    func shortFirstPage() async throws {
        let house = try await EmptyHouse()
        try house.open.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        let founder = SettingsBrowser(house.front)
        await found(founder, house)
        #expect(SettingsPagesTests.findings(founder.page).isEmpty, "\(SettingsPagesTests.findings(founder.page))")
        #expect(!founder.text.contains("A pause has no words") && !founder.text.contains("class=\"notice"))
        let settings = try #require(founder.text.range(of: "id=\"scope-form\"")).lowerBound
        let folds = founder.text[..<settings].components(separatedBy: "<details class=\"more\"").dropFirst()
        let open = folds.filter { $0.hasPrefix(" open") }
        #expect(open.count == 1 && open[0].contains("id=\"first-invitation\""), "one step at a time")

        // What is wrong in a section unfolds it, and only it.
        let refused = await founder.send(formWith: "retention", [("retention", "99")])
        let section = try #require(refused.text.components(separatedBy: "<details class=\"more\"").last { $0.contains("id=\"retention\"") })
        #expect(refused.status == 422 && section.hasPrefix(" open"))
        let other = try #require(refused.text.components(separatedBy: "<details class=\"more\"").last { $0.contains("id=\"weekly\"") })
        #expect(!other.hasPrefix(" open"))
    }

    @Test("where links lead to the machine itself, the first steps say so before one is sent")
    func hereOnly() async throws {
        let house = try await EmptyHouse(publicURL: "http://127.0.0.1:8080")
        let founder = SettingsBrowser(house.front)
        await found(founder, house)
        #expect(founder.text.contains("These links open on this machine only") && founder.text.contains("docs/running.md"))
        for here in ["http://127.0.0.1:8080", "http://127.8.9.1", "http://localhost:80", "https://LOCALHOST", "http://[::1]:8080"] {
            #expect(LoopbackAddress.contains(here), "\(here)")
        }
        for there in ["https://help.example.org", "http://localhost.example.org", "http://192.168.1.5:8080", "http://[2001:db8::1]:8080", ""] {
            #expect(!LoopbackAddress.contains(there), "\(there)")
        }
    }

    @Test("the first steps ask for the recovery code until an organiser says that it is on paper; no page ever shows it")
    func recoveryCode() async throws {
        let house = try await EmptyHouse()
        let code = RecoveryCode.generate()
        try house.open.house.vault.folder.setRecovery(code.publicHalf)
        let founder = SettingsBrowser(house.front)
        func press(_ verb: String) async throws {
            house.time.move(by: .minutes(1))
            let form = try #require(PageForm.all(in: founder.text).first { $0.fields.contains { $0 == ("do", verb) } })
            await founder.send(form, [])
        }
        await found(founder, house)
        #expect(founder.text.contains("Put the recovery code on paper") && founder.text.contains("alongside recovery-code"))
        #expect(!founder.text.contains(code.text))

        // As long as the file lies there, nobody is asked whether it does not.
        let file = try #require(house.open.house.codeFile)
        try code.text.write(toFile: file, atomically: true, encoding: .utf8)
        await founder.open("/elm-street-neighbours/desk/settings")
        #expect(founder.text.contains("still lies on the machine") && !founder.text.contains("value=\"code-kept\""))
        #expect(founder.text.contains("value=\"code-entrusted\"") && founder.text.contains("rm \(file.split(separator: "/").last ?? "")"))

        // Who has written it down may say so; it is never said to be apart, and the step stays until the file is gone.
        try await press("code-written")
        #expect(founder.text.contains("Written down, as Nadia said") && founder.text.contains("still lies on the machine"))
        #expect(
            !founder.text.contains("kept apart") && founder.text.contains("Put the recovery code on paper</h3> <span class=\"pill pill-marigold\""))
        try FileManager.default.removeItem(atPath: file)
        await founder.open("/elm-street-neighbours/desk/settings/checkup")
        #expect(founder.text.contains("Written down, as Nadia said") && founder.text.contains("The file is gone from the machine."))
        try code.text.write(toFile: file, atomically: true, encoding: .utf8)
        await founder.open("/elm-street-neighbours/desk/settings")
        try await press("code-doubted")
        try FileManager.default.removeItem(atPath: file)
        await founder.open("/elm-street-neighbours/desk/settings")
        #expect(!founder.text.contains("still lies on the machine"))

        // A button that is refused takes nothing from the rules that stand below it.
        try code.text.write(toFile: file, atomically: true, encoding: .utf8)
        let late = await founder.send(formWith: "code", [])
        let rules = try #require(PageForm.all(in: late.text).first { $0.fields.contains { $0 == ("do", "rules") } })
        #expect(late.status == 409 && Set(rules.fields.filter { $0.0 == "languages" }.map(\.1)) == ["en", "es"])

        // Said of somebody else while it lies there, it is not done, and can be taken back.
        await founder.open("/elm-street-neighbours/desk/settings")
        try await press("code-entrusted")
        #expect(founder.text.contains("keeps it, as Nadia said") && founder.text.contains("still lies on the machine"))
        try await press("code-doubted")
        try FileManager.default.removeItem(atPath: file)
        await founder.open("/elm-street-neighbours/desk/settings")
        try await press("code-kept")
        #expect(founder.page.status == 200 && !founder.text.contains("name=\"code\""))
        await founder.open("/elm-street-neighbours/desk/settings/checkup")
        #expect(founder.text.contains("On paper and kept apart, as Nadia said"))
        #expect(!founder.text.contains("name=\"code\""))

        // Taken back, by the button below what was said, and said of somebody else.
        let said = try #require(founder.text.components(separatedBy: "as Nadia said").last)
        let button = try #require(said.range(of: "The code is not there any more")).lowerBound
        #expect(!said[..<button].contains("<p>"), "nothing stands between them")
        try await press("code-doubted")
        #expect(founder.text.contains("name=\"code\"") && !founder.text.contains("On paper and kept apart, as"))
        try await press("code-entrusted")
        #expect(founder.text.contains("Whoever looks after the machine keeps it, as Nadia said") && !founder.text.contains("name=\"code\""))
        #expect(SettingsPagesTests.findings(founder.page).isEmpty, "\(SettingsPagesTests.findings(founder.page))")

        // A new code is another piece of paper.
        try house.open.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        await founder.open("/elm-street-neighbours/desk/settings/checkup")
        #expect(founder.text.contains("name=\"code\"") && !founder.text.contains("On paper and kept apart, as"))
        #expect(SettingsPagesTests.findings(founder.page).isEmpty, "\(SettingsPagesTests.findings(founder.page))")
    }

    @Test("what is said of the group's number names the box that goes with it as it is called there")
    func callsByName() async throws {
        let house = try await EmptyHouse()
        let catalogs = house.open.house.catalogs
        for language in catalogs.languages {
            let say = catalogs.wording(language)
            for key in ["settings.phone.hint", "found.groupPhone.hint"] as [StaticString] {
                #expect(say(key).contains(say("ask.form.reach.calls")), "\(language) \(key)")
            }
        }
    }

    @Test("the set-up link works once, and a double click lands on the same page")
    func once() async throws {
        let house = try await EmptyHouse()
        let browser = SettingsBrowser(house.front)
        await browser.open("/setup/\(house.setUp.text)")
        await browser.send(formWith: "country", [("name", "Elm Street"), ("country", "GB")])
        await browser.send(formWith: "zone", [("languages", "en")])
        let form = try #require(PageForm.all(in: browser.text).first { $0.names.contains("passphrase") })
        let fields = [("alias", "Nadia"), ("passphrase", "three green boats")]
        let first = await browser.send(form, fields, follow: false)
        let again = await browser.send(form, fields, follow: false)
        #expect(first.status == 303 && again.status == 303)
        #expect(first.header("set-cookie") == again.header("set-cookie") && first.header("location") == again.header("location"))
        #expect(first.header("set-cookie")?.contains("Path=/elm-street;") == true)
        #expect(try await house.database.read { try GroupStore.everyGroup($0).count } == 1)

        let other = SettingsBrowser(house.front)
        #expect(await other.open("/setup/\(house.setUp.text)").status == 404)
        #expect(await SettingsBrowser(house.front).open("/setup/\(LinkToken.random().text)").status == 404)
        house.time.move(by: .days(2))
        #expect(await browser.send(form, fields, follow: false).status == 404, "a double click is not two days later")
    }

    @Test("a form that is sent to a set-up address that is none asks no group one by one")
    func madeUp() async throws {
        let house = try await EmptyHouse()
        await found(SettingsBrowser(house.front), house)
        let recording = RecordingDatabase(house.database)
        let own = house.open.house
        let front = Front(
            house: House(
                database: recording, vault: own.vault, lookups: Lookups(), time: house.time.source, random: SeededRandomness(seed: 3),
                catalogs: own.catalogs, publicURL: own.publicURL
            ),
            assets: try Assets.load()
        )
        var request = WebRequest(method: .post, path: "/setup/\(LinkToken.random().text)")
        request.contentType = "application/x-www-form-urlencoded"
        request.body = Array("step=3&once=\(OnceKey.random(by: SeededRandomness(seed: 4)).text)&alias=Nadia&passphrase=three+green+boats".utf8)
        #expect(await front.answer(request).status == 404)
        let asked = recording.log.all.map(\.sql)
        #expect(asked.contains { $0.contains("set_up_hash") } && !asked.contains { $0.contains("session.group_id = $1") }, "\(asked)")
    }

    @Test("where what was typed is gone with its day, what the last screen says is kept while the first ones are filled in anew")
    func lateLastScreen() async throws {
        let house = try await EmptyHouse()
        let founder = SettingsBrowser(house.front)
        func value(_ name: String) -> String? {
            PageForm.all(in: founder.text).flatMap(\.fields).first { $0.0 == name }?.1
        }
        await founder.open("/setup/\(house.setUp.text)")
        await founder.send(formWith: "country", [("name", "Elm Street"), ("country", "GB")])
        await founder.send(formWith: "zone", [("languages", "en")])
        try house.open.house.vault.dayKeys.drop(through: house.open.house.now.day + 7)
        house.time.move(by: .days(8))
        await founder.send(formWith: "passphrase", [("alias", "Nadia"), ("phone", "020 7946 0958"), ("passphrase", "three green boats")])
        #expect(founder.page.status == 422 && founder.text.contains("Step 1 of 3"))
        await founder.send(formWith: "country", [("name", "Elm Street"), ("country", "GB")])
        await founder.send(formWith: "zone", [("languages", "en")])
        #expect(value("alias") == "Nadia" && value("phone") == "020 7946 0958" && value("passphrase") == "")
    }

    @Test("what is missing is said beside its field, and nothing typed is lost")
    func missing() async throws {
        let house = try await EmptyHouse()
        let browser = SettingsBrowser(house.front)
        await browser.open("/setup/\(house.setUp.text)")
        let unnamed = await browser.send(formWith: "country", [("name", ""), ("country", "GB")])
        #expect(unnamed.status == 422 && unnamed.text.contains("All that you typed is still here."))
        await browser.send(formWith: "country", [("name", "Elm <b>Street"), ("country", "GB")])
        await browser.send(formWith: "zone", [("languages", "en")])
        let short = await browser.send(formWith: "passphrase", [("alias", "Nadia & Co"), ("phone", "12"), ("passphrase", "short")])
        #expect(short.status == 422)
        #expect(
            short.text.contains("Nadia &amp; Co") && short.text.contains("id=\"phone-problem\"") && short.text.contains("id=\"passphrase-problem\""))
        #expect(!short.text.contains("value=\"short\""), "a passphrase is never written back")
        #expect(short.text.contains("Type the passphrase again.") && !short.text.contains("All that you typed is still here."))
        await browser.open("/setup/\(house.setUp.text)?step=1")
        #expect(browser.text.contains("value=\"Elm &lt;b&gt;Street\""))
        #expect(try await house.database.read { try GroupStore.everyGroup($0).isEmpty })
    }

    @Test("a signed-in founder's first page shows the invitation until it is used, in sound markup")
    func firstPage() async throws {
        let house = try await EmptyHouse()
        let founder = SettingsBrowser(house.front)
        await found(founder, house)
        let address = founder.address(containing: "/l/")
        await founder.open("/elm-street-neighbours/desk/settings")
        #expect(founder.address(containing: "/l/") == address && address != nil)

        // Signed in elsewhere, the same person cannot show it again.
        let elsewhere = SettingsBrowser(house.front)
        await elsewhere.open("/elm-street-neighbours/sign-in")
        await elsewhere.send(formWith: "passphrase", [("name", "nadia"), ("passphrase", "three green boats")])
        #expect(elsewhere.cookie != nil)
        await elsewhere.open("/elm-street-neighbours/desk/settings")
        #expect(elsewhere.address(containing: "/l/") == nil)
    }

    @Test("no address of the installation itself can become a group's")
    func reserved() {
        for word in Site.reserved { #expect(Slug.reserved.contains(word.replacingOccurrences(of: ".", with: "-")), "\(word)") }
    }
}
