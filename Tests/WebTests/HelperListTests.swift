import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// The list in the shop, while the asker goes on writing it.
@Suite struct HelperListTests {
    private func scene() async throws -> HelperScene {
        let scene = try await HelperScene(words: "milk\nbread\neggs")
        _ = await scene.accept()
        return scene
    }

    /// The asker, or a dispatcher for them, writes another list.
    private func rewrite(_ scene: HelperScene, _ lines: [String]) async throws {
        let (ask, omar) = (scene.ask, scene.world.actor(.omar))
        try await scene.world.write { transaction, house, group in
            let input = SetAskDetails.Input(lines: lines.compactMap(ListParser.read))
            try SetAskDetails(input, of: ask).run(transaction, in: house, group: group, by: omar)
        }
    }

    private func bought(_ scene: HelperScene) async throws -> [String: Int64] {
        let (id, ask) = (scene.match, scene.ask)
        return try await scene.world.read { connection, house, group in
            let key = try house.vault.key(of: ask.subject, in: group.id, connection)
            let match = try MatchStore.existing(id, in: group.id, connection)
            let notes = try MatchStore.notes(of: match, key: key, in: house, group: group.id, connection)
            return notes.bought.reduce(into: [:]) { $0[$1.text] = $1.priceMinor }
        }
    }

    private func price(of what: String, on page: WebResponse) -> String? {
        let form = PageForm.all(in: page.text).first { $0.action.hasSuffix("/list") }
        let number = form?.fields.first { $0.0.hasPrefix("was-") && $0.1 == what }?.0.dropFirst(4)
        return number.flatMap { number in form?.fields.first { $0.0 == "price-\(number)" }?.1 }
    }

    @Test("what came of the list is read at the desk, line by line, and by the treasurer in numbers only")
    func marks() async throws {
        let scene = try await HelperScene()
        let world = scene.world
        _ = await scene.accept()
        _ = await world.post(scene.task + "/list", [("got-0", "none"), ("got-1", "instead"), ("price-1", "3.00")])
        let desk = await world.get("/riverside/desk/asks/\(scene.ask.text)", as: .omar).text
        #expect(desk.contains("<bdi>Milk</bdi> · <strong>there was none</strong>") && desk.contains("<strong>something similar</strong>"))
        #expect(await world.post(scene.task + "/done", [("total", "3.00")]).status == 303)
        let match = scene.match
        let receipt = try await world.read { connection, _, group in try ReceiptStore.of(match: match, in: group.id, connection)[0].id }
        let page = await world.get("/riverside/desk/receipts/\(receipt.text)", as: .tessa).text
        #expect(page.contains("1 replaced by something similar") && page.contains("1 not to be had"))
        #expect(page.contains("0 of 2 things bought") && page.contains("Only in numbers"))
        #expect(!page.contains("Milk") && !page.contains("rice"))
    }

    @Test("a price stays with what it was paid for when the asker takes another line away")
    func takenAway() async throws {
        let scene = try await scene()
        _ = await scene.world.post(scene.task + "/list", [("price-0", "1.00"), ("price-1", "22.00")])
        try await rewrite(scene, ["bread", "eggs"])

        let page = await scene.world.get(scene.task)
        #expect(price(of: "bread", on: page) == "22.00")
        #expect(price(of: "eggs", on: page) == "")
        // It was paid, so it stays until the helper says otherwise.
        #expect(price(of: "milk", on: page) == "1.00")
        #expect(page.text.contains("no longer on the list"))
        #expect(await sendList(page, [], scene).status == 303)
        #expect(try await bought(scene) == ["milk": 100, "bread": 2_200])
        #expect(try await scene.found().spentMinor == 2_300)
    }

    @Test("a form that was open while the list changed says so, keeps what was typed, and is taken the second time")
    func openMeanwhile() async throws {
        let scene = try await scene()
        let open = await scene.world.get(scene.task)
        try await rewrite(scene, ["bread", "cheese", "eggs"])

        let told = await sendList(open, [("price-0", "1.00"), ("price-1", "22.00")], scene)
        #expect(told.status == 409)
        #expect(told.text.contains("The list has changed"))
        #expect(price(of: "milk", on: told) == "1.00")
        #expect(price(of: "bread", on: told) == "22.00")
        #expect(price(of: "cheese", on: told) == "")
        #expect(try await bought(scene).isEmpty)

        #expect(await sendList(told, [], scene).status == 303)
        #expect(try await bought(scene) == ["milk": 100, "bread": 2_200])
    }

    @Test("a number is never given twice, and a line keeps its own in whatever amount and place")
    func numbers() {
        func line(_ text: String, _ quantity: String? = nil) -> AskDetails.Line { .init(text: text, quantity: quantity) }
        var details = AskDetails(words: "", lines: [line("milk"), line("bread"), line("eggs")])
        let version = details.listVersion
        details.replaceLines([line("milk"), line("bread")])
        details.replaceLines([line("Bread", "2"), line("cheese"), line("milk")])
        #expect(details.lines.map(\.number) == [1, 3, 0])
        #expect(details.listVersion == version + 2)
        details.replaceLines([line("Bread", "2"), line("cheese"), line("milk")])
        #expect(details.listVersion == version + 2)
    }

    @Test("a time that cannot be does not empty the list beside it")
    func besideIt() async throws {
        let scene = try await scene()
        _ = await scene.world.post(scene.task + "/list", [("price-1", "22.00")])
        let refused = await scene.world.post(scene.task + "/window", [("day", "2026-03-10"), ("when-from", "15:00"), ("when-until", "11:00")])
        #expect(refused.status == 422)
        #expect(price(of: "bread", on: refused) == "22.00")
    }

    private func sendList(_ page: WebResponse, _ fields: [(String, String)], _ scene: HelperScene) async -> WebResponse {
        let index = PageForm.all(in: page.text).firstIndex { $0.action.hasSuffix("/list") } ?? 99
        return await scene.world.send(page, form: index, fields)
    }
}
