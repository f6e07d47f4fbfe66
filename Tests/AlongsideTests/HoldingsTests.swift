import Alongside
import Kernel
import TestKit
import Testing

@Suite struct HoldingsTests {
    private func count(_ scene: AskScene) async throws -> [Holdings.Kind: Int] {
        try await scene.world.read { connection, house, group in try Holdings.count(in: group.id, at: house.now, connection).counts }
    }

    @Test("what could be handed over is counted from what is there")
    func counted() async throws {
        let scene = try await AskScene()
        let before = try await count(scene)
        #expect(before[.people] == World.Member.allCases.count && before[.asks] == 0 && before[.sessions] == World.Member.allCases.count)
        let opened = try await scene.open()
        let (link, actor) = try await scene.link(opened.token)
        _ = try await scene.open(scene.input(contact: .calls))
        try await scene.world.write { transaction, house, group in
            _ = try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor)
        }
        let after = try await count(scene)
        #expect(after[.asks] == 1 && after[.closedAsks] == 1 && after[.people] == World.Member.allCases.count + 2)
        #expect(Set(after.keys) == Set(Holdings.Kind.allCases))
    }
}
