public import Kernel
public import Sealing
public import Storage

/// The helper opens the phone, the street or the door of their task: one reveal row, which the person helped can see.
public struct OpenField: Sendable {
    public let match: ID<Match>
    public let field: Reveal.Field
    /// The token of the task's own link, which reads the ask though the group's key is locked.
    public let token: LinkToken?

    public init(_ match: ID<Match>, _ field: Reveal.Field, token: LinkToken? = nil) {
        self.match = match
        self.field = field
        self.token = token
    }

    /// The helper of the match. Eight different neighbours a day; for a ninth they talk to a dispatcher.
    ///
    /// - Returns: what stands there; nil when the asker gave none and says it on the phone.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> String? {
        let found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        guard case .link = actor, let person = actor.person else { throw Problem.forbidden() }
        let ask = try AskStore.existing(found.ask, in: group.id, transaction)
        if let problem = Self.problem(Staging.of(field, found, ask, at: house.now, zone: group.timeZone)) { throw problem }
        try Self.withinLimit(person, ask.id.subject, in: house, group: group, transaction)
        let key = try house.vault.key(of: ask.id.subject, in: group.id, heldBy: token, transaction)
        let details = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).details
        // Who named a safe way to be reached is reached by no number, also where they agreed to it before.
        if field == .phone, details.phone != nil, details.reachable.phone == nil { throw Problem.conflict("helping.problem.noPhone") }
        try Reveal.record(field, of: ask.id.subject, by: person, match: found.id, in: house, group: group.id, transaction)
        switch field {
        case .phone: return details.reachable.phone
        case .street: return details.place
        case .door: return details.doorDetail
        case .contact, .name, .proxy, .lookup, .repayment: throw Problem.missing()
        }
    }

    static func problem(_ staging: Staging) -> Problem? {
        switch staging {
        case .now: nil
        case .from: .conflict("helping.problem.early")
        case .afterWindow: .conflict("helping.problem.noWindow")
        case .dispatcherCalls: .conflict("helping.problem.noPhone")
        case .never: .missing()
        }
    }

    /// The rule of the day's limit. Opening the same neighbour's things again does not count.
    static func withinLimit(_ person: ID<Person>, _ subject: ID<Subject>, in house: House, group: Group, _ connection: any Connection) throws {
        let midnight = CalendarDay.start(of: CalendarDay.of(house.now, zone: group.timeZone), zone: group.timeZone)
        let known = try Reveal.of(subject, in: group.id, connection).contains { $0.person == person && $0.at >= midnight }
        guard !known, try Reveal.count(by: person, since: midnight, in: group.id, connection) >= Reveal.helperLimit else { return }
        throw Problem.conflict("helping.problem.limit")
    }
}
