import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct MoneyRepaymentTests {
    @Test("paying writes the ledger row, takes the money from the pot and tells the helper, all at once")
    func pay() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let id = try await scene.submit(for: match)
        try await scene.pay(id, by: .tessa)
        let receipt = try await scene.receipt(id)
        #expect(receipt.state == .paid)
        #expect(receipt.paidBy == scene.world.id(.tessa) && receipt.approvedBy == scene.world.id(.tessa))
        let rows = try await scene.entries(.repayment)
        #expect(rows.map(\.amount.minorUnits) == [-3_120])
        #expect(rows[0].receipt == id && rows[0].category != nil)
        #expect(try await scene.balance() == 46_880)
        let messages = try await scene.asking.messages(.receiptPaid)
        #expect(messages.map(\.message.person) == [match.helper])
        #expect(messages[0].words.text.contains("£31.20"))
        #expect(try await scene.findings().isEmpty)
    }

    @Test("3.2 self-approval is impossible, and the database refuses it too")
    func own() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery(helper: scene.helps(.tessa)))
        #expect(await problem { try await scene.pay(id, by: .tessa) }?.key == "money.problem.own")
        #expect(await problem { try await scene.approve(id, by: .tessa) }?.key == "money.problem.own")
        await #expect(throws: StorageFault.self) {
            try await scene.world.write { transaction, _, group in
                try transaction.execute("UPDATE receipt SET paid_by = payee_id WHERE group_id = $1", [group.id.stored])
            }
        }
        try await scene.pay(id, by: .ivo)
    }

    @Test("3.2 above the limit one approves and another pays")
    func two() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(12_000, for: scene.delivery())
        #expect(await problem { try await scene.pay(id, by: .tessa) }?.key == "money.problem.approveFirst")
        try await scene.approve(id, by: .tessa)
        #expect(await problem { try await scene.pay(id, by: .tessa) }?.key == "money.problem.same")
        try await scene.pay(id, by: .ivo)
        #expect(try await scene.receipt(id).state == .paid)
    }

    @Test("3.2 a purchase cut into small receipts is still one purchase")
    func split() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let first = try await scene.submit(6_000, for: match, picture: MoneyScene.picture(0x0F))
        let second = try await scene.submit(6_001, for: match, picture: MoneyScene.picture(0xF0))
        #expect(await problem { try await scene.pay(first, by: .tessa) }?.key == "money.problem.approveFirst")
        #expect(await problem { try await scene.pay(second, by: .tessa) }?.key == "money.problem.approveFirst")
    }

    @Test("a dispatcher or an organiser neither approves nor pays", arguments: [World.Member.omar, .rosa, .ines])
    func roles(_ member: World.Member) async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery())
        #expect(await problem { try await scene.approve(id, by: member) }?.kind == .forbidden)
        #expect(await problem { try await scene.pay(id, by: member) }?.kind == .forbidden)
        #expect(await problem { try await scene.settle(id, same: true, by: member) }?.kind == .forbidden)
    }

    @Test("two treasurers who pay at the same moment: one wins, the other is told, and the ledger has one row")
    func race() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery())
        async let first = problem { try await scene.pay(id, by: .tessa) }
        async let second = problem { try await scene.pay(id, by: .ivo) }
        let problems = await [first, second].compactMap { $0 }
        #expect(problems.map(\.key) == ["money.problem.decided"])
        #expect(try await scene.entries(.repayment).count == 1)
        #expect(try await scene.asking.messages(.receiptPaid).count == 1)
    }

    @Test("a question takes the approval back and goes to the helper in their language")
    func question() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(12_000, for: scene.delivery())
        try await scene.approve(id, by: .tessa)
        let actor = scene.world.actor(.ivo)
        try await scene.world.write { try AskAboutReceipt(id, words: "Which shop?").run($0, in: $1, group: $2, by: actor) }
        let receipt = try await scene.receipt(id)
        #expect(receipt.state == .needsInformation && receipt.approvedBy == nil)
        #expect(try await scene.asking.messages(.receiptQuestion).first?.words.text.contains("Which shop?") == true)
        #expect(
            await problem { try await scene.world.write { try AskAboutReceipt(id, words: "  ").run($0, in: $1, group: $2, by: actor) } }?.field
                == "question")
    }

    @Test("the payee answers, the receipt waits for the treasurers again, and a new question asks for a new answer")
    func answer() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let id = try await scene.submit(for: match)
        let (tessa, payee) = (scene.world.actor(.tessa), Actor.link(ID(high: 1, low: 1), .helper, person: match.helper))
        func ask(_ words: String) async throws {
            try await scene.world.write { try AskAboutReceipt(id, words: words).run($0, in: $1, group: $2, by: tessa) }
        }
        func answer(_ words: String, by actor: Actor) async throws {
            try await scene.world.write { try AnswerReceipt(id, of: match.id, words: words).run($0, in: $1, group: $2, by: actor) }
        }
        func sealed() async throws -> ReceiptSealed? {
            try await scene.world.read { connection, house, group in try ReceiptStore.sealed(of: id, in: house, group: group.id, connection) }
        }
        #expect(await problem { try await answer("Nobody asked", by: payee) }?.kind == .conflict)
        try await ask("Which shop?")
        #expect(
            await problem { try await answer("Not mine", by: .link(ID(high: 2, low: 2), .helper, person: scene.world.id(.omar))) }?.kind == .missing)
        #expect(await problem { try await answer("  ", by: payee) }?.field == "answer")
        try await answer("The one on Quay Road", by: payee)
        #expect(try await scene.receipt(id).state == .submitted)
        #expect(try await sealed()?.answer == "The one on Quay Road")
        try await ask("And the second line?")
        #expect(try await sealed()?.answer == nil)
    }

    @Test("a receipt that is turned down needs a reason, and is then forgotten like anything that is over")
    func reject() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery())
        let actor = scene.world.actor(.tessa)
        #expect(
            await problem { try await scene.world.write { try RejectReceipt(id, reason: "").run($0, in: $1, group: $2, by: actor) } }?.field
                == "reason")
        try await scene.world.write { try RejectReceipt(id, reason: "It is a bus ticket").run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.receipt(id).state == .rejected)
        let living = try await scene.world.read { connection, _, group in
            try connection.number("SELECT living FROM subject WHERE group_id = $1 AND subject_id = $2", [group.id.stored, id.stored])
        }
        #expect(living == 0)
    }

    @Test("a pot that does not hold enough refuses, until somebody says to go on")
    func emptyPot() async throws {
        let scene = try await MoneyScene(holding: 1_000)
        let id = try await scene.submit(for: scene.delivery())
        #expect(await problem { try await scene.pay(id, by: .tessa) }?.key == PotStore.emptyKey)
        #expect(try await scene.receipt(id).state == .submitted)
        try await scene.pay(id, by: .tessa, overdraw: true)
        #expect(try await scene.balance() == -2_120)
    }

    @Test("another group's receipt is not there")
    func foreign() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery())
        let actor = scene.world.actor(.tessa)
        let found = await problem {
            try await scene.world.write { transaction, house, _ in
                let (other, _, _) = try World.found(house, "hilltop", transaction)
                try ApproveReceipt(id).run(transaction, in: house, group: other, by: actor)
            }
        }
        #expect(found?.kind == .missing)
    }
}
