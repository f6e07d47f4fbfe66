public import Kernel
public import Storage

/// A breather, in one tap: from now on they are asked for nothing, and nothing is sent to them. Why is not asked and stands nowhere
/// (requirement 0.13). What they have promised stays theirs until they hand it back.
public struct TakeBreather: Sendable {
    public let helper: ID<Person>
    /// The last day of it, at the group's place; nil until they say so.
    public let until: Day?

    public init(_ helper: ID<Person>, until: Day? = nil) {
        self.helper = helper
        self.until = until
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try HelperHolder.helper(helper, by: actor, in: group.id, transaction)
        guard found.state != .left else { throw Problem.conflict("helping.problem.left") }
        found.state = .resting
        found.restingUntil = until.map { CalendarDay.end(of: $0, zone: group.timeZone) }
        try HelperStore.update(found, in: group.id, transaction)
        try TaskHolder.isHere(helper, in: house, group: group, transaction)
        try AskedNoMore.run(helper, in: house, group: group, by: actor, transaction)
        try MessageStore.rest(helper, until: found.restingUntil ?? house.now + Self.openEnd, in: group.id, transaction)
        try History.record(.rested, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }

    /// For how long messages rest where no day was said: longer than any group keeps a message.
    static let openEnd = Span.days(90)
}

/// Back from a breather, or back among the helpers after leaving.
public struct ComeBack: Sendable {
    public let helper: ID<Person>

    public init(_ helper: ID<Person>) { self.helper = helper }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try HelperHolder.helper(helper, by: actor, in: group.id, transaction)
        if found.state == .active { return }
        found.state = .active
        found.restingUntil = nil
        try HelperStore.update(found, in: group.id, transaction)
        try TaskHolder.isHere(helper, in: house, group: group, transaction)
        try MessageStore.wake(helper, at: house.now, in: group.id, transaction)
        try History.record(.joined, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }
}

/// Takes back what somebody is being asked or would be asked next; others are asked instead.
enum AskedNoMore {
    static func run(_ helper: ID<Person>, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws {
        for var match in try MatchStore.of(helper: helper, in: [.proposed, .planned], of: group.id, transaction) {
            try MatchStore.apply(.cancel, to: &match, at: house.now)
            try MatchStore.update(match, in: group.id, transaction)
            try TaskOver.close(match, in: group.id, house: house, transaction)
            var ask = try AskStore.existing(match.ask, in: group.id, transaction)
            try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
            try AskStore.update(ask, in: group.id, transaction)
        }
    }
}
