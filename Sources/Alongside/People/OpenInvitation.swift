public import Kernel

/// An invitation that nobody has used yet.
public struct OpenInvitation: Sendable {
    public let id: ID<PrivateLink>
    public let roles: Set<Role>
    public let madeAt: Instant
    public let expiresAt: Instant
}
