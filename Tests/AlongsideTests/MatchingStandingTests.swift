import Alongside
import Engine
import Kernel
import Storage
import TestKit
import Testing

/// What spoke against nobody when an order was confirmed is looked at again when it is somebody's turn, and when they say yes.
@Suite struct MatchingStandingTests {
    /// Everything but having been asked already: that is what being in an order means.
    static let limits = Exclusion.allCases.filter { $0 != .alreadyAsked }

    /// Ben has offered his help and fits; the ask puts every limit to use.
    private func setUp() async throws -> (scene: MatchingScene, ask: ID<Ask>, ben: OfferHelp.Offered) {
        let scene = try await MatchingScene()
        let ben = try await scene.offering("Ben")
        let here = Coordinate(latitude: 51.5, longitude: 0)!
        let near = Coordinate(latitude: 51.5 + 600 / 111_195.0, longitude: 0)!
        try await scene.world.write { transaction, house, group in
            guard var card = try PersonStore.with(id: ben.person, in: house, group: group.id, transaction)?.card else { throw Problem.missing() }
            card.point = near
            try PersonStore.update(ben.person, card, in: house, group: group.id, transaction)
        }
        let ask = try await scene.ask { _, details in
            details.point = here
            details.access = [.carryUp]
        }
        return (scene, ask, ben)
    }

    /// Makes one limit speak against Ben.
    private func make(_ limit: Exclusion, _ scene: MatchingScene, _ ask: ID<Ask>, _ ben: OfferHelp.Offered) async throws {
        let (person, groceries, pets) = (ben.person, scene.world.category("groceries").id, scene.world.category("pets").id)
        let asker = try #require(try await scene.asking.ask(ask).person)
        switch limit {
        case .themself:
            try await scene.world.write { transaction, _, group in
                var found = try AskStore.existing(ask, in: group.id, transaction)
                found.person = person
                try AskStore.update(found, in: group.id, transaction)
            }
        case .blocked:
            // Not through the use case, which takes back what is being asked.
            try await scene.world.write { transaction, house, group in
                try transaction.execute(
                    "INSERT INTO blocked_pair (group_id, person_id, other_id, made_at) VALUES ($1, $2, $3, $4)",
                    [group.id.stored, min(person, asker).stored, max(person, asker).stored, house.now.stored]
                )
            }
        case .offerOver: try await scene.change(ben, .pause)
        case .tooLong:
            try await scene.change(
                ben, .write(ChangeOffer.Input(categories: [groceries], words: "", hours: .anytime, until: scene.world.now.day + 9, minutes: 20))
            )
        case .hours:
            try await scene.change(
                ben, .write(ChangeOffer.Input(categories: [groceries], words: "", hours: WeekHours(mask: 0), until: scene.world.now.day + 9))
            )
        case .alreadyAsked: break
        case .resting, .atLimit, .remoteOnly, .trust, .kind, .language, .tooFar, .cannotLift, .cannotClimb, .nobodyToGoWith:
            try await scene.change(person) { helper in
                switch limit {
                case .resting: helper.state = .resting
                case .atLimit: helper.weeklyLimit = 0
                case .remoteOnly: helper.remoteOnly = true
                case .trust: helper.trust = .new
                case .kind: helper.categories = [pets]
                case .language: helper.languages = [.spanish]
                case .tooFar: helper.reachMetres = 100
                case .cannotLift: helper.canLift = false
                case .cannotClimb: helper.canClimb = false
                default: helper.trust = .paired
                }
            }
        }
    }

    @Test("each limit is the one that is seen", arguments: limits)
    func seen(_ limit: Exclusion) async throws {
        let (scene, ask, ben) = try await setUp()
        #expect(try await scene.suggestions(for: ask).best.map(\.helper) == [ben.person])
        try await make(limit, scene, ask, ben)
        #expect(try await scene.suggestions(for: ask).excluded == [limit: [ben.person]])
    }

    @Test("whoever cannot or may not any more is passed over when it would be their turn", arguments: limits)
    func turn(_ limit: Exclusion) async throws {
        let (scene, ask, ben) = try await setUp()
        let amina = try await scene.helper("Amina")
        let order = try await scene.confirm(ask, [amina, ben.person])
        try await make(limit, scene, ask, ben)
        try await scene.decline(order.matches[0], by: amina)
        #expect(try await scene.matches(of: ask).map(\.state) == [.declined, .cancelled])
        #expect(try await scene.asking.ask(ask).state == .open)
        #expect(try await !scene.asking.messages(.offerToHelper).contains { $0.message.person == ben.person })
    }

