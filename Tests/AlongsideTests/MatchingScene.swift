import Alongside
import Engine
import Kernel
import Storage
import TestKit

/// A board with asks that wait for somebody, and helpers made to measure.
struct MatchingScene {
    let asking: AskScene

    var world: World { asking.world }

    init(seed: UInt64 = 1) async throws { asking = try await AskScene(seed: seed) }

    /// Somebody who goes to doors alone, at any time, for anything, unless `change` says otherwise. They have said so themself, unless `said` is false.
    @discardableResult
    func helper(
        _ name: String = "Amina", point: Coordinate? = nil, said: Bool = true, _ change: @escaping @Sendable (inout Helper) -> Void = { _ in }
    ) async throws -> ID<Person> {
        let id = try await asking.helper(name, phone: "+447700900500")
        try await world.write { transaction, house, group in
            var helper = try HelperStore.existing(id, in: group.id, transaction)
            helper.trust = .solo
            change(&helper)
            try HelperStore.update(helper, in: group.id, transaction)
            if said { try History.record(.limitsChanged, "person", id.subject, by: .system, in: house, group: group.id, transaction) }
            guard let point, var card = try PersonStore.with(id: id, in: house, group: group.id, transaction)?.card else { return }
            card.point = point
            try PersonStore.update(id, card, in: house, group: group.id, transaction)
        }
        return id
    }

    /// Somebody who offered these kinds of help, and goes to doors alone.
    func offering(
        _ name: String = "Ben", _ kinds: [String] = ["groceries"], phone: String = "+447700900600", hours: WeekHours = .anytime, until: Day? = nil,
        minutes: Int? = nil, remote: Bool = false, inexhaustible: Bool = false, once: Bool = false
    ) async throws -> OfferHelp.Offered {
        let input = OfferHelp.Input(
            alias: name, contact: Contact(reach: .phone, phone: phone), categories: kinds.map { world.category($0).id }, words: "", hours: hours,
            until: until, minutes: minutes, remote: remote, inexhaustible: inexhaustible, once: once, language: .english
        )
        return try await world.write { transaction, house, group in
            let offered = try OfferHelp(input).run(transaction, in: house, group: group, by: .visitor)
            var helper = try HelperStore.existing(offered.person, in: group.id, transaction)
            helper.trust = .solo
            try HelperStore.update(helper, in: group.id, transaction)
            return offered
        }
    }

    /// What the holder of an offer's link does with it.
    func change(_ offered: OfferHelp.Offered, _ step: ChangeOffer.Step) async throws {
        let (link, actor) = try await asking.link(offered.token)
        try await world.write { try ChangeOffer(step, of: link).run($0, in: $1, group: $2, by: actor) }
    }

    func change(_ helper: ID<Person>, _ change: @escaping @Sendable (inout Helper) -> Void) async throws {
        try await world.write { transaction, _, group in
            var found = try HelperStore.existing(helper, in: group.id, transaction)
            change(&found)
            try HelperStore.update(found, in: group.id, transaction)
        }
    }

    /// The helper themself, by a link.
    func holder(_ helper: ID<Person>) -> Actor { .link(ID(high: 1, low: 1), .helper, person: helper) }

    func accept(_ match: ID<Match>, by helper: ID<Person>) async throws {
        let actor = holder(helper)
        try await world.write { try AcceptMatch(match, window: nil).run($0, in: $1, group: $2, by: actor) }
    }

    func decline(_ match: ID<Match>, by helper: ID<Person>) async throws {
        let actor = holder(helper)
        try await world.write { try DeclineMatch(match).run($0, in: $1, group: $2, by: actor) }
    }

    func deliver(_ match: ID<Match>, by helper: ID<Person>) async throws {
        let actor = holder(helper)
        try await world.write { try DeliverAsk(match).run($0, in: $1, group: $2, by: actor) }
    }

