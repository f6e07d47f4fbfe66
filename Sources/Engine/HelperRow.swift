/// One helper as the engine sees them, for one ask.
public struct HelperRow: Sendable {
    public static let anytime = (1 << 21) - 1

    public enum Trust: Int, Sendable { case new, paired, solo }
    public enum Transport: Int, Sendable, CaseIterable {
        case none, foot, bike, car

        /// Metres of straight line a minute in a town: 4.5, 14 and 25 km/h along streets that are a quarter longer than the line.
        public var metresAMinute: Double {
            switch self {
            case .none, .foot: 60
            case .bike: 190
            case .car: 330
            }
        }
    }

    public var isActive: Bool
    public var trust: Trust
    public var weeklyLimit: Int
    public var tasksThisWeek: Int
    /// 21 bits, as in `AskRow.hours`.
    public var hours: Int
    /// How long they have at a time; nil where it depends.
    public var minutes: Int?
    public var transport: Transport
    public var reachMetres: Int
    public var remoteOnly: Bool
    public var canLift: Bool
    public var canClimb: Bool
    /// Can pay at the till and be repaid.
    public var mayFront: Bool
    /// Has said how much and how they help. Whoever has not gets the group's limit, and was never asked about stairs or paying first.
    public var hasSaid: Bool
    /// Holds money of the group already, enough for this ask.
    public var hasAdvance: Bool
    /// Bit set of language indices and of kinds; kinds 0 means any.
    public var languages: UInt64
    public var kinds: UInt64
    /// They give this kind only as they offered it, and no offer of theirs stands.
    public var isOfferOver: Bool
    public var zone: Int
    public var pod: Int
    public var point: (east: Double, north: Double)?
    /// Never to be brought together with this asker.
    public var isBlocked: Bool
    /// The asker themself.
    public var isAsker: Bool
    /// Already asked about this ask.
    public var wasAsked: Bool
    /// Days since they last helped this same person; nil when they never did.
    public var daysSinceTogether: Int?
    /// Days since they were last asked for anything; nil for never.
    public var daysSinceAsked: Int?

    public init(
        isActive: Bool = true, trust: Trust = .solo, weeklyLimit: Int = 2, tasksThisWeek: Int = 0, hours: Int = anytime, minutes: Int? = nil,
        transport: Transport = .foot, reachMetres: Int = 2_000, remoteOnly: Bool = false, canLift: Bool = true, canClimb: Bool = true,
        mayFront: Bool = true, hasSaid: Bool = true,
        hasAdvance: Bool = false,
        languages: UInt64 = 1, kinds: UInt64 = 0, isOfferOver: Bool = false, zone: Int = -1, pod: Int = -1,
        point: (east: Double, north: Double)? = nil, isBlocked: Bool = false, isAsker: Bool = false, wasAsked: Bool = false,
        daysSinceTogether: Int? = nil, daysSinceAsked: Int? = nil
    ) {
        self.isActive = isActive
        self.trust = trust
        self.weeklyLimit = weeklyLimit
        self.tasksThisWeek = tasksThisWeek
        self.hours = hours
        self.minutes = minutes
        self.transport = transport
        self.reachMetres = reachMetres
        self.remoteOnly = remoteOnly
        self.canLift = canLift
        self.canClimb = canClimb
        self.mayFront = mayFront
        self.hasSaid = hasSaid
        self.hasAdvance = hasAdvance
        self.languages = languages
        self.kinds = kinds
        self.isOfferOver = isOfferOver
        self.zone = zone
        self.pod = pod
        self.point = point
        self.isBlocked = isBlocked
        self.isAsker = isAsker
        self.wasAsked = wasAsked
        self.daysSinceTogether = daysSinceTogether
        self.daysSinceAsked = daysSinceAsked
    }
}
