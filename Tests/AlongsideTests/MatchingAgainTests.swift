import Alongside
import Engine
import Kernel
import Storage
import TestKit
import Testing

/// An ask that was done and opens again is helped with a second time, and what was the first time stays.
@Suite struct MatchingAgainTests {
    /// An ask that Amina has done: thanked, answered, with a receipt.
    private func done(_ scene: MatchingScene, _ amina: ID<Person>) async throws -> (ask: ID<Ask>, match: ID<Match>) {
        let opened = try await scene.asking.open()
        try await scene.triage(opened.ask, cost: .fund)
        let match = try await scene.confirm(opened.ask, [amina]).matches[0]
        try await scene.accept(match, by: amina)
        try await scene.deliver(match, by: amina)
        let (link, asker) = try await scene.asking.link(opened.token)
        let omar = scene.world.actor(.omar)
        try await scene.world.write { transaction, house, group in
            let receipt = SubmitReceipt.Input(
                ask: opened.ask, match: match, payee: amina, amount: Money(minorUnits: 2_300, currency: .gbp), picture: nil, note: nil
            )
            try SubmitReceipt(receipt).run(transaction, in: house, group: group, by: omar)
            try GiveThanks("Thank you!", of: link).run(transaction, in: house, group: group, by: asker)
            try AnswerFollowUp(.init(came: .yes, again: true, words: nil), of: link).run(transaction, in: house, group: group, by: asker)
        }
        return (opened.ask, match)
    }

    private func settle(_ scene: MatchingScene) async throws -> Int {
        try await scene.world.write { try SettleAsks().run($0, in: $1, group: $2) }
    }

    private func reopen(_ scene: MatchingScene, _ ask: ID<Ask>) async throws -> ID<Undo> {
        let omar = scene.world.actor(.omar)
        return try await scene.world.write { try ReopenAsk(ask).run($0, in: $1, group: $2, by: omar) }
    }

    @Test("done, closed, opened again, asked, promised and done again: each time has its own helper, and money and thanks of the first stay")
    func again() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let (ask, first) = try await done(scene, amina)
        #expect(try await settle(scene) == 1)
        _ = try await reopen(scene, ask)

        let second = try await scene.confirm(ask, [ben]).matches[0]
        #expect(try await scene.asking.ask(ask).state == .offered)
        #expect(try await scene.asking.messages(.offerToHelper).map(\.message.person) == [ben])
        try await scene.accept(second, by: ben)
        try await scene.deliver(second, by: ben)
        #expect(try await scene.asking.ask(ask).state == .done)
        #expect(try await scene.matches(of: ask).map(\.state) == [.done, .done])
        let kept = try await scene.world.read { connection, _, group in
            (try ThanksStore.of(ask, in: group.id, connection), try ReceiptStore.of(match: first, in: group.id, connection))
        }
        #expect(kept.0?.match == first && kept.0?.state == .given)
        #expect(kept.1.map(\.amount.minorUnits) == [2_300])
    }

    @Test("whoever did it the first time can be asked again, and comes first")
    func sameHelper() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper("Amina")
        _ = try await scene.helper("Ben")
        let (ask, _) = try await done(scene, amina)
        _ = try await reopen(scene, ask)
        #expect(try await scene.suggestions(for: ask).best.first?.helper == amina)
        let second = try await scene.confirm(ask, [amina]).matches[0]
        try await scene.accept(second, by: amina)
        #expect(try await scene.asking.ask(ask).state == .accepted)
    }

    @Test("the second time is asked about on its own: an answer to the first does not close it")
    func followUp() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper("Amina")
        let (ask, _) = try await done(scene, amina)
        #expect(try await settle(scene) == 1)
        scene.world.time.move(by: .days(9))
        _ = try await reopen(scene, ask)
        let second = try await scene.confirm(ask, [amina]).matches[0]
        try await scene.accept(second, by: amina)
        try await scene.deliver(second, by: amina)
        #expect(try await settle(scene) == 0)
        let followUp = try await scene.world.read { connection, _, group in try FollowUpStore.of(ask, in: group.id, connection) }
        #expect(followUp?.state == .waiting && followUp?.came == .yes)
        scene.world.time.move(by: .days(7))
        #expect(try await settle(scene) == 1)
    }

    @Test("the step back closes it as it was, with the first helper; nobody's no is forgotten when nothing was done")
    func stepBack() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let (ask, _) = try await done(scene, amina)
        #expect(try await settle(scene) == 1)
        let undo = try await reopen(scene, ask)
        #expect(try await scene.asking.ask(ask).occasion == 2)
        try await scene.undo(undo)
        let back = try await scene.asking.ask(ask)
        #expect(back.occasion == 1 && back.state == .closed && back.closing == .met)

        let other = try await scene.ask("pets", alias: "Bea")
        try await scene.decline(try await scene.confirm(other, [ben]).matches[0], by: ben)
        let omar = scene.world.actor(.omar)
        try await scene.world.write { _ = try CloseAsk(other, reason: .unreachable).run($0, in: $1, group: $2, by: omar) }
        _ = try await reopen(scene, other)
        #expect(try await scene.suggestions(for: other).excluded[.alreadyAsked] == [ben])
    }

    @Test("a link of the first time says yes to nothing of the second")
    func oldLink() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let (ask, first) = try await done(scene, amina)
        _ = try await reopen(scene, ask)
        _ = try await scene.confirm(ask, [ben])
        #expect(await problem { try await scene.accept(first, by: amina) }?.kind == .conflict)
        #expect(try await scene.asking.ask(ask).state == .offered)
    }
}
