public import Kernel
import Sealing
public import Storage

/// A dispatcher says how far the group has come to know somebody: new, with another, alone. What they are being asked beyond that is taken back.
public struct SetTrust: Sendable {
    public let helper: ID<Person>
    public let trust: Helper.TrustStep

    public init(_ trust: Helper.TrustStep, of helper: ID<Person>) {
        self.helper = helper
        self.trust = trust
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.guideHelpers)
        var found = try HelperStore.existing(helper, in: group.id, transaction)
        if found.trust == trust { return }
        // Nobody says of themself how far they are known.
        guard actor.person != helper else { throw Problem.forbidden("helpers.problem.ownTrust") }
        found.trust = trust
        try HelperStore.update(found, in: group.id, transaction)
        try NoLongerFits.takeBack(from: helper, in: house, group: group, by: actor, transaction)
        try History.record(.trustSet, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }
}

/// Two people are not brought together, or are again. What one of them is being asked for the other is taken back. Why stands nowhere.
public struct BlockPair: Sendable {
    public let helper: ID<Person>
    public let other: ID<Person>
    public let isBlocked: Bool

    public init(_ helper: ID<Person>, _ other: ID<Person>, blocked: Bool = true) {
        self.helper = helper
        self.other = other
        isBlocked = blocked
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.guideHelpers)
        _ = try HelperStore.existing(helper, in: group.id, transaction)
        guard helper != other, try PersonStore.language(of: other, in: group.id, transaction) != nil else { throw Problem.missing() }
        // A double click is one.
        guard try HelperPairStore.blocked(with: helper, in: group.id, transaction).contains(other) != isBlocked else { return }
        if isBlocked {
            try HelperPairStore.block(helper, other, at: house.now, in: group.id, transaction)
            for person in [helper, other] where try HelperStore.with(id: person, in: group.id, transaction) != nil {
                try NoLongerFits.takeBack(from: person, in: house, group: group, by: actor, transaction)
            }
        } else {
            try HelperPairStore.unblock(helper, other, in: group.id, transaction)
        }
        try History.record(.pairBlocked, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }
}

/// A new private link of a helper's own page, sent to the number or address the group knows them by; the old ones end.
public struct NewHelperLink: Sendable {
    public let helper: ID<Person>

    public init(_ helper: ID<Person>) { self.helper = helper }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.guideHelpers)
        _ = try HelperStore.existing(helper, in: group.id, transaction)
        for link in try LinkStore.open(.helper, of: helper.subject, in: group.id, transaction) {
            try LinkStore.end(link, in: group.id, at: house.now, transaction)
            try house.vault.dismiss(link, from: helper.subject, in: group.id, transaction)
        }
        try Self.send(.newLink, helper, in: house, group: group, transaction)
        try History.record(.linkReplaced, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }

    /// Makes the link and the message that carries it.
    static func send(_ kind: Message.Kind, _ helper: ID<Person>, in house: House, group: Group, _ transaction: any Transaction) throws {
        let token = LinkToken.random()
        let link: ID<PrivateLink> = house.newID()
        try LinkStore.insert(
            PrivateLink(group: group.id, id: link, purpose: .helper, person: helper, subject: helper.subject, roles: []), hash: token.hash,
            at: house.now, transaction
        )
        try house.vault.admit(link, token.key, to: helper.subject, in: group.id, transaction)
        guard try Compose.toHelper(kind, helper, link: token, in: house, group: group, transaction) != nil else {
            throw Problem.missing("problem.forgotten")
        }
    }
}

/// Opens a helper's number or address for a dispatcher who wants to ring: one reveal row.
public struct OpenHelperContact: Sendable {
    public let helper: ID<Person>

    public init(_ helper: ID<Person>) { self.helper = helper }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> PersonCard {
        // What is opened is shown on the helper's own page, so it is for who may see that page.
        try actor.must(.seeHelpers)
        try actor.must(.reveal)
        guard let person = actor.person else { throw Problem.forbidden() }
        _ = try HelperStore.existing(helper, in: group.id, transaction)
        guard let card = try PersonStore.with(id: helper, in: house, group: group.id, transaction)?.card else {
            throw Problem.missing("problem.forgotten")
        }
        try Reveal.record(.contact, of: helper.subject, by: person, in: house, group: group.id, transaction)
        return card
    }
}

/// Makes a helper of somebody who offered: an old offer from a sheet, or somebody who had left.
public struct BecomeHelper: Sendable {
    public let offer: ID<Offer>

    public init(of offer: ID<Offer>) { self.offer = offer }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Person> {
        try actor.must(.guideHelpers)
        guard let found = try OfferStore.with(id: offer, in: group.id, transaction), found.forgottenAt == nil else { throw Problem.missing() }
        if var helper = try HelperStore.with(id: found.person, in: group.id, transaction) {
            guard helper.state == .left else { return found.person }
            helper.state = .active
            helper.restingUntil = nil
            try HelperStore.update(helper, in: group.id, transaction)
        } else {
            let key = try house.vault.key(of: found.id.subject, in: group.id, transaction)
            let details = try OfferStore.details(of: found.id, key: key, in: house, group: group.id, transaction)
            try HelperStore.insert(
                Helper(
                    id: found.person, weeklyLimit: group.weeklyLimit, hours: found.hours, transport: found.remote ? .none : .foot,
                    remoteOnly: found.remote, languages: details.languages.isEmpty ? [found.language] : details.languages,
                    categories: Set([found.category] + details.alsoKinds), offered: Set([found.category] + details.alsoKinds), zone: found.zone,
                    joinedAt: house.now
                ),
                in: group.id, transaction
            )
        }
        try PersonStore.touch(found.person, in: house, group: group, transaction)
        try NewHelperLink.send(.welcomeHelper, found.person, in: house, group: group, transaction)
        try History.record(.joined, "person", found.person.subject, by: actor, in: house, group: group.id, transaction)
        return found.person
    }
}
