import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web
import Words

/// What the neighbour reads of their list once somebody is in the shop with it.
@Suite struct AskerBoughtTests {
    /// A promise, and the address of the asker's own page as the message about it brings it.
    private func promised() async throws -> (scene: HelperScene, own: String) {
        let scene = try await HelperScene(words: "Milk, rice 2 kg, bread, tea")
        _ = await scene.accept()
        let link = try #require(try await scene.world.waitingMessage(.helperFound).words.link)
        return (scene, "/riverside/l/\(link)")
    }

    @Test("what was bought, replaced or not there stands on the asker's page line by line, without a price", arguments: ["en", "es", "ar"])
    func lines(_ language: String) async throws {
        let (scene, own) = try await promised()
        let title = scene.world.house.catalogs.wording(try #require(LanguageTag(language)))("asker.bought.title")
        #expect(await !scene.world.get(own + "?in=\(language)").text.contains(title))
        let saved = await scene.world.post(
            scene.task + "/list",
            [("got-0", "yes"), ("price-0", "2.40"), ("got-1", "instead"), ("got-2", "none"), ("extra-0-text", "Eggs"), ("extra-0-price", "3.15")]
        )
        #expect(saved.status == 303)
        let page = await scene.world.get(own + "?in=\(language)")
        #expect(page.text.contains(title) && !page.text.contains("⟦") && AskerScene.findings(in: page).isEmpty)
        #expect(!page.text.contains("2.40") && !page.text.contains("3.15"))
        guard language == "en" else { return }
        let rows = [
            "<bdi>Milk</bdi> · <strong>bought</strong>", "<bdi>2 kg rice</bdi> · <strong>something similar</strong>",
            "<bdi>bread</bdi> · <strong>there was none</strong>", "<li><bdi>tea</bdi></li>", "<bdi>Eggs</bdi> · <strong>not on the list</strong>",
        ]
        for row in rows { #expect(page.text.contains(row), "\(row)") }
        #expect(page.text.contains("So far. It may still change."))
    }

    @Test("once it was brought the list stays, and nothing is said to change; a line taken off it meanwhile is named if it was bought")
    func done() async throws {
        let (scene, own) = try await promised()
        _ = await scene.world.post(scene.task + "/list", [("got-0", "yes"), ("got-2", "yes"), ("got-3", "none")])
        let (ask, actor) = (scene.ask, scene.world.actor(.omar))
        try await scene.world.write {
            try SetAskDetails(.init(lines: [.init(text: "Milk")]), of: ask).run($0, in: $1, group: $2, by: actor)
        }
        #expect(await scene.world.post(scene.task + "/done", [("total", "2.40")]).status == 303)
        let page = await scene.world.get(own).text
        #expect(page.contains("What was found in the shop") && !page.contains("It may still change"))
        #expect(page.contains("<bdi>bread</bdi> · <strong>not on the list</strong>") && !page.contains("<bdi>tea</bdi> ·"))
    }
}
