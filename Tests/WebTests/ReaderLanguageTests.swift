import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

/// In which language a page speaks: the reader's, also where the group has not listed it.
@Suite struct ReaderLanguageTests {
    /// A group whose people speak these languages, and that says something of itself in the first.
    private func scene(_ languages: [LanguageTag] = [.english]) async throws -> AskerScene {
        let scene = try await AskerScene()
        try await scene.world.write { transaction, _, group in
            var group = group
            group.languages = languages
            try GroupStore.update(group, transaction)
            try GroupTextStore.save(GroupText(.welcome, languages[0], "In our own words."), in: group.id, transaction)
            try GroupTextStore.save(GroupText(.rules, languages[0], "As we do it."), in: group.id, transaction)
        }
        return scene
    }

    private func language(_ page: WebResponse) -> String? { page.text.components(between: "<html lang=\"", and: "\"").first }

    @Test("1.4 an English group answers a Spanish and an Arabic phone in their language on every page of the street", arguments: ["es", "ar"])
    func everyPage(_ reader: String) async throws {
        let scene = try await scene()
        let own = try await scene.asked(["language": reader])
        let invitation = LinkToken.random()
        let rosa = scene.world.actor(.rosa)
        try await scene.world.write { transaction, house, group in
            try InviteMember(roles: [.dispatcher], token: invitation).run(transaction, in: house, group: group.id, by: rosa)
        }
        let paths = [
            "/riverside", "/riverside/ask", "/riverside/offer", "/riverside/crisis", "/riverside/who-sees-what", "/riverside/open-books",
            "/riverside/sign-in", "/riverside/l/\(invitation.text)", own, own + "/details", own + "/change", "/riverside/nothing/there",
            "/riverside/l/00000000000000000000000000000000",
        ]
        for path in paths {
            let page = await scene.world.get(path, language: "\(reader), en;q=0.5")
            #expect(language(page) == reader, "\(path)")
            #expect(!page.text.contains("⟦") && AskerScene.findings(in: page).isEmpty, "\(path)")
        }
        let refused = await scene.world.post("/riverside/ask", [("name", "E.")], language: reader)
        #expect(refused.status == 422 && language(refused) == reader)
    }

    @Test("the group's own words stay in the language in which it wrote them, and say which that is")
    func ownWords() async throws {
        let scene = try await scene()
        let page = await scene.world.get("/riverside", language: "ar")
        for words in ["In our own words.", "As we do it."] {
            #expect(page.text.contains("<div lang=\"en\" dir=\"ltr\"><p dir=\"auto\">\(words)"), "\(words)")
        }
        try await scene.world.write { transaction, house, group in
            var group = group
            group.languages = [.english]
            group.scope = .essentials
            try GroupStore.update(group, transaction)
            try GroupTextStore.save(GroupText(.essentials, .english, "Food only."), in: group.id, transaction)
        }
        #expect(await scene.world.get("/riverside/ask", language: "es").text.contains("<div lang=\"en\" dir=\"ltr\"><p dir=\"auto\">Food only."))
    }

    @Test("whom nobody of the group may understand is told beside the question for their language which ones its people speak")
    func whatTheySpeak() async throws {
        let scene = try await scene([.english, .arabic])
        func hint(_ reader: String) async -> String? {
            await scene.world.get("/riverside/ask", language: reader).text.components(between: "id=\"language-hint\">", and: "</p>").first
        }
        let spanish = try #require(await hint("es"))
        #expect(spanish.contains("inglés") && spanish.contains("árabe"))
        for reader in ["en", "ar-SY"] { #expect(await hint(reader) == nil, "\(reader)") }
        let form = await scene.world.get("/riverside/ask", language: "es")
        #expect(form.text.contains("<option value=\"es\" selected>"), "what they speak is chosen all the same")
        #expect(await scene.world.get("/riverside/offer", language: "es").text.contains("<option value=\"es\" selected>"))
    }

    @Test("every page leads to itself in every language, also one that says that there is no such page")
    func menu() async throws {
        let scene = try await scene()
        for path in ["/riverside", "/riverside/ask", "/riverside/crisis", "/riverside/sign-in"] {
            let page = await scene.world.get(path)
            for tag in ["en", "es", "ar"] { #expect(page.text.contains("<a href=\"\(path)?in=\(tag)\" lang=\"\(tag)\""), "\(path) \(tag)") }
        }
        let missing = await scene.world.get("/riverside/nothing/there")
        #expect(missing.status == 404 && missing.text.contains("<a href=\"?in=es\" lang=\"es\""))
        let chosen = await scene.world.get("/riverside/nothing/there?in=es")
        #expect(chosen.status == 404 && language(chosen) == "es")
    }

    @Test("the answer to a form leads to no other language, where what was typed would be lost")
    func answers() async throws {
        let scene = try await scene()
        let refused = await scene.ask(["name": ""])
        #expect(refused.status == 422 && refused.text.contains("14 Mill Lane") && !refused.text.contains("in=es"))
        let nowhere = await scene.world.post("/riverside/nothing/there")
        #expect(nowhere.status == 404 && !nowhere.text.contains("in=es"))
    }

    @Test("whose language has no words here is spoken to as their browser asks, then as the group does")
    func withoutCatalog() async throws {
        let scene = try await scene([.spanish])
        let own = try await scene.asked(["language": "so"])
        #expect(language(await scene.world.get(own, language: "so, ar;q=0.4")) == "ar")
        #expect(language(await scene.world.get(own, language: "so")) == "es")
    }
}
