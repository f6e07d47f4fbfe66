public import Kernel
public import Sealing
public import Storage

/// A neighbour says what they could do: everything counts, and twenty minutes on the phone are plenty (requirement 4.16).
public struct OfferHelp: Sendable {
    public struct Input: Sendable {
        public var alias: String
        public var contact: Contact
        /// At least one; the first is the offer's own.
        public var categories: [ID<Category>]
        public var words: String
        public var hours: WeekHours
        /// The last day, at the group's place; nil for `usualDays` from now.
        public var until: Day?
        public var minutes: Int?
        public var remote: Bool
        public var inexhaustible: Bool
        public var once: Bool
        public var languages: [LanguageTag]
        public var transport: Helper.Transport
        public var place: String?
        public var zone: ID<Zone>?
        public var language: LanguageTag
        public var door: Ask.Door
        /// When it was offered, where that was not now: a row of an old sheet. It stands as long as one that is offered now.
        public var offeredAt: Instant?

        public init(
            alias: String, contact: Contact, categories: [ID<Category>], words: String, hours: WeekHours = .anytime, until: Day? = nil,
            minutes: Int? = nil, remote: Bool = false, inexhaustible: Bool = false, once: Bool = false,
            languages: [LanguageTag] = [], transport: Helper.Transport = .foot, place: String? = nil, zone: ID<Zone>? = nil, language: LanguageTag,
            door: Ask.Door = .web,
            offeredAt: Instant? = nil
        ) {
            self.alias = alias
            self.contact = contact
            self.categories = categories
            self.words = words
            self.hours = hours
            self.until = until
            self.minutes = minutes
            self.remote = remote
            self.inexhaustible = inexhaustible
            self.once = once
            self.languages = languages
            self.transport = transport
            self.place = place
            self.zone = zone
            self.language = language
            self.door = door
            self.offeredAt = offeredAt
        }
    }

    public struct Offered: Sendable {
        public let offer: ID<Offer>
        public let person: ID<Person>
        /// The private link of the offer.
        public let token: LinkToken
        /// The private link of the helper's own page, for somebody who is new here. Who was known already is sent theirs: whoever types a number has
        /// not shown that it is theirs.
        public let helperToken: LinkToken?
    }

    /// How long an offer stands unless somebody says otherwise, and how long it may at most.
    public static let usualDays = 14
    public static let mostDays = 366

    public let input: Input
    public let once: OnceKey?
    /// The sheet it comes from.
    public let batch: ID<ImportBatch>?

    public init(_ input: Input, once: OnceKey? = nil, batch: ID<ImportBatch>? = nil) {
        self.input = input
        self.once = once
        self.batch = batch
    }

    /// The token that a form's one-time key leads to.
    public static func token(of once: OnceKey, in group: ID<Group>) -> LinkToken {
        LinkToken(onceKey: once.text, purpose: "offer", group: group.bytes)
    }

    /// The token of the helper's own page that was made together with an offer: it follows from the offer's, so that the offer's page can show it.
    public static func helperToken(beside offer: LinkToken, in group: ID<Group>) -> LinkToken {
        LinkToken(onceKey: offer.text, purpose: "helper", group: group.bytes)
    }

    /// Everybody may offer, also somebody with an open ask, and also while asks are paused.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Offered {
        let token = once.map { Self.token(of: $0, in: group.id) } ?? .random()
        if let once, let before = try Once.result(of: once, in: group.id, transaction) {
            guard let id = ID<Offer>(text: before), let offer = try OfferStore.with(id: id, in: group.id, transaction) else {
                throw Problem.conflict("problem.form.twice")
            }
            return Offered(offer: id, person: offer.person, token: token, helperToken: nil)
        }
        guard let first = input.categories.first else { throw Problem.invalid("kind", "offer.problem.kind") }
        for category in input.categories { _ = try OpenAsk.category(category, in: group, transaction) }
        let place = try AskPlace.decide(input.place, chosen: input.zone, in: house, group: group, transaction)
        let (person, isNew) = try AskNeighbour.findOrMake(
            input.alias, input.contact, language: input.language, batch: batch, in: house, group: group, transaction
        )

