public import Kernel
public import Storage
import Words

/// An organiser agrees that the group is taken elsewhere. With a second one, and their own passphrase, there is a code at once (`ShowReleaseCode`). Whoever is alone, or has been organiser for less than a week, waits for
/// a day of which everyone with a role is told: else one person could make themself a second one.
public struct ReleaseGroup: Sendable {
    private let isProven: Bool

    /// `isProven`: the person has just typed their passphrase (`ProveItIsYou`). Another organiser may make a link that signs in as somebody, and so may the machine; neither knows that.
    public init(isProven: Bool) { self.isProven = isProven }

    /// The release that there is already, when the same person has asked before and something can still come of it.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> GroupRelease {
        try actor.must(.release)
        guard let person = actor.person else { throw Problem(.forbidden, "problem.forbidden") }
        let mustWait = try !isProven || Self.mustWait(person, at: house.now, in: group.id, transaction)
        if let before = try GroupReleaseStore.pending(at: house.now, in: group.id, transaction).first(where: { $0.person == person }),
            before.isAnnounced || !mustWait
        {
            return before
        }
        let release = GroupRelease(
            id: house.newID(), person: person, askedAt: house.now, opensAt: house.now + (mustWait ? GroupRelease.wait : .seconds(0)))
        try GroupReleaseStore.insert(release, in: group.id, transaction)
        try History.record(.releaseAsked, "group", group.id.named(), by: actor, in: house, group: group.id, transaction)
        if mustWait { try tell(of: release, in: house, group: group, transaction) }
        return release
    }

    /// Whether a day has to pass of which everyone is told.
    public static func mustWait(_ person: ID<Person>, at now: Instant, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        let settled = try GroupReleaseStore.organisers(since: now - GroupRelease.settled, in: group, connection)
        return settled.count < 2 || !settled.contains(person)
    }

    /// What whoever looks after the machine types.
    public static func command(for group: Group) -> String {
        "alongside export --data DIR --group \(group.slug) --release CODE --release CODE --passphrase-file FILE --out FILE"
    }

    private func tell(of release: GroupRelease, in house: House, group: Group, _ transaction: any Transaction) throws {
        let asker = try PersonStore.with(id: release.person, in: house, group: group.id, transaction)?.card?.alias
        for member in try MemberStore.all(in: house, group: group.id, transaction) where member.person != release.person && member.card != nil {
            try Compose.toHelper(.groupRelease, member.person, in: house, group: group, transaction) { say in
                [
                    "who": .text(asker ?? say("message.someone")),
                    "time": .made(say.dayAndTime(release.opensAt, zone: group.timeZone, now: house.now)),
                ]
            }
        }
    }
}

/// Shows an organiser the code of their own release. Each showing makes a new one, and the one before is good for nothing.
public struct ShowReleaseCode: Sendable {
    public let release: ID<GroupRelease>
    public let code: ReleaseCode
    private let isProven: Bool

    /// `isProven` as for `ReleaseGroup`; it is not asked for a word of which everyone was told a day ago.
    public init(_ release: ID<GroupRelease>, code: ReleaseCode = .random(), isProven: Bool) {
        self.release = release
        self.code = code
        self.isProven = isProven
    }

    /// Until when it is good. Throws `.conflict` before the day is over, and once the release was stopped, used or has lapsed.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Instant {
        try actor.must(.release)
        guard let known = try GroupReleaseStore.with(id: release, in: group.id, transaction), known.person == actor.person else {
            throw Problem.missing()
        }
        guard isProven || known.isAnnounced else { throw Problem.invalid("passphrase", "problem.required") }
        switch known.standing(at: house.now) {
        case .open, .coded: break
        case .waiting: throw Problem.conflict("moving.problem.waiting")
        case .used, .stopped, .over: throw Problem.conflict("moving.problem.over")
        }
        let until = min(house.now + GroupRelease.codeLife, known.opensAt + GroupRelease.lapse)
        try GroupReleaseStore.setCode(code.hash, until: until, release, in: group.id, transaction)
        return until
    }
}

/// Anybody with a role says no.
public struct StopRelease: Sendable {
    public let release: ID<GroupRelease>

    public init(_ release: ID<GroupRelease>) { self.release = release }

    /// Nothing the second time. True when the file may be written already: then the word counts only if none comes of it. Throws `.conflict` when nobody asked for it.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Bool {
        try actor.must(.ownSessions)
        guard let known = try GroupReleaseStore.with(id: release, in: group.id, transaction) else {
            throw Problem.conflict("moving.problem.over")
        }
        if known.stoppedAt == nil {
            try GroupReleaseStore.stop(release, by: actor.person, at: house.now, in: group.id, transaction)
            try History.record(.releaseStopped, "group", group.id.named(), by: actor, in: house, group: group.id, transaction)
        }
        return known.usedAt != nil
    }
}

/// Takes the codes with which a group may be written to a file, each once.
public struct SpendReleases: Sendable {
    /// Why the codes do not do.
    public enum Fault: Error, Hashable, Sendable {
        /// None of this group, or good no more.
        case code(Int)
        /// Both are of the same person.
        case samePerson
        /// There are two organisers, and one code.
        case needsTwo
        /// One who is alone, or new: everyone has to be told first, and a day to pass.
        case notAnnounced
        /// The person is no organiser any more.
        case noOrganiser(Int)
    }

    public let codes: [ReleaseCode]

    public init(_ codes: [ReleaseCode]) { self.codes = codes }

    /// The releases that are spent now. `giveBack` makes them good again when no file came of it.
    public func run(_ transaction: any Transaction, in house: House, group: Group) throws -> [ID<GroupRelease>] {
        let organisers = try PersonStore.holding(.organiser, in: group.id, transaction)
        var spent: [GroupRelease] = []
        for (index, code) in codes.enumerated() {
            guard let release = try GroupReleaseStore.coded(code.hash, in: group.id, transaction), case .coded = release.standing(at: house.now)
            else {
                throw Fault.code(index + 1)
            }
            guard organisers.contains(release.person) else { throw Fault.noOrganiser(index + 1) }
            guard !spent.contains(where: { $0.person == release.person }) else { throw Fault.samePerson }
            spent.append(release)
        }
        guard spent.count >= min(2, organisers.count) else { throw Fault.needsTwo }
        let isSudden = try spent.count < 2 || spent.contains { try ReleaseGroup.mustWait($0.person, at: house.now, in: group.id, transaction) }
        if isSudden, !spent.allSatisfy(\.isAnnounced) { throw Fault.notAnnounced }
        for release in spent { try GroupReleaseStore.setUsed(at: house.now, release.id, in: group.id, transaction) }
        return spent.map(\.id)
    }

    /// The file is there.
    public static func note(in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        try History.record(.movedOut, "group", group.named(), by: .command, in: house, group: group, transaction)
    }

    public static func giveBack(_ releases: [ID<GroupRelease>], in group: ID<Group>, _ transaction: any Transaction) throws {
        for id in releases { try GroupReleaseStore.setUsed(at: nil, id, in: group, transaction) }
    }
}
