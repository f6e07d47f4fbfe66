import Kernel
import Storage
import TestKit
import Testing
import Web

@testable import Alongside

/// From the helper's "how shall we pay you back?" to the treasurer who reads it.
@Suite struct RepaymentPageTests {
    private static let way = "the green app, to 07700 900444"

    @Test("3.2 the treasurer opens how to repay with a button; before that and afterwards it stands on no page")
    func opened() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt(repayment: Self.way)
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(page.text.contains("Open how to repay") && !page.text.contains("green app"))
        let opened = await scene.world.send(page, form: scene.asker.form(page, to: "/open"), as: .tessa)
        #expect(opened.status == 200 && opened.text.contains(Self.way))
        #expect(AskerScene.findings(in: opened).isEmpty, "\(AskerScene.findings(in: opened))")
        #expect(await !scene.world.get(scene.page(id), as: .tessa).text.contains("green app"))
        #expect(await scene.world.get(scene.page(id) + "/open", as: .tessa).status != 200)
        let rows = try await scene.world.read { connection, _, group in
            try Reveal.of(ReceiptStore.existing(id, in: group.id, connection).payee.subject, in: group.id, connection)
        }
        #expect(rows.map(\.field) == [.repayment] && rows.map(\.person) == [scene.world.id(.tessa)])
    }

    @Test("too little in every pot is said beforehand; what was opened stays while the form is refused, and only for who opened it")
    func tooLittle() async throws {
        let scene = try await MoneyScene(holding: 100)
        let id = try await scene.receipt(repayment: Self.way)
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(page.text.contains("No pot holds £31.20") && page.text.contains("/desk/ledger/entry"))
        let unopened = await scene.pay(id)
        #expect(unopened.status == 422 && !unopened.text.contains(Self.way))
        _ = await scene.world.post(scene.page(id) + "/open", as: .tessa)
        let refused = await scene.pay(id)
        #expect(refused.status == 422 && refused.text.contains(Self.way) && refused.text.contains("name=\"overdraw\""))
        scene.world.time.move(by: .minutes(11))
        #expect(await !scene.pay(id).text.contains(Self.way))
    }

    @Test("a dispatcher, an organiser and intake get 403", arguments: [World.Member.omar, .rosa, .ines])
    func whoMay(_ member: World.Member) async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt(repayment: Self.way)
        let refused = await scene.world.post(scene.page(id) + "/open", as: member)
        #expect(refused.status == 403 && !refused.text.contains("green app"))
    }

    @Test("one's own receipt and a paid one have no button, and the form that would have been there is refused")
    func noButton() async throws {
        let scene = try await MoneyScene()
        let tessa = scene.world.id(.tessa)
        try await scene.world.write { try MoneyScene.helps(tessa, $1, $2, $0) }
        let own = try await scene.receipt(repayment: Self.way, helper: tessa)
        let paid = try await scene.receipt(repayment: Self.way)
        #expect(await scene.pay(paid).status == 303)
        for id in [own, paid] {
            #expect(await !scene.world.get(scene.page(id), as: .tessa).text.contains("Open how to repay"))
            let refused = await scene.world.post(scene.page(id) + "/open", as: .tessa)
            #expect(refused.status == 409 && !refused.text.contains("green app"))
        }
    }

    @Test("where the helper wrote nothing, the page says so and leads to the question")
    func nothing() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(page.text.contains("They did not write how to pay them back") && !page.text.contains("Open how to repay"))
    }

    @Test("the helper says how to be repaid in the form that says it is done, and the treasurer reads it", arguments: ["en", "es", "ar"])
    func handedIn(_ language: String) async throws {
        let scene = try await HelperScene()
        _ = await scene.accept()
        let page = await scene.world.get(scene.task + "/done?in=\(language)")
        #expect(page.text.contains("name=\"repayment\"") && !page.text.contains("⟦"))
        let long = await scene.world.send(page, [("total", "23.00"), ("repayment", String(repeating: "y", count: 201))])
        #expect(long.status == 422 && long.text.contains("repayment-problem"))
        #expect(await scene.world.send(page, [("total", "23.00"), ("repayment", Self.way)]).status == 303)
        let match = scene.match
        let receipts = try await scene.world.read { connection, _, group in try ReceiptStore.of(match: match, in: group.id, connection) }
        let id = try #require(receipts.first).id
        let opened = await scene.world.post("/riverside/desk/receipts/\(id.text)/open", as: .tessa)
        #expect(opened.status == 200 && opened.text.contains(Self.way))
    }
}