    @Test("a yes counts only while the group would still ask; what somebody said of themself they may think better of", arguments: limits)
    func yes(_ limit: Exclusion) async throws {
        let (scene, ask, ben) = try await setUp()
        let match = try await scene.confirm(ask, [ben.person]).matches[0]
        try await make(limit, scene, ask, ben)
        let isTheirs = [.atLimit, .offerOver, .kind, .hours, .tooLong, .tooFar].contains(limit)
        let refused = await problem { try await scene.accept(match, by: ben.person) }
        #expect((refused == nil) == isTheirs, "\(limit)")
        #expect(try await scene.asking.ask(ask).state == (isTheirs ? .accepted : .offered))
        // A helper does not read that two people are kept apart.
        if limit == .blocked { #expect(refused?.key == "helping.problem.notYours") }
    }

    @Test("a dispatcher on the phone reads which limit it is")
    func phone() async throws {
        let (scene, ask, ben) = try await setUp()
        let match = try await scene.confirm(ask, [ben.person]).matches[0]
        try await make(.trust, scene, ask, ben)
        let omar = scene.world.actor(.omar)
        let refused = await problem {
            try await scene.world.write { try AcceptMatch(match, window: nil).run($0, in: $1, group: $2, by: omar) }
        }
        #expect(refused?.key == "match.problem.limit.trust")
    }

    @Test("nothing changed: the next is asked, and the yes counts")
    func unchanged() async throws {
        let (scene, ask, ben) = try await setUp()
        let amina = try await scene.helper("Amina")
        let order = try await scene.confirm(ask, [amina, ben.person])
        try await scene.decline(order.matches[0], by: amina)
        try await scene.accept(order.matches[1], by: ben.person)
        #expect(try await scene.asking.ask(ask).state == .accepted)
    }

    // MARK: Kept apart, or trusted less

    private func block(_ scene: MatchingScene, _ helper: ID<Person>, from ask: ID<Ask>) async throws {
        let asker = try #require(try await scene.asking.ask(ask).person)
        let omar = scene.world.actor(.omar)
        try await scene.world.write { try BlockPair(helper, asker).run($0, in: $1, group: $2, by: omar) }
    }

    private func trust(_ scene: MatchingScene, _ helper: ID<Person>, _ step: Helper.TrustStep) async throws {
        let omar = scene.world.actor(.omar)
        try await scene.world.write { try SetTrust(step, of: helper).run($0, in: $1, group: $2, by: omar) }
    }

    @Test("keeping two apart takes back what is being asked, tells whoever knew of it, and asks the next")
    func blocking() async throws {
        let scene = try await MatchingScene()
        let (amina, ben, chloe) = (try await scene.helper("Amina"), try await scene.helper("Ben"), try await scene.helper("Chloe"))
        let (ask, other) = (try await scene.ask(), try await scene.ask("pets", alias: "Bea"))
        let order = try await scene.confirm(ask, [amina, ben, chloe])
        try await scene.confirm(other, [amina])
        try await scene.told(order.matches[0])
        try await block(scene, ben, from: ask)
        #expect(try await scene.matches(of: ask).map(\.state) == [.proposed, .cancelled, .planned])
        try await block(scene, amina, from: ask)
        #expect(try await scene.matches(of: ask).map(\.state) == [.cancelled, .cancelled, .proposed])
        #expect(try await scene.asking.messages(.offerTakenBack).map(\.message.person) == [amina])
        // What she is asked for somebody else stays.
        #expect(try await scene.matches(of: other).map(\.state) == [.proposed])
    }

    @Test("less trust takes back what somebody may not do any more; with somebody who goes along they may")
    func lessTrust() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let (ask, chat) = (try await scene.ask(), try await scene.ask("chat", alias: "Bea"))
        try await scene.confirm(ask, [amina])
        try await scene.confirm(chat, [amina])
        try await trust(scene, amina, .paired)
        #expect(try await scene.matches(of: ask).map(\.companion) == [ben])
        try await trust(scene, amina, .new)
        #expect(try await scene.matches(of: ask).map(\.state) == [.cancelled])
        #expect(try await scene.asking.ask(ask).state == .open)
        #expect(try await scene.matches(of: chat).map(\.state) == [.proposed])
    }

    @Test("a promise is not taken back: the desk is warned of it", arguments: Concern.Reason.allCases)
    func promises(_ reason: Concern.Reason) async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper("Amina"), try await scene.ask())
        try await scene.accept(try await scene.confirm(ask, [amina]).matches[0], by: amina)
        func concerns() async throws -> [Concern.Reason] {
            try await scene.world.read { connection, house, group in
                try Concern.about(amina, in: group, at: house.now, connection).map(\.reason)
            }
        }
        #expect(try await concerns().isEmpty)
        switch reason {
        case .blocked: try await block(scene, amina, from: ask)
        case .trust: try await trust(scene, amina, .new)
        case .nobodyToGoWith: try await trust(scene, amina, .paired)
        }
        #expect(try await concerns() == [reason])
        #expect(try await scene.matches(of: ask).map(\.state) == [.accepted])
    }
}
