import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// Whoever bought something is repaid, however the task went.
@Suite struct HelperReceiptTests {
    /// Every way that a promise ends other than by "done", with what is left of the ask.
    enum End: String, CaseIterable, Sendable {
        case neighbour, depot, `return`, dispatcher, close, handBack, takenBack

        var askState: AskState {
            switch self {
            case .neighbour: .done
            case .close: .closed
            case .depot, .return, .dispatcher, .handBack, .takenBack: .open
            }
        }
    }

    @Test("who bought for 23 hands in the receipt after any failure, and the task's state stays as it is", arguments: End.allCases)
    func repaid(_ end: End) async throws {
        let scene = try await bought()
        #expect(await happens(end, scene).status == 303)
        #expect(try await scene.theAsk().state == end.askState)

        let over = await scene.world.get(scene.task)
        #expect(over.status == 200 && over.text.contains("\(scene.task)/done\""))
        let form = await scene.world.get(scene.task + "/done")
        #expect(form.status == 200 && form.text.contains("value=\"23.00\""))
        #expect(await scene.world.send(form, [("total", "23.00")]).status == 303)

        let match = scene.match
        let receipts = try await scene.world.read { connection, _, group in try ReceiptStore.of(match: match, in: group.id, connection) }
        #expect(receipts.map(\.amount.minorUnits) == [2_300])
        #expect(try await scene.theAsk().state == end.askState)
        #expect(await !scene.world.get(scene.task).text.contains("\(scene.task)/done\""))
    }

    @Test("what was handed in, and that it was repaid, stands on the task's page and on the helper's own")
    func becameOfIt() async throws {
        let scene = try await HelperScene()
        let world = scene.world
        _ = await scene.accept()
        let done = await world.follow(await world.post(scene.task + "/done", [("total", "12.40")]))
        #expect(done.text.contains("Handed in: £12.40") && done.text.contains("Next, a treasurer looks at it."))
        #expect(await world.get(scene.mine).text.contains("£12.40 handed in"))

        let (match, tessa) = (scene.match, world.actor(.tessa))
        try await world.write { transaction, house, group in
            let pot = try SavePot(.init(name: "Fund")).run(transaction, in: house, group: group, by: tessa)
            let amount = Money(minorUnits: 5_000, currency: .gbp)
            try WriteEntry(.init(kind: .donation, pot: pot, amount: amount, method: .transfer)).run(transaction, in: house, group: group, by: tessa)
            let receipt = try ReceiptStore.of(match: match, in: group.id, transaction)[0].id
            try PayReceipt(.init(receipt: receipt, method: .cash, pot: pot)).run(transaction, in: house, group: group, by: tessa)
        }
        let paid = await world.get(scene.task)
        #expect(paid.text.contains("Repaid: £12.40") && paid.text.contains("today at 10:00") && !paid.text.contains("The group repays you"))
        let mine = await world.get(scene.mine)
        #expect(mine.text.contains("What you did lately") && mine.text.contains("£12.40 repaid") && !mine.text.contains("Ola"))
    }

    @Test("a receipt without its total is asked for again, and nothing is written")
    func withoutTotal() async throws {
        let scene = try await bought()
        _ = await happens(.depot, scene)
        let refused = await scene.world.post(scene.task + "/done", [("total", "")])
        #expect(refused.status == 422 && refused.text.contains("Write what it came to"))
        #expect(try await scene.found().state == .failed)
    }

    @Test("a refused receipt says that its picture has to be chosen again, and that the rest is still there")
    func pictureGone() async throws {
        let scene = try await bought()
        let page = await scene.world.get(scene.task + "/done")
        let form = try #require(PageForm.all(in: page.text).first { $0.action.hasSuffix("/done") })
        var body = form.fields.filter { $0.0 != "total" && $0.0 != "note" }.map {
            "--edge\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
        }.joined()
        body += "--edge\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nFrom the corner shop\r\n"
        func send(_ picture: String) async -> WebResponse {
            let file =
                "--edge\r\nContent-Disposition: form-data; name=\"receipt\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\(picture)\r\n--edge--\r\n"
            return await scene.world.front.answer(
                WebRequest(
                    method: .post, path: form.action, query: [:], contentType: "multipart/form-data; boundary=edge", acceptLanguage: "en",
                    cookies: [:],
                    body: Array((body + file).utf8)))
        }
        let refused = await send("no picture at all")
        #expect(refused.status == 422 && refused.text.contains("id=\"receipt-problem\"") && refused.text.contains("From the corner shop"))
        #expect(refused.text.contains("Choose the picture or file again.") && !refused.text.contains("<p>All that you typed is still here.</p>"))
        let without = await scene.world.send(page, [("total", "a lot")])
        #expect(without.status == 422 && without.text.contains("<p>All that you typed is still here.</p>"))
    }

    @Test("what was bought and not handed in stands on the helper's own page")
    func ownPage() async throws {
        let scene = try await bought()
        #expect(await !scene.world.get(scene.mine).text.contains("Receipts to hand in"))
        _ = await happens(.depot, scene)
        let page = await scene.world.get(scene.mine)
        #expect(page.text.contains("Receipts to hand in"))
        let task = await scene.world.follow(await scene.world.send(page))
        #expect(task.text.contains("Hand in the receipt"))
    }

    @Test("who never said yes has nothing to hand in")
    func neverPromised() async throws {
        let scene = try await HelperScene()
        #expect(await scene.world.get(scene.task + "/done").status == 409)
        #expect(await scene.world.post(scene.task + "/decline").status == 303)
        #expect(await scene.world.get(scene.task + "/done").status == 409)
        #expect(await scene.world.post(scene.task + "/done", [("total", "23.00")]).status >= 400)
    }

    private func bought() async throws -> HelperScene {
        let scene = try await HelperScene()
        _ = await scene.accept()
        _ = await scene.world.post(scene.task + "/list", [("got-0", "yes"), ("price-0", "23.00")])
        return scene
    }

    private func happens(_ end: End, _ scene: HelperScene) async -> WebResponse {
        switch end {
        case .handBack: await scene.world.post(scene.task + "/hand-back")
        case .takenBack: await scene.world.post("/riverside/desk/matches/\(scene.match.text)/cancel", as: .omar)
        case .close: await scene.world.post(scene.task + "/problem", [("failure", "not_wanted"), ("next", "close")])
        default: await scene.world.post(scene.task + "/problem", [("failure", "nobody_home"), ("next", end.rawValue)])
        }
    }
}
