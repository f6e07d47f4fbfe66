public import Kernel
public import Storage

/// What the holder of an offer's private link changes: its words and hours, a pause, a longer time, or that it is over.
public struct ChangeOffer: Sendable {
    public struct Input: Sendable {
        public var categories: [ID<Category>]
        public var words: String
        public var hours: WeekHours
        public var until: Day
        public var minutes: Int?
        public var remote: Bool
        public var inexhaustible: Bool
        public var once: Bool

        public init(
            categories: [ID<Category>], words: String, hours: WeekHours, until: Day, minutes: Int? = nil, remote: Bool = false,
            inexhaustible: Bool = false, once: Bool = false
        ) {
            self.categories = categories
            self.words = words
            self.hours = hours
            self.until = until
            self.minutes = minutes
            self.remote = remote
            self.inexhaustible = inexhaustible
            self.once = once
        }
    }

    public enum Step: Sendable {
        case write(Input)
        case pause, resume
    }

    public let step: Step
    public let link: PrivateLink

    public init(_ step: Step, of link: PrivateLink) {
        self.step = step
        self.link = link
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var offer = try OfferLink.offer(of: actor, link, in: group.id, transaction)
        switch step {
        case .pause: try OfferStore.apply(.pause, to: &offer)
        case .resume: try OfferStore.apply(.resume, to: &offer)
        case .write(let input):
            let wasOver = offer.state.isOver
            try OfferStore.apply(.prolong, to: &offer)
            guard let first = input.categories.first else { throw Problem.invalid("kind", "offer.problem.kind") }
            for category in input.categories where category != offer.category { _ = try OpenAsk.category(category, in: group, transaction) }
            offer.category = first
            offer.hours = input.hours
            offer.untilAt = CalendarDay.end(of: input.until, zone: group.timeZone)
            offer.minutes = input.minutes
            offer.remote = input.remote
            offer.inexhaustible = input.inexhaustible
            offer.once = input.once
            let key = try house.vault.key(of: offer.id.subject, in: group.id, transaction)
            var details = try OfferStore.details(of: offer.id, key: key, in: house, group: group.id, transaction)
            details.words = input.words
            details.alsoKinds = Array(input.categories.dropFirst())
            try OfferStore.reseal(offer.id, details, key: key, in: house, group: group.id, transaction)
            if var helper = try HelperStore.with(id: offer.person, in: group.id, transaction) {
                helper.takeIn(input.categories)
                try HelperStore.update(helper, in: group.id, transaction)
            }
            if wasOver { try house.vault.revive(offer.id.subject, in: group, at: house.now, transaction) }
        }
        try OfferStore.update(offer, in: group.id, transaction)
        try History.record(.offerChanged, "offer", offer.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}

/// Takes an offer back: by its link, or at the desk for somebody on the phone; ten minutes to think again.
public struct WithdrawOffer: Sendable {
    public let offer: ID<Offer>

    public init(_ offer: ID<Offer>) { self.offer = offer }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor, link: PrivateLink? = nil) throws -> ID<Undo> {
        var found = try OfferLink.changeable(offer, by: actor, link, in: group.id, transaction)
        let before = ["state": found.state.rawValue]
        try OfferStore.apply(.withdraw, to: &found)
        try OfferStore.update(found, in: group.id, transaction)
        try house.vault.close(found.id.subject, in: group, at: house.now, transaction)
        try History.record(.offerWithdrawn, "offer", found.id.subject, by: actor, in: house, group: group.id, transaction)
        return try Undo.remember(.offerWithdrawn, found.id.subject, before: before, by: actor, in: house, group: group.id, transaction)
    }
}

/// Takes the taking back back.
public struct UndoOfferWithdrawal: Sendable {
    public let undo: ID<Undo>
    public let link: PrivateLink

    public init(_ undo: ID<Undo>, of link: PrivateLink) {
        self.undo = undo
        self.link = link
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var offer = try OfferLink.offer(of: actor, link, in: group.id, transaction)
        let taken = try Undo.take(undo, in: house, group: group.id, transaction)
        guard taken.subject == offer.id.subject, taken.verb == .offerWithdrawn else { throw Problem.missing() }
        guard offer.state == .withdrawn, let state = taken.before["state"].flatMap(Offer.State.init) else {
            throw Problem.conflict("problem.changed")
        }
        offer.state = state
        try OfferStore.update(offer, in: group.id, transaction)
        if !state.isOver { try house.vault.revive(offer.id.subject, in: group, at: house.now, transaction) }
        try History.record(.undone, "offer", offer.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}

/// Lets offers run out whose day has come. The clock's work, once a day.
public struct ExpireOffers: Sendable {
    public static let batch = 100

    public init() {}

    /// Returns how many ran out; run it again while that is `batch`.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group) throws -> Int {
        let past = try OfferStore.past(at: house.now, in: group.id, limit: Self.batch, transaction)
        for var offer in past {
            try OfferStore.apply(.expire, to: &offer)
            try OfferStore.update(offer, in: group.id, transaction)
            try house.vault.close(offer.id.subject, in: group, at: house.now, transaction)
        }
        return past.count
    }
}

/// What the holder of an offer's private link may do: anything to that one offer.
enum OfferLink {
    static func offer(of actor: Actor, _ link: PrivateLink, in group: ID<Group>, _ connection: any Connection) throws -> Offer {
        guard case .link(let id, .asker, _) = actor, id == link.id, link.purpose == .asker, let subject = link.subject else {
            throw Problem.missing()
        }
        return try living(subject.named(), in: group, connection)
    }

    static func changeable(_ id: ID<Offer>, by actor: Actor, _ link: PrivateLink?, in group: ID<Group>, _ connection: any Connection) throws -> Offer
    {
        guard let link else {
            try actor.must(.guideHelpers)
            return try living(id, in: group, connection)
        }
        let offer = try Self.offer(of: actor, link, in: group, connection)
        guard offer.id == id else { throw Problem.missing() }
        return offer
    }

    private static func living(_ id: ID<Offer>, in group: ID<Group>, _ connection: any Connection) throws -> Offer {
        guard let offer = try OfferStore.with(id: id, in: group, connection) else { throw Problem.missing() }
        guard offer.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        return offer
    }
}
