public import Kernel
public import Sealing
public import Storage

/// A link that signs somebody in on another device, or after they lost their passphrase: once, and for a quarter of an hour.
public struct MakeSignInLink: Sendable {
    public static let wait = Span.minutes(15)

    public let person: ID<Person>
    public let token: LinkToken

    public init(for person: ID<Person>, token: LinkToken) {
        self.person = person
        self.token = token
    }

    /// For oneself, or by whoever may invite. Only for people with a role at the desk.
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        if actor.person != person { try actor.must(.invite) }
        let roles = try PersonStore.roles(of: person, in: group, transaction)
        guard roles.contains(where: { $0.abilities.contains(.ownSessions) }) else { throw Problem.missing("members.problem.noRole") }
        if try LinkStore.with(hash: token.hash, in: group, transaction) != nil { return }
        let link = PrivateLink(
            group: group, id: house.newID(), purpose: .signIn, person: person, subject: person.subject, match: nil, roles: [],
            expiresAt: house.now + Self.wait, usedAt: nil, endedAt: nil
        )
        try LinkStore.insert(link, hash: token.hash, at: house.now, transaction)
        try History.record(.linkReplaced, "person", person.subject, by: actor, in: house, group: group, transaction)
    }
}

/// Uses such a link.
public struct SignInByLink: Sendable {
    public let link: LinkToken
    public let session: LinkToken

    public init(_ link: LinkToken, session: LinkToken) {
        self.link = link
        self.session = session
    }

    /// Throws `.conflict` when it was used already; the same form sent twice signs in to the same session.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>) throws -> ID<Person> {
        guard let found = try LinkStore.with(hash: link.hash, in: id, transaction), found.purpose == .signIn, found.isOpen(at: house.now),
            let person = found.person
        else { throw Problem.missing("problem.link.ended") }
        if let held = try SessionStore.with(hash: session.hash, at: house.now, in: id, transaction) { return held.person }
        guard try LinkStore.use(found.id, in: id, at: house.now, transaction) else { throw Problem.conflict("members.problem.used") }
        try BeginSession(of: person, token: session).run(transaction, in: house, group: id)
        return person
    }
}
