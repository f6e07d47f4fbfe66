import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// Where what was bought is when it could not be brought.
@Suite struct DeliveryGoodsTests {
    @Test("after each step it is known what was bought and where it is", arguments: Match.NextStep.allCases)
    func steps(_ next: Match.NextStep) async throws {
        let scene = try await shopped()
        let failure: Match.Failure = next == .close ? .notWanted : .nobodyHome
        let (id, actor, ask) = (scene.match, scene.holder(), scene.ask)
        try await scene.run { transaction, house, group in
            var group = group
            group.depot = "Church hall"
            try FailDelivery(id, failure, next: next, place: "blue bag").run(transaction, in: house, group: group, by: actor)
        }
        let note = try await scene.world.read { connection, house, group in
            let key = try house.vault.key(of: ask.subject, in: group.id, connection)
            return try AttemptStore.notes(of: ask, key: key, in: house, group: group.id, connection).values.first
        }
        #expect(note == AttemptNote(items: [.init(line: 0, text: "Milk")], place: next == .depot ? "Church hall · blue bag" : "blue bag"))

        let goods = try await goods(scene)
        switch next {
        case .depot: #expect(goods.map(\.place) == [.said("Church hall · blue bag")])
        case .dispatcher: #expect(goods.map(\.place) == [.said("blue bag")])
        // With the same helper, delivered, over, or back in the shop: nobody has to fetch anything.
        case .retry, .neighbour, .close, .return: #expect(goods.isEmpty)
        }
    }

    @Test("without words it is with the helper, or on its way to the group")
    func unsaid() async throws {
        for (next, place) in [(Match.NextStep.dispatcher, HeldGoods.Place.helper), (.depot, .group)] {
            let scene = try await shopped()
            let (id, actor) = (scene.match, scene.holder())
            try await scene.run { try FailDelivery(id, .nobodyHome, next: next).run($0, in: $1, group: $2, by: actor) }
            #expect(try await goods(scene) == [HeldGoods(helper: scene.helpers[0], place: place, items: [.init(line: 0, text: "Milk")])])
        }
    }

    @Test("what was bought before a hand-back is with whoever handed it back; whoever fetches it has it then")
    func handedBack() async throws {
        let scene = try await shopped(helpers: 2)
        let (first, second) = (scene.matches[0], scene.matches[1])
        let (one, two) = (scene.holder(0), scene.holder(1))
        try await scene.run { try HandBack(first).run($0, in: $1, group: $2, by: one) }
        #expect(try await goods(scene).map(\.helper) == [scene.helpers[0]])

        try await scene.accept(1)
        try await scene.run {
            try TickLines(second, [.init(line: 0, text: "Milk", got: .yes)]).run($0, in: $1, group: $2, by: two)
            try HandBack(second).run($0, in: $1, group: $2, by: two)
        }
        #expect(try await goods(scene).map(\.helper) == [scene.helpers[1]])
    }

    @Test("the note is forgotten with the ask")
    func forgotten() async throws {
        let scene = try await shopped()
        let (id, actor, ask) = (scene.match, scene.holder(), scene.ask)
        try await scene.run { try FailDelivery(id, .nobodyHome, next: .depot, place: "blue bag").run($0, in: $1, group: $2, by: actor) }
        try await scene.run { try Erasure.erase(ask.subject, in: $1, group: $2.id, $0) }
        let left = try await scene.world.read { connection, _, group in
            try connection.number("SELECT count(*) FROM attempt WHERE group_id = $1 AND sealed IS NOT NULL", [group.id.stored])
        }
        #expect(left == 0)
    }

    private func shopped(helpers: Int = 1) async throws -> DeliveryScene {
        let scene = try await DeliveryScene(helpers: helpers)
        try await scene.accept()
        let (id, actor) = (scene.match, scene.holder())
        let bought = [MatchNotes.Bought(line: 0, text: "Milk", got: .yes, priceMinor: 120), .init(line: 1, text: "rice", got: .none)]
        try await scene.run { try TickLines(id, bought).run($0, in: $1, group: $2, by: actor) }
        return scene
    }

    private func goods(_ scene: DeliveryScene) async throws -> [HeldGoods] {
        let id = scene.ask
        return try await scene.world.read { connection, house, group in
            let ask = try AskStore.existing(id, in: group.id, connection)
            return try HeldGoods.load(
                for: ask, MatchStore.of(ask: id, in: group.id, connection), AttemptStore.of(id, in: group.id, connection),
                key: house.vault.key(of: id.subject, in: group.id, connection), in: house, group: group.id, connection
            )
        }
    }
}
