import Alongside
import Engine
import Kernel
import Storage
import TestKit
import Testing
import Words

/// Every reason stands on a fact: it is told in words while the fact holds, and not any more when it does not.
@Suite struct MatchingReasonsTests {
    enum Kind: CaseIterable {
        case sameBuddy, samePod, sameZone, travel, speaksLanguage, free, tasksLeft, restedSince, rareSkill, fromHome, carriesUp, hasAdvance
        case needsAdvance, goesWith, groupTasksLeft, carryingUnsaid, frontingUnsaid

        /// What is told of somebody who only offered.
        var isUnsaid: Bool { self == .groupTasksLeft || self == .carryingUnsaid || self == .frontingUnsaid }

        /// A new reason needs a case here, and with it a fact below.
        init(_ reason: Reason) {
            self =
                switch reason {
                case .sameBuddy: .sameBuddy
                case .samePod: .samePod
                case .sameZone: .sameZone
                case .travel: .travel
                case .speaksLanguage: .speaksLanguage
                case .free: .free
                case .tasksLeft: .tasksLeft
                case .restedSince: .restedSince
                case .rareSkill: .rareSkill
                case .fromHome: .fromHome
                case .carriesUp: .carriesUp
                case .hasAdvance: .hasAdvance
                case .needsAdvance: .needsAdvance
                case .goesWith: .goesWith
                case .groupTasksLeft: .groupTasksLeft
                case .carryingUnsaid: .carryingUnsaid
                case .frontingUnsaid: .frontingUnsaid
                }
        }
    }

    /// The sentence while the fact holds, and how it ceases to hold.
    private struct Fact {
        let sentence: String
        let ask: ID<Ask>
        let end: () async throws -> Void
    }

    private static let here = Coordinate(latitude: 51.5, longitude: 0)!
    private static let near = Coordinate(latitude: 51.5 + 600 / 111_195.0, longitude: 0)!

    /// Makes a fact about Amina.
    private func fact(_ kind: Kind, _ scene: MatchingScene, _ amina: ID<Person>) async throws -> Fact {
        let (world, elmCourt, millLane) = (scene.world, scene.world.zone("Elm Court").id, scene.world.zone("Mill Lane").id)
        switch kind {
        case .sameBuddy:
            try await scene.together(amina, try await scene.ask("pets"), daysAgo: 7)
            return Fact(sentence: "Same buddy as", ask: try await scene.ask()) { world.time.move(by: .days(54)) }
        case .samePod:
            try await scene.change(amina) { $0.zone = elmCourt }
            return Fact(sentence: "Lives in the same pod.", ask: try await scene.ask(zone: "Elm Court")) {
                try await scene.change(amina) { $0.zone = millLane }
            }
        case .sameZone:
            try await scene.change(amina) { $0.zone = millLane }
            return Fact(sentence: "Same part of the area.", ask: try await scene.ask()) { try await scene.change(amina) { $0.zone = nil } }
        case .travel:
            try await set(point: Self.near, of: amina, scene)
            return Fact(sentence: "10 min on foot.", ask: try await scene.ask { _, details in details.point = Self.here }) {
                try await set(point: nil, of: amina, scene)
            }
        case .speaksLanguage:
            try await scene.change(amina) { $0.languages = [.english, .arabic] }
            let ask = try await scene.ask(language: .arabic)
            return Fact(sentence: "Speaks Arabic.", ask: ask) { try await change(ask, scene) { ask, _ in ask.language = .english } }
        case .free:
            let tuesday = WeekHours([WeekHours.Slot(weekday: 2, part: .afternoon)!])
            try await scene.change(amina) { $0.hours = tuesday }
            let ask = try await scene.ask(urgency: .today)
            return Fact(sentence: "Has time Tuesday afternoon.", ask: ask) { try await scene.triage(ask, urgency: .ongoing) }
        case .tasksLeft:
            let (ask, other) = (try await scene.ask(), try await scene.ask("pets", alias: "Bea"))
            return Fact(sentence: "2 of 2 weekly tasks left.", ask: ask) {
                try await scene.asking.match(other, helper: amina, .accepted, ask: .accepted)
            }
        case .restedSince:
            let (ask, other) = (try await scene.ask(), try await scene.ask("pets", alias: "Bea"))
            return Fact(sentence: "Not asked before.", ask: ask) { try await scene.asking.match(other, helper: amina, .declined, ask: .open) }
        case .rareSkill:
            let groceries = world.category("groceries").id
            try await scene.change(amina) { $0.categories = [groceries] }
            return Fact(sentence: "One of the few who do this.", ask: try await scene.ask()) {
                for name in ["Ben", "Chloe", "Dan"] { try await scene.helper(name) { $0.categories = [groceries] } }
            }
        case .fromHome:
            try await scene.change(amina) { $0.remoteOnly = true }
            return Fact(sentence: "Can do it from home.", ask: try await scene.ask("chat")) {
                try await scene.change(amina) { $0.remoteOnly = false }
            }
        case .carriesUp:
            let ask = try await scene.ask { _, details in details.access = [.carryUp] }
            return Fact(sentence: "Can carry it upstairs.", ask: ask) { try await change(ask, scene) { _, details in details.access = [] } }
        case .hasAdvance:
            let pot = try await fund(scene)
            try await give(8_000, from: pot, to: amina, scene)
            return Fact(sentence: "Holds enough of the fund's money.", ask: try await scene.ask { ask, _ in ask.costPath = .fund }) {
                try await giveBack(1, to: pot, by: amina, scene)
            }
        case .needsAdvance:
            return Fact(sentence: "Needs an advance from the fund.", ask: try await scene.ask { ask, _ in ask.costPath = .fund }) {
                try await scene.change(amina) { $0.mayFront = true }
            }
        case .goesWith:
            try await scene.change(amina) { $0.trust = .paired }
            try await scene.helper("Ben")
            return Fact(sentence: "Would go with Ben, who goes alone already.", ask: try await scene.ask()) {
                try await scene.change(amina) { $0.trust = .solo }
            }
        case .groupTasksLeft:
            return Fact(sentence: "2 of 2 weekly tasks left, the group's limit.", ask: try await scene.ask()) { try await say(amina, scene) }
        case .carryingUnsaid:
            let ask = try await scene.ask { _, details in details.access = [.carryUp] }
            return Fact(sentence: "Not asked yet about stairs and heavy bags.", ask: ask) { try await say(amina, scene) }
        case .frontingUnsaid:
            let ask = try await scene.ask { ask, _ in ask.costPath = .fund }
            return Fact(sentence: "Not asked yet about paying first.", ask: ask) { try await say(amina, scene) }
        }
    }