        let id: ID<Offer> = house.newID()
        let link: ID<PrivateLink> = house.newID()
        let key = try house.vault.begin(id.subject, .offer, in: group, at: house.now, links: [(link, token.key)], transaction)
        try LinkStore.insert(
            PrivateLink(group: group.id, id: link, purpose: .asker, person: person, subject: id.subject, roles: []), hash: token.hash, at: house.now,
            transaction
        )
        let today = CalendarDay.of(house.now, zone: group.timeZone)
        let offer = Offer(
            id: id, person: person, category: first, zone: place.zone, state: .open, minutes: input.minutes, remote: input.remote,
            inexhaustible: input.inexhaustible, once: input.once, hours: input.hours, language: input.language, door: input.door,
            createdAt: input.offeredAt ?? house.now,
            untilAt: CalendarDay.end(of: input.until ?? today + Self.usualDays, zone: group.timeZone),
            consentVersion: input.door == .sheet ? Consent.sheet : Consent.current
        )
        try OfferStore.insert(
            offer,
            OfferDetails(
                alias: input.alias, words: input.words, phone: input.contact.phone, email: input.contact.email, remark: input.contact.remark,
                place: input.place, languages: input.languages, alsoKinds: Array(input.categories.dropFirst())
            ),
            key: key, batch: batch, in: house, group: group.id, transaction
        )
        let helperToken = try becomeHelper(person, isNew: isNew, beside: token, place, in: house, group: group, by: actor, transaction)
        if let once { try Once.remember(id.text, of: once, in: group.id, at: house.now, transaction) }
        try History.record(.offered, "offer", id.subject, by: actor, in: house, group: group.id, transaction)
        return Offered(offer: id, person: person, token: token, helperToken: helperToken)
    }

    // MARK: Becoming a helper

    /// Somebody who offers is a helper at the first trust step, with low limits of their own (requirement 4.20). One who helps already gives
    /// what they offer too; their limits stay, and are theirs to change on their own page.
    private func becomeHelper(
        _ person: ID<Person>, isNew: Bool, beside token: LinkToken, _ place: (zone: ID<Zone>?, point: Coordinate?), in house: House, group: Group,
        by actor: Actor, _ transaction: any Transaction
    ) throws -> LinkToken? {
        if var known = try HelperStore.with(id: person, in: group.id, transaction) {
            known.takeIn(input.categories)
            try HelperStore.update(known, in: group.id, transaction)
            return nil
        }
        try HelperStore.insert(
            Helper(
                id: person, weeklyLimit: group.weeklyLimit, hours: input.hours, transport: input.remote ? .none : input.transport,
                remoteOnly: input.remote, languages: input.languages.isEmpty ? [input.language] : input.languages,
                categories: Set(input.categories), offered: Set(input.categories), zone: place.zone, joinedAt: house.now
            ),
            in: group.id, transaction
        )
        if isNew, input.place != nil, var card = try PersonStore.with(id: person, in: house, group: group.id, transaction)?.card {
            card.place = input.place
            card.point = place.point
            try PersonStore.update(person, card, in: house, group: group.id, transaction)
        }
        try History.record(.joined, "person", person.subject, by: actor, in: house, group: group.id, transaction)

        let helperToken = isNew ? Self.helperToken(beside: token, in: group.id) : LinkToken.random()
        let link: ID<PrivateLink> = house.newID()
        try LinkStore.insert(
            PrivateLink(group: group.id, id: link, purpose: .helper, person: person, subject: person.subject, roles: []), hash: helperToken.hash,
            at: house.now, transaction
        )
        try house.vault.admit(link, helperToken.key, to: person.subject, in: group.id, transaction)
        // Nobody is written to because of an old sheet.
        if isNew || input.door == .sheet { return helperToken }
        // Their own page goes to the number or address that the group knows them by.
        try Compose.toHelper(.welcomeHelper, person, link: helperToken, in: house, group: group, transaction)
        return nil
    }
}
