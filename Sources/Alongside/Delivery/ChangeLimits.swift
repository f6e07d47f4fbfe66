public import Kernel
public import Storage

/// How much, when, how far and with what somebody helps: theirs to set, at any time, without a reason (requirement 4.20).
public struct ChangeLimits: Sendable {
    public struct Input: Sendable {
        public var weeklyLimit: Int
        public var hours: WeekHours
        public var reachMetres: Int
        public var transport: Helper.Transport
        public var remoteOnly: Bool
        public var canLift: Bool
        public var canClimb: Bool
        public var mayFront: Bool
        public var languages: [LanguageTag]
        /// Empty for any kind.
        public var categories: Set<ID<Category>>

        public init(
            weeklyLimit: Int, hours: WeekHours, reachMetres: Int, transport: Helper.Transport, remoteOnly: Bool = false, canLift: Bool = true,
            canClimb: Bool = true, mayFront: Bool = false, languages: [LanguageTag], categories: Set<ID<Category>> = []
        ) {
            self.weeklyLimit = weeklyLimit
            self.hours = hours
            self.reachMetres = reachMetres
            self.transport = transport
            self.remoteOnly = remoteOnly
            self.canLift = canLift
            self.canClimb = canClimb
            self.mayFront = mayFront
            self.languages = languages
            self.categories = categories
        }
    }

    /// The highest limit that can be set, as the table says.
    public static let mostAWeek = 50
    /// The furthest that somebody goes, in metres.
    public static let furthest = 50_000

    public let helper: ID<Person>
    public let input: Input

    public init(_ input: Input, of helper: ID<Person>) {
        self.helper = helper
        self.input = input
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try HelperHolder.helper(helper, by: actor, in: group.id, transaction)
        if let problem = try Self.problem(with: input, in: group, transaction) { throw problem }
        found.weeklyLimit = input.weeklyLimit
        if found.hours != input.hours { try OfferStore.set(hours: input.hours, ofAll: helper, in: group.id, transaction) }
        found.hours = input.hours
        found.reachMetres = input.reachMetres
        found.transport = input.transport
        found.remoteOnly = input.remoteOnly
        found.canLift = input.canLift
        found.canClimb = input.canClimb
        found.mayFront = input.mayFront
        found.languages = input.languages
        // What they tick here they give from now on; what they only offered before goes on as their offers say.
        found.offered.formIntersection(input.categories.intersection(found.categories))
        found.categories = input.categories
        try HelperStore.update(found, in: group.id, transaction)
        try TaskHolder.isHere(helper, in: house, group: group, transaction)
        try History.record(.limitsChanged, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }

    private static func problem(with input: Input, in group: Group, _ connection: any Connection) throws -> Problem? {
        var problems: [Problem] = []
        if !(0...mostAWeek).contains(input.weeklyLimit) { problems.append(.invalid("limit", "problem.number.unclear", ["example": "2"])) }
        if !(0...furthest).contains(input.reachMetres) { problems.append(.invalid("reach", "problem.choice")) }
        if input.languages.isEmpty { problems.append(.invalid("languages", "problem.choice")) }
        if input.hours.isEmpty { problems.append(.invalid("hours", "problem.choice")) }
        let known = Set(try CategoryStore.all(in: group.id, activeOnly: false, connection).map(\.id))
        if !input.categories.isSubset(of: known) { problems.append(.invalid("kind", "problem.choice")) }
        return Problem.all(problems)
    }
}

/// Who may change what concerns a helper: they themself by their own link, and a dispatcher for somebody on the phone.
enum HelperHolder {
    static func helper(_ id: ID<Person>, by actor: Actor, in group: ID<Group>, _ connection: any Connection) throws -> Helper {
        if let problem = problem(id, actor) { throw problem }
        return try HelperStore.existing(id, in: group, connection)
    }

    /// The rule.
    static func problem(_ id: ID<Person>, _ actor: Actor) -> Problem? {
        switch actor {
        case .link(_, .helper, let person): person == id ? nil : .missing()
        case .link: .missing()
        default: actor.may(.guideHelpers) ? nil : .forbidden()
        }
    }
}
