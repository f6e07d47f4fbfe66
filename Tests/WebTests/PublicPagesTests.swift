import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@Suite struct PublicPagesTests {
    @Test("the group's page says its own words in the reader's language, and holds both doors")
    func welcome() async throws {
        let scene = try await AskerScene()
        try await scene.world.write { transaction, _, group in
            try GroupTextStore.save(GroupText(.welcome, .english, "We are the street."), in: group.id, transaction)
            try GroupTextStore.save(GroupText(.welcome, .arabic, "نحن الشارع"), in: group.id, transaction)
        }
        let english = await scene.world.get("/riverside")
        #expect(english.text.contains("We are the street.") && english.text.contains("Groceries"))
        let arabic = await scene.world.get("/riverside?in=ar")
        #expect(arabic.text.contains("نحن الشارع") && arabic.text.contains("dir=\"rtl\""))
        #expect(arabic.text.contains("href=\"/riverside/ask?in=ar\""))
    }

    @Test(
        "where no group is known, a page comes in English for a browser whose languages nobody here speaks",
        arguments: ["de", "fr, de;q=0.5", "pt-BR", "", nil] as [String?])
    func unknownLanguage(_ wish: String?) async throws {
        let house = try await EmptyHouse()
        for path in ["/", "/setup/\(house.setUp.text)", "/nowhere/at/all"] {
            let page = await house.front.answer(WebRequest(method: .get, path: path, acceptLanguage: wish))
            #expect(page.text.contains("<html lang=\"en\" dir=\"ltr\""), "\(path): \(page.text.prefix(120))")
        }
        let arabic = await house.front.answer(WebRequest(method: .get, path: "/setup/\(house.setUp.text)", acceptLanguage: "de, ar;q=0.5"))
        #expect(arabic.text.contains("dir=\"rtl\""))
    }

    @Test("public pages hold nothing of any ask: no name, place, number, word, code word or ID")
    func nothingPrivate() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked(["name": "Zebedee", "place": "Quartz Alley 9", "what": "Marmalade"])
        let ask = try await scene.newest().id
        let word = try await scene.sealed(ask).face.codeWord
        for path in ["/riverside", "/riverside/ask", "/riverside/offer", "/riverside/crisis", "/riverside/who-sees-what"] {
            let page = await scene.world.get(path)
            for text in ["Zebedee", "Quartz", "Marmalade", "7700900123", word, ask.text, own] {
                #expect(!page.text.contains(text), "\(path): \(text)")
            }
        }
    }

    @Test("“Who sees what?” follows the settings and counts what is there now")
    func whoSees() async throws {
        let scene = try await AskerScene()
        var page = await scene.world.get("/riverside/who-sees-what")
        #expect(page.text.contains("30 days after it is closed"))
        try await scene.world.write { transaction, _, group in
            var group = group
            group.retentionDays = 7
            try GroupStore.update(group, transaction)
        }
        for _ in 0..<3 { _ = try await scene.asked() }
        page = await scene.world.get("/riverside/who-sees-what")
        #expect(page.text.contains("7 days after it is closed"))
        #expect(page.text.contains("<dt>Asks that are open</dt><dd><bdi>3</bdi></dd>"))
    }
}
