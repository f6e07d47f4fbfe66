public import Kernel
public import Storage

/// What somebody who helps has said about when, how and how much they can. Their name and place stand sealed in their `PersonCard`.
public struct Helper: Sendable {
    public let id: ID<Person>
    public var state: State
    /// End of a breather; until then they are asked for nothing. Nil while resting means until they say so.
    public var restingUntil: Instant?
    public var trust: TrustStep
    /// How many tasks a week they want at most (requirement 4.20). Theirs to set.
    public var weeklyLimit: Int
    /// When they usually can.
    public var hours: WeekHours
    public var transport: Transport
    /// How far from their place they go, in metres along a straight line.
    public var reachMetres: Int
    /// Helps from home only: calls, forms, translations (requirement 4.16).
    public var remoteOnly: Bool
    /// Whether they can carry a heavy bag.
    public var canLift: Bool
    /// Whether they can climb stairs.
    public var canClimb: Bool
    /// Whether they can pay at the till and be repaid. Nobody must: the group can give an advance.
    public var mayFront: Bool
    public var languages: [LanguageTag]
    /// Kinds of help they give; empty for any.
    public var categories: Set<ID<Category>>
    /// Those of their kinds that they give only as they offered them: while an offer of theirs stands, at its hours. The others they set on their own
    /// page, or a dispatcher did.
    public var offered: Set<ID<Category>>
    public var zone: ID<Zone>?
    public let joinedAt: Instant
    public var lastActiveDay: Day
    /// How many notices of silence they have had.
    public var notices: Int

    public enum State: String, Sendable, CaseIterable, Storable { case active, resting, left }

    /// How far a group has come to know somebody; set by a dispatcher.
    public enum TrustStep: String, Sendable, CaseIterable, Storable {
        /// Not alone to a door yet.
        case new
        /// To a door together with somebody who goes alone.
        case paired
        case solo
    }

    public enum Transport: String, Sendable, CaseIterable, Storable { case foot, bike, car, none }

    public init(
        id: ID<Person>, state: State = .active, restingUntil: Instant? = nil, trust: TrustStep = .new, weeklyLimit: Int, hours: WeekHours,
        transport: Transport = .foot, reachMetres: Int = 2_000, remoteOnly: Bool = false, canLift: Bool = true, canClimb: Bool = true,
        mayFront: Bool = false, languages: [LanguageTag], categories: Set<ID<Category>> = [], offered: Set<ID<Category>> = [],
        zone: ID<Zone>? = nil, joinedAt: Instant,
        lastActiveDay: Day? = nil, notices: Int = 0
    ) {
        self.id = id
        self.state = state
        self.restingUntil = restingUntil
        self.trust = trust
        self.weeklyLimit = weeklyLimit
        self.hours = hours
        self.transport = transport
        self.reachMetres = reachMetres
        self.remoteOnly = remoteOnly
        self.canLift = canLift
        self.canClimb = canClimb
        self.mayFront = mayFront
        self.languages = languages
        self.categories = categories
        self.offered = offered
        self.zone = zone
        self.joinedAt = joinedAt
        self.lastActiveDay = lastActiveDay ?? joinedAt.day
        self.notices = notices
    }

    /// Takes in what they offer beside what they gave so far. Whoever gives any kind goes on to.
    mutating func takeIn(_ kinds: [ID<Category>]) {
        guard !categories.isEmpty else { return }
        offered.formUnion(kinds.filter { !categories.contains($0) })
        categories.formUnion(kinds)
    }

    /// Whether they may be asked now: they help here, and their breather, if any, is over.
    public func isActive(at now: Instant) -> Bool {
        switch state {
        case .active: restingUntil.map { $0 <= now } ?? true
        case .resting: restingUntil.map { $0 <= now } ?? false
        case .left: false
        }
    }
}