    /// She sets her limits herself.
    private func say(_ helper: ID<Person>, _ scene: MatchingScene) async throws {
        let input = ChangeLimits.Input(weeklyLimit: 2, hours: .anytime, reachMetres: 2_000, transport: .foot, languages: [.english])
        let holder = scene.holder(helper)
        try await scene.world.write { try ChangeLimits(input, of: helper).run($0, in: $1, group: $2, by: holder) }
    }

    @Test("an unanswered question is no answer: of who only offered nothing is told as theirs")
    func unsaid() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper("Amina", said: false)
        let ask = try await scene.ask { ask, details in
            ask.costPath = .fund
            details.access = [.carryUp]
        }
        let before = try await told(of: amina, ask, scene).kinds
        #expect(before.isSuperset(of: [.groupTasksLeft, .carryingUnsaid, .frontingUnsaid]))
        #expect(before.isDisjoint(with: [.tasksLeft, .carriesUp, .needsAdvance]))
        try await say(amina, scene)
        let after = try await told(of: amina, ask, scene).kinds
        #expect(after.isSuperset(of: [.tasksLeft, .carriesUp, .needsAdvance]) && !after.contains { $0.isUnsaid })
    }

    @Test("3.8 (web) each reason comes with its fact and goes with it", arguments: Kind.allCases)
    func comesAndGoes(_ kind: Kind) async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper("Amina", said: !kind.isUnsaid)
        let one = try await fact(kind, scene, amina)
        let before = try await told(of: amina, one.ask, scene)
        #expect(before.kinds.contains(kind) && before.words.contains(one.sentence), "\(before.words)")
        try await one.end()
        let after = try await told(of: amina, one.ask, scene)
        #expect(!after.words.isEmpty && !after.words.contains(one.sentence), "\(after.words)")
    }

    @Test("who cannot pay at the till needs an advance, until they hold one that is enough, and again when it is spent")
    func advance() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper("Amina")
        let ask = try await scene.ask { ask, _ in ask.costPath = .fund }
        #expect(try await told(of: amina, ask, scene).kinds.contains(.needsAdvance))

        let pot = try await fund(scene)
        try await give(7_999, from: pot, to: amina, scene)
        #expect(try await told(of: amina, ask, scene).kinds.contains(.needsAdvance))
        try await give(1, from: pot, to: amina, scene)
        let held = try await told(of: amina, ask, scene).kinds
        #expect(held.contains(.hasAdvance) && !held.contains(.needsAdvance))

        // She shops with it for somebody else.
        let other = try await scene.ask("groceries", alias: "Bea") { ask, _ in ask.costPath = .fund }
        let match = try await scene.asking.match(other, helper: amina, .done, ask: .done)
        let (omar, tessa) = (scene.world.actor(.omar), scene.world.actor(.tessa))
        try await scene.world.write { transaction, house, group in
            let input = SubmitReceipt.Input(
                ask: other, match: match.id, payee: amina, amount: Money(minorUnits: 3_000, currency: .gbp), picture: nil, note: nil
            )
            let receipt = try SubmitReceipt(input).run(transaction, in: house, group: group, by: omar)
            try PayReceipt(.init(receipt: receipt, method: .advance, pot: pot)).run(transaction, in: house, group: group, by: tessa)
        }
        let spent = try await told(of: amina, ask, scene).kinds
        #expect(spent.contains(.needsAdvance) && !spent.contains(.hasAdvance))
    }

    // MARK: Ways to the facts

    private func told(of helper: ID<Person>, _ id: ID<Ask>, _ scene: MatchingScene) async throws -> (kinds: Set<Kind>, words: String) {
        let found = try await scene.suggestions(for: id)
        let candidate = try #require((found.best + found.others).first { $0.helper == helper }, "left out: \(found.excluded)")
        let say = scene.world.house.catalogs.wording(.english)
        return (Set(candidate.reasons.map { Kind($0) }), candidate.words(say, for: try await scene.asking.ask(id)))
    }

    private func set(point: Coordinate?, of person: ID<Person>, _ scene: MatchingScene) async throws {
        try await scene.world.write { transaction, house, group in
            guard var card = try PersonStore.with(id: person, in: house, group: group.id, transaction)?.card else { throw Problem.missing() }
            card.point = point
            try PersonStore.update(person, card, in: house, group: group.id, transaction)
        }
    }

    private func change(_ id: ID<Ask>, _ scene: MatchingScene, _ change: @escaping @Sendable (inout Ask, inout AskDetails) -> Void) async throws {
        try await scene.world.write { transaction, house, group in
            var ask = try AskStore.existing(id, in: group.id, transaction)
            let key = try house.vault.key(of: id.subject, in: group.id, transaction)
            let sealed = try AskStore.sealed(of: id, key: key, in: house, group: group.id, transaction)
            var details = sealed.details
            change(&ask, &details)
            try AskStore.reseal(id, face: sealed.face, details: details, key: key, in: house, group: group.id, transaction)
            try AskStore.update(ask, in: group.id, transaction)
        }
    }

    private func fund(_ scene: MatchingScene) async throws -> ID<Pot> {
        let tessa = scene.world.actor(.tessa)
        return try await scene.world.write { transaction, house, group in
            let pot = try SavePot(.init(name: "Fund")).run(transaction, in: house, group: group, by: tessa)
            let amount = Money(minorUnits: 50_000, currency: .gbp)
            try WriteEntry(.init(kind: .donation, pot: pot, amount: amount, method: .transfer)).run(transaction, in: house, group: group, by: tessa)
            return pot
        }
    }

    private func give(_ minorUnits: Int64, from pot: ID<Pot>, to holder: ID<Person>, _ scene: MatchingScene) async throws {
        let tessa = scene.world.actor(.tessa)
        let input = GiveAdvance.Input(holder: holder, pot: pot, amount: Money(minorUnits: minorUnits, currency: .gbp), method: .cash)
        try await scene.world.write { try GiveAdvance(input).run($0, in: $1, group: $2, by: tessa) }
    }

    private func giveBack(_ minorUnits: Int64, to pot: ID<Pot>, by holder: ID<Person>, _ scene: MatchingScene) async throws {
        let tessa = scene.world.actor(.tessa)
        let input = ReturnAdvance.Input(holder: holder, pot: pot, amount: Money(minorUnits: minorUnits, currency: .gbp), method: .cash)
        try await scene.world.write { try ReturnAdvance(input).run($0, in: $1, group: $2, by: tessa) }
    }
}
