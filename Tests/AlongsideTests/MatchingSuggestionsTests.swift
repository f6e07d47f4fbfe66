import Alongside
import Engine
import Kernel
import Storage
import TestKit
import Testing
import Words

@Suite struct MatchingSuggestionsTests {
    private static let here = Coordinate(latitude: 51.5, longitude: 0)!
    /// 600 m further north.
    private static let near = Coordinate(latitude: 51.5 + 600 / 111_195.0, longitude: 0)!

    @Test("3.8 (web) the top three come with reasons in words")
    func reasons() async throws {
        let scene = try await MatchingScene()
        for name in ["Amina", "Ben", "Chloe", "Dan"] { try await scene.helper(name) }
        let ask = try await scene.ask()
        let found = try await scene.suggestions(for: ask)
        #expect(found.best.count == 3)
        // Nothing speaks against the fourth: a dispatcher can see and ask them too.
        #expect(found.others.count == 1 && found.excluded.isEmpty)
        let say = scene.world.house.catalogs.wording(.english)
        let theAsk = try await scene.asking.ask(ask)
        #expect(found.best.allSatisfy { $0.words(say, for: theAsk).contains("2 of 2 weekly tasks left.") })
    }

    @Test("each reason in words changes when the fact behind it changes")
    func facts() async throws {
        let scene = try await MatchingScene()
        let arabic = LanguageTag.arabic
        let millLane = scene.world.zone("Mill Lane").id
        let helper = try await scene.helper(point: Self.near) {
            $0.languages = [.english, arabic]
            $0.zone = millLane
            $0.transport = .bike
        }
        let ask = try await scene.ask(language: .arabic) { _, details in details.point = Self.here }
        let say = scene.world.house.catalogs.wording(.english)
        let theAsk = try await scene.asking.ask(ask)
        func words() async throws -> String { try await scene.suggestions(for: ask).best.first?.words(say, for: theAsk) ?? "" }

        let before = try await words()
        for sentence in ["Same part of the area.", "4 min by bike.", "Speaks Arabic.", "2 of 2 weekly tasks left.", "Not asked before."] {
            #expect(before.contains(sentence))
        }
        let dock = scene.world.zone("Dock Street").id
        try await scene.world.write { transaction, _, group in
            var changed = try HelperStore.existing(helper, in: group.id, transaction)
            changed.zone = dock
            changed.transport = .foot
            changed.weeklyLimit = 5
            try HelperStore.update(changed, in: group.id, transaction)
        }
        let other = try await scene.ask(alias: "Bea")
        try await scene.asking.match(other, helper: helper, .accepted, ask: .accepted)
        let after = try await words()
        for sentence in ["10 min on foot.", "4 of 5 weekly tasks left."] { #expect(after.contains(sentence)) }
        for sentence in ["Same part of the area.", "bike", "Not asked before."] { #expect(!after.contains(sentence)) }
    }

    @Test("1.11 a second ask within seven days suggests the same helper first")
    func sameBuddy() async throws {
        let scene = try await MatchingScene()
        for name in ["Ben", "Chloe"] { try await scene.helper(name) }
        let amina = try await scene.helper("Amina") { $0.weeklyLimit = 9 }
        try await scene.together(amina, try await scene.ask(), daysAgo: 7)
        let second = try await scene.ask("pets")
        let first = try #require(try await scene.suggestions(for: second).best.first)
        #expect(first.helper == amina)
        #expect(first.reasons.first == .sameBuddy(daysAgo: 7))

        let another = try await scene.ask("pets", alias: "Bea")
        let reasons = try await scene.suggestions(for: another).best.flatMap(\.reasons)
        #expect(!reasons.contains { if case .sameBuddy = $0 { true } else { false } })
    }

    @Test("4.16 a housebound helper gets tasks on the phone only")
    func housebound() async throws {
        let scene = try await MatchingScene()
        let home = try await scene.helper("Hana") {
            $0.remoteOnly = true
            $0.transport = .none
            $0.trust = .new
        }
        #expect(try await scene.suggestions(for: scene.ask()).excluded[.remoteOnly] == [home])
        let chat = try await scene.ask("chat")
        #expect(try await scene.suggestions(for: chat).best.map(\.helper) == [home])
    }

    @Test("4.20 a helper at the weekly limit is not suggested, and is again when the next week begins")
    func weeklyLimit() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper { $0.weeklyLimit = 1 }
        let first = try await scene.ask("pets")
        try await scene.asking.match(first, helper: amina, .accepted, ask: .accepted)
        let second = try await scene.ask(alias: "Bea")
        #expect(try await scene.suggestions(for: second).excluded[.atLimit] == [amina])
        // It is Tuesday; the week of this group begins on Monday.
        scene.world.time.move(by: .days(6))
        #expect(try await scene.suggestions(for: second).best.map(\.helper) == [amina])
    }

    @Test("4.20 what somebody is being asked right now counts too, and what they handed back does not")
    func load() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper { $0.weeklyLimit = 1 }
        let first = try await scene.ask("pets")
        try await scene.confirm(first, [amina])
        let second = try await scene.ask(alias: "Bea")
        #expect(try await scene.suggestions(for: second).excluded[.atLimit] == [amina])
        let other = try await scene.helper("Ben") { $0.weeklyLimit = 1 }
        let third = try await scene.ask("pets", alias: "Bea")
        try await scene.asking.match(third, helper: other, .handedBack, ask: .open)
        #expect(try await scene.suggestions(for: second).best.map(\.helper) == [other])
    }

    @Test("a breather keeps somebody out until it is over")
    func breather() async throws {
        let scene = try await MatchingScene()
        let until = scene.world.now + .days(7)
        let amina = try await scene.helper {
            $0.state = .resting
            $0.restingUntil = until
        }
        let ask = try await scene.ask()
        #expect(try await scene.suggestions(for: ask).excluded[.resting] == [amina])
        scene.world.time.move(to: until)
        #expect(try await scene.suggestions(for: ask).best.map(\.helper) == [amina])
    }

    @Test("two people who are kept apart are not brought together")
    func blocked() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper()
        let ask = try await scene.ask()
        let asker = try #require(try await scene.asking.ask(ask).person)
        let actor = scene.world.actor(.omar)
        try await scene.world.write { try BlockPair(amina, asker).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.suggestions(for: ask).excluded[.blocked] == [amina])
    }
}
