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

    @Test("after a hand-back nothing of the first helper's marks is left, and the second one's stand alone")
    func second() async throws {
        let (scene, own) = try await promised()
        _ = await scene.world.post(scene.task + "/list", [("got-0", "yes"), ("got-1", "none"), ("extra-0-text", "Eggs")])
        #expect(await scene.world.get(own).text.contains("there was none"))
        let (ask, match, first) = (scene.ask, scene.match, scene.helper)
        let second = try await scene.world.write { transaction, house, group in
            try HandBack(match).run(transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: first))
            let second = ID<Person>.random(by: house.random)
            try PersonStore.insert(second, PersonCard(alias: "Ben", phone: "+447700900777"), language: .english, in: house, group: group, transaction)
            let helper = Helper(id: second, trust: .solo, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now)
            try HelperStore.insert(helper, in: group.id, transaction)
            return second
        }
        #expect(await !scene.world.get(own).text.contains("What was found in the shop"))

        let omar = scene.world.actor(.omar)
        try await scene.world.write { transaction, house, group in
            try ConfirmMatch(ask, helpers: [second]).run(transaction, in: house, group: group, by: omar)
            let match = try #require(try MatchStore.of(ask: ask, in: group.id, transaction).last { $0.state == .proposed })
            let actor = Actor.link(ID(high: 1, low: 2), .helper, person: second)
            let window = try VisitWindow(from: house.now + .hours(2), to: house.now + .hours(4), at: house.now, field: "when")
            try AcceptMatch(match.id, window: window, token: nil).run(transaction, in: house, group: group, by: actor)
            let key = try house.vault.key(of: ask.subject, in: group.id, transaction)
            let milk = try AskStore.sealed(of: ask, key: key, in: house, group: group.id, transaction).details.lines[0]
            try TickLines(match.id, [.init(line: milk.number, text: milk.written, got: .instead)]).run(
                transaction, in: house, group: group, by: actor)
        }
        let page = await scene.world.get(own).text
        #expect(page.contains("<bdi>Milk</bdi> · <strong>something similar</strong>"))
        #expect(!page.contains("there was none") && !page.contains("Eggs"))
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
