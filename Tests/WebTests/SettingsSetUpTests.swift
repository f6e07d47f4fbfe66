import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

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
        #expect(!founder.text.contains("id=\"ask-address\""), "the first steps are out of the way")
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
        #expect(short.text.contains("Elm &lt;b&gt;Street"))
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
