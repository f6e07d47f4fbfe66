public import Kernel
public import Sealing
public import Storage

/// Invites somebody to take on roles: a link that works once, for a week. Whoever opens it says what they want to be called.
public struct InviteMember: Sendable {
    /// How long an invitation waits.
    public static let wait = Span.days(7)
    /// The roles that an invitation can give; helpers come by offering help.
    public static let roles: [Role] = [.organiser, .dispatcher, .intake, .treasurer]

    public let roles: Set<Role>
    /// Made of the form's one-time key, so that a double click makes one invitation.
    public let token: LinkToken

    public init(roles: Set<Role>, token: LinkToken) {
        self.roles = roles
        self.token = token
    }

    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        try actor.must(.invite)
        guard !roles.isEmpty, roles.isSubset(of: Self.roles) else { throw Problem.invalid("role", "members.problem.role") }
        if try LinkStore.with(hash: token.hash, in: group, transaction) != nil { return }
        try Self.begin(token, roles: roles, by: actor.person, in: house, group: group, transaction)
        let about = actor.person?.subject ?? group.named()
        try History.record(.invited, "person", about, by: actor, in: house, group: group, transaction)
    }

    /// The link itself.
    static func begin(
        _ token: LinkToken, roles: Set<Role>, by inviter: ID<Person>?, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        let link = PrivateLink(
            group: group, id: house.newID(), purpose: .invitation, person: nil, subject: inviter?.subject, match: nil, roles: roles,
            expiresAt: house.now + wait, usedAt: nil, endedAt: nil
        )
        try LinkStore.insert(link, hash: token.hash, at: house.now, transaction)
    }
}

extension LinkToken {
    /// The invitation for the second person of a group. It follows from the founder's session, so that their first page can show it until it is used,
    /// though the database holds only its hash.
    public static func first(of session: LinkToken, group: ID<Group>) -> LinkToken {
        LinkToken(onceKey: session.text, purpose: "first invitation", group: group.bytes)
    }
}
