public import Kernel

/// An address that lets its holder in without an account. The database stores only the hash of its token; the token also holds the key that opens
/// the link's own subject, and nothing else.
public struct PrivateLink: Sendable {
    public enum Purpose: String, Sendable, CaseIterable {
        /// Follow, change, withdraw, thank: the page of one ask, or of one offer.
        case asker
        /// A helper's own page: my promises, my limits, a breather.
        case helper
        /// One offer to one helper.
        case match
        /// Becoming a member with roles; once.
        case invitation
        /// Signing in on another device; once.
        case signIn = "sign_in"
        /// The first organiser of a group; once.
        case setUp = "set_up"
    }

    public let group: ID<Group>
    public let id: ID<PrivateLink>
    public let purpose: Purpose
    public let person: ID<Person>?
    public let subject: ID<Subject>?
    public let match: ID<Match>?
    public let roles: Set<Role>
    public let expiresAt: Instant?
    public let usedAt: Instant?
    public let endedAt: Instant?

    /// Whether it still lets somebody in.
    public func isOpen(at now: Instant) -> Bool {
        endedAt == nil && (expiresAt.map { now < $0 } ?? true)
    }

    public init(
        group: ID<Group>, id: ID<PrivateLink>, purpose: Purpose, person: ID<Person>? = nil, subject: ID<Subject>? = nil,
        match: ID<Match>? =
            nil, roles: Set<Role>, expiresAt: Instant? = nil, usedAt: Instant? = nil, endedAt: Instant? = nil
    ) {
        self.group = group
        self.id = id
        self.purpose = purpose
        self.person = person
        self.subject = subject
        self.match = match
        self.roles = roles
        self.expiresAt = expiresAt
        self.usedAt = usedAt
        self.endedAt = endedAt
    }
}