    /// An ask that was triaged: this week, Mill Lane, from the fund.
    func ask(
        _ kind: String = "groceries", alias: String = "Ola", urgency: Ask.Urgency = .week, zone: String? = "Mill Lane",
        language: LanguageTag = .english, _ change: @escaping @Sendable (inout Ask, inout AskDetails) -> Void = { _, _ in }
    ) async throws -> ID<Ask> {
        let phone = alias == "Ola" ? "+447700900123" : "+447700900321"
        let id = try await asking.open(
            asking.input(kind, alias: alias, contact: Contact(reach: .phone, phone: phone), language: language)
        ).ask
        try await triage(id, urgency: urgency, zone: zone)
        try await world.write { transaction, house, group in
            var ask = try AskStore.existing(id, in: group.id, transaction)
            let key = try house.vault.key(of: id.subject, in: group.id, transaction)
            let sealed = try AskStore.sealed(of: id, key: key, in: house, group: group.id, transaction)
            var details = sealed.details
            change(&ask, &details)
            try AskStore.reseal(id, face: sealed.face, details: details, key: key, in: house, group: group.id, transaction)
            try AskStore.update(ask, in: group.id, transaction)
        }
        return id
    }

    @discardableResult
    func triage(
        _ id: ID<Ask>, urgency: Ask.Urgency = .week, zone: String? = "Mill Lane", cost: Ask.CostPath = .pays, fits: Bool = true,
        by member: World.Member = .omar
    ) async throws -> ID<Undo> {
        let input = TriageAsk.Input(urgency: urgency, zone: zone.map { world.zone($0).id }, costPath: cost, fits: fits)
        let actor = world.actor(member)
        return try await world.write { try TriageAsk(id, input).run($0, in: $1, group: $2, by: actor) }
    }

    func suggestions(for id: ID<Ask>) async throws -> Suggestions {
        try await world.read { connection, house, group in
            try Suggestions.load(for: AskStore.existing(id, in: group.id, connection), in: house, group: group, connection)
        }
    }

    @discardableResult
    func confirm(_ ask: ID<Ask>, _ helpers: [ID<Person>], overLimit: Bool = false, by member: World.Member = .omar) async throws
        -> ConfirmMatch.Confirmed
    {
        let actor = world.actor(member)
        return try await world.write { transaction, house, group in
            try ConfirmMatch(ask, helpers: helpers, overLimit: overLimit).run(transaction, in: house, group: group, by: actor)
        }
    }

    func undo(_ undo: ID<Undo>, by member: World.Member = .omar) async throws {
        let actor = world.actor(member)
        _ = try await world.write { try DeskUndo(undo).run($0, in: $1, group: $2, by: actor) }
    }

    func matches(of ask: ID<Ask>) async throws -> [Match] {
        try await world.read { connection, _, group in
            try MatchStore.of(ask: ask, in: group.id, connection).sorted { $0.position < $1.position }
        }
    }

    /// The message to a helper was marked as sent: their hold runs from here.
    func told(_ match: ID<Match>, by member: World.Member = .omar) async throws {
        let actor = world.actor(member)
        let message = try await asking.messages(.offerToHelper).first { $0.message.match == match }?.message.id
        guard let message else { throw Problem.missing() }
        _ = try await world.write { try MarkSent(message, channel: .sms).run($0, in: $1, group: $2, by: actor) }
    }

    func releaseHolds() async throws -> Int { try await world.write { try ReleaseHolds().run($0, in: $1, group: $2) } }

    /// A helper has done an ask of the same person, so many days ago.
    func together(_ helper: ID<Person>, _ past: ID<Ask>, daysAgo: Int) async throws {
        try await asking.match(past, helper: helper, .done, ask: .done)
        try await world.write { transaction, house, group in
            var match = try MatchStore.of(ask: past, in: group.id, transaction)[0]
            match.proposedAt = house.now - .days(daysAgo)
            match.acceptedAt = match.proposedAt
            match.endedAt = match.proposedAt
            try MatchStore.update(match, in: group.id, transaction)
        }
    }
}
