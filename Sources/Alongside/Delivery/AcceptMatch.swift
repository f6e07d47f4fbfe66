import Engine
public import Kernel
public import Sealing
public import Storage
import Words

/// "Yes, I can": the ask is theirs, everybody else who was asked is told kindly, and the asker hears who comes.
public struct AcceptMatch: Sendable {
    public let match: ID<Match>
    public let window: VisitWindow?
    /// The token of the task's own link, which from now on reads the ask.
    public let token: LinkToken?
    /// A dispatcher has asked somebody who is at their weekly limit (requirement 4.20).
    public let askedFirst: Bool

    /// - Parameters:
    ///   - window: when they come; may be left open by somebody who helps from home, or on the phone with a dispatcher.
    ///   - askedFirst: only for dispatchers: without it nobody is put beyond the limit they set themself.
    public init(_ match: ID<Match>, window: VisitWindow?, token: LinkToken? = nil, askedFirst: Bool = false) {
        self.match = match
        self.window = window
        self.token = token
        self.askedFirst = askedFirst
    }

    /// The helper, or a dispatcher for them. Pressing twice is once. Of two helpers at the same time one wins: the database has room for one.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        if found.state.isPromise { return }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        let all = try MatchStore.present(of: ask, in: group.id, transaction)
        if let problem = Self.problem(found, ask, all) { throw problem }
        found.companion = try companion(found, ask, in: house, group: group, by: actor, transaction)
        try mayBeyondLimit(found, in: house, group: group, by: actor, transaction)

        // The others first: there is room for one winner. Who stands further down in the order knows of nothing and stays there: they are asked if this
        // promise is handed back.
        for other in all where other.id != found.id && other.state != .planned { try takeBack(other, in: house, group: group, transaction) }
        try MatchStore.apply(.accept, to: &found, at: house.now)
        found.acceptedAt = house.now
        found.toldAt = found.toldAt ?? house.now
        found.holdUntil = nil
        found.windowFrom = window?.from
        found.windowTo = window?.to
        try save(found, in: group.id, transaction)
        // Somebody whose hold ran out may still say yes: then the ask stood open again.
        if ask.state == .open { try AskStore.apply(.propose, to: &ask, at: house.now) }
        try AskStore.apply(.accept, to: &ask, at: house.now)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        try admit(found, in: group.id, house: house, transaction)
        try TaskHolder.isHere(found.helper, in: house, group: group, transaction)
        try History.record(.accepted, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)

        try ToldAbout.reached(found.id, by: actor, in: house, group: group, transaction)
        try MessageStore.cancelWaiting(match: found.id, in: group.id, transaction)
        try HelperFound.tell(found, of: ask, in: house, group: group, transaction)
        try GoingAlong.tell(found, of: ask, in: house, group: group, transaction)
    }

    /// The rule: what stands in the way.
    static func problem(_ match: Match, _ ask: Ask, _ all: [Match]) -> Problem? {
        if all.contains(where: { $0.id != match.id && ($0.state.isPromise || $0.state == .done) }) { return .conflict("helping.taken") }
        if ask.state == .closed || ask.state == .done || match.state == .cancelled || match.occasion != ask.occasion {
            return .conflict("helping.gone")
        }
        return match.state.after(.accept) == nil ? .conflict("problem.match.state") : nil
    }

    /// The rule: what held when they were asked must hold still, except for what they said of themself and think better of now. Gives who goes along.
    private func companion(_ match: Match, _ ask: Ask, in house: House, group: Group, by actor: Actor, _ connection: any Connection) throws
        -> ID<Person>?
    {
        let standing = try MatchStanding.of(match, for: ask, waived: Exclusion.theirOwn, in: house, group: group, connection)
        guard let exclusion = standing.exclusion else { return standing.companion }
        if case .link = actor { throw Problem.conflict(exclusion.refusal) }
        throw Problem.conflict(exclusion.problem)
    }

    /// Who answers for themself decides; for somebody else a dispatcher asks first (requirement 4.20).
    private func mayBeyondLimit(_ match: Match, in house: House, group: Group, by actor: Actor, _ connection: any Connection) throws {
        if case .link = actor { return }
        guard !askedFirst, try WeeklyLoad.of(match.helper, in: group, at: house.now, connection).isBeyond else { return }
        throw Problem.conflict("helping.problem.askFirst")
    }

    private func save(_ match: Match, in group: ID<Group>, _ transaction: any Transaction) throws {
        do {
            try MatchStore.update(match, in: group, transaction)
        } catch StorageFault.constraint {
            throw Problem.conflict("helping.taken")
        }
    }

    private func takeBack(_ other: Match, in house: House, group: Group, _ transaction: any Transaction) throws {
        var other = other
        let wasTold = other.toldAt != nil && other.state == .proposed
        guard other.state.after(.cancel) != nil else { return }
        try MatchStore.apply(.cancel, to: &other, at: house.now)
        try MatchStore.update(other, in: group.id, transaction)
        try TaskOver.close(other, in: group.id, house: house, transaction)
        if wasTold {
            try Compose.toHelper(.offerTakenBack, other.helper, match: other.id, variant: "taken", in: house, group: group, transaction)
        }
    }

    private func admit(_ match: Match, in group: ID<Group>, house: House, _ transaction: any Transaction) throws {
        guard let token, let link = try LinkStore.with(hash: token.hash, in: group, transaction), link.match == match.id else { return }
        try house.vault.admit(link.id, token.key, to: match.ask.subject, in: group, transaction)
    }
}

/// Tells the asker who comes and when.
enum HelperFound {
    static func tell(_ match: Match, of ask: Ask, in house: House, group: Group, _ transaction: any Transaction) throws {
        let helper = try PersonStore.with(id: match.helper, in: house, group: group.id, transaction)?.card?.firstName
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let face = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).face
        try Compose.toAsker(
            .helperFound, ask, match: match.id, variant: match.windowFrom == nil ? "open" : nil, urgent: ask.urgency == .today, in: house,
            group: group, transaction
        ) { say in
            var words: [String: Argument] = [
                "helper": .text(helper ?? say("message.someone")), "word": .text(face.codeWord),
            ]
            if let from = match.windowFrom, let to = match.windowTo {
                words["day"] = .made(say.date(from, zone: group.timeZone))
                words["from"] = .made(say.time(from, zone: group.timeZone))
                words["to"] = .made(say.time(to, zone: group.timeZone))
            }
            return words
        }
    }
}

/// How much somebody has this week, against the limit they set (requirement 4.20).
public struct WeeklyLoad: Hashable, Sendable {
    /// What they promised this week and what they are being asked right now.
    public let tasks: Int
    public let limit: Int

    /// Whether what they are being asked now is more than they wanted.
    public var isBeyond: Bool { tasks > limit }

    public static func of(_ helper: ID<Person>, in group: Group, at now: Instant, _ connection: any Connection) throws -> WeeklyLoad {
        WeeklyLoad(
            tasks: try HelperStore.taskCount(of: helper, since: group.weekStart(at: now), in: group.id, connection),
            limit: try HelperStore.existing(helper, in: group.id, connection).weeklyLimit
        )
    }
}
