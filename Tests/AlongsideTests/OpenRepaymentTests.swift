import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

/// How a helper wants their money is sealed with the receipt, and is opened by whoever repays.
@Suite struct OpenRepaymentTests {
    private static let way = "the green app, to 07700 900444"

    private func open(_ scene: MoneyScene, _ receipt: ID<Receipt>, by actor: Actor? = nil) async throws -> String {
        let actor = actor ?? scene.world.actor(.tessa)
        return try await scene.world.write { try OpenRepayment(receipt).run($0, in: $1, group: $2, by: actor) }
    }

    private func rows(_ scene: MoneyScene, _ receipt: ID<Receipt>) async throws -> [Reveal] {
        let payee = try await scene.receipt(receipt).payee
        return try await scene.world.read { connection, _, group in try Reveal.of(payee.subject, in: group.id, connection) }
    }

    @Test("a treasurer opens how to repay; each opening is a row about the helper that says who it was")
    func opened() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery(), repayment: Self.way)
        #expect(try await rows(scene, id).isEmpty)
        #expect(try await open(scene, id) == Self.way)
        #expect(try await open(scene, id, by: scene.world.actor(.ivo)) == Self.way)
        let rows = try await rows(scene, id)
        #expect(rows.map(\.field) == [.repayment, .repayment])
        #expect(Set(rows.map(\.person)) == [scene.world.id(.tessa), scene.world.id(.ivo)])
    }

    @Test("how to repay does not stand in the clear")
    func atRest() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery(), repayment: Self.way)
        let stored = try await scene.world.read { connection, _, group in
            try connection.all("SELECT sealed FROM receipt WHERE group_id = $1", [group.id.stored]) { $0.bytes(0) }
        }
        let secret = Array("the green app".utf8)
        #expect(stored.count == 1)
        #expect(stored.allSatisfy { bytes in !bytes.indices.contains { bytes[$0...].starts(with: secret) } })
        let sealed = try await scene.world.read { try ReceiptStore.sealed(of: id, in: $1, group: $2.id, $0) }
        #expect(sealed?.repayment == Self.way)
    }

    @Test("a receipt that was sealed before there was such a field opens without one")
    func earlier() throws {
        var writer = FieldWriter()
        writer.text(1, "No oat milk")
        writer.text(6, "The corner shop")
        let sealed = try ReceiptSealed(FieldReader(writer.bytes))
        #expect(sealed.note == "No oat milk" && sealed.answer == "The corner shop" && sealed.repayment == nil)
    }

    @Test("whoever may not repay opens nothing: a dispatcher, an organiser, intake, a link, a visitor")
    func whoMay() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let id = try await scene.submit(for: match, repayment: Self.way)
        let organiser: Actor = .member(scene.world.id(.rosa), roles: [.organiser])
        let link: Actor = .link(scene.world.house.newID(), .match, person: match.helper)
        for refused in [scene.world.actor(.omar), scene.world.actor(.rosa), scene.world.actor(.ines), organiser, link, .visitor, .command, .system] {
            #expect(await problem { _ = try await open(scene, id, by: refused) }?.kind == .forbidden)
        }
        #expect(try await rows(scene, id).isEmpty)
    }

    @Test("a treasurer's own receipt is opened by another one")
    func own() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery(helper: scene.helps(.tessa)), repayment: Self.way)
        #expect(await problem { _ = try await open(scene, id) }?.key == "money.problem.own")
        #expect(await problem { try await scene.approve(id, by: .tessa) }?.key == "money.problem.own")
        #expect(try await open(scene, id, by: scene.world.actor(.ivo)) == Self.way)
    }

    @Test("once the money is paid nobody opens it any more")
    func paid() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery(), repayment: Self.way)
        try await scene.pay(id, by: .tessa)
        #expect(await problem { _ = try await open(scene, id) }?.key == "money.problem.decided")
        #expect(try await rows(scene, id).isEmpty)
    }

    @Test("where nothing was written there is nothing to open, and no row")
    func nothing() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.submit(for: scene.delivery())
        #expect(await problem { _ = try await open(scene, id) }?.kind == .missing)
        #expect(try await rows(scene, id).isEmpty)
    }

    @Test("more than fits is refused before anything is written")
    func long() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let long = String(repeating: "x", count: SubmitReceipt.repaymentLimit + 1)
        #expect(await problem { try await scene.submit(for: match, repayment: long) }?.field == "repayment")
        #expect(await problem { try await scene.submit(for: match, repayment: String(long.dropLast())) } == nil)
    }
}
