import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// What matching costs where many help: cards are opened once, and a write reads only those whom it judges.
@Suite struct MatchingManyTests {
    private func opened(_ scene: MatchingScene) -> Int { scene.world.house.lookups.matching.opened(in: scene.world.group.id) }

    @Test("a second look opens no card again, but for one that was changed, which is read as it is now")
    func once() async throws {
        let scene = try await MatchingScene()
        for number in 0..<12 { try await scene.helper("Helper \(number)") }
        let changing = try await scene.helper("Before")
        let ask = try await scene.ask()
        _ = try await scene.suggestions(for: ask)
        let first = opened(scene)
        #expect(first == 13)
        _ = try await scene.suggestions(for: ask)
        #expect(opened(scene) == first)
        try await scene.world.write { transaction, house, group in
            try PersonStore.update(changing, PersonCard(alias: "After"), in: house, group: group.id, transaction)
        }
        let found = try await scene.suggestions(for: ask)
        #expect(opened(scene) == first + 1)
        let names = (found.best + found.others).map(\.alias)
        #expect(names.contains("After") && !names.contains("Before"))
    }

    @Test("of many who fit the best and a few more are named, and all are counted")
    func named() async throws {
        let scene = try await MatchingScene()
        for number in 0..<(Suggestions.top + Suggestions.named + 5) { try await scene.helper("Helper \(number)") }
        let found = try await scene.suggestions(for: scene.ask())
        #expect(found.best.count == Suggestions.top && found.others.count == Suggestions.named)
        #expect(found.othersCount == Suggestions.named + 5)
    }

    @Test("an ask that is made while the search reads its index is found")
    func meanwhile() async throws {
        let scene = try await AskScene()
        let before = try await scene.open(scene.input(alias: "Early Brown", contact: .calls)).ask
        let (house, group) = (scene.world.house, scene.world.group)
        try await FindAsks.prepare(in: house, group: group.id)
        let after = try await scene.open(scene.input(alias: "Late Brown", contact: .calls)).ask
        let answer = try await scene.world.write { try FindAsks("brown").run($0, in: $1, group: $2, by: scene.world.actor(.ines)) }
        #expect(Set(answer.found.map(\.ask.id)) == [before, after])
    }
}
