public import Kernel
public import Sealing
public import Storage

/// How far a new group has come (requirement 1.4): what its first page lists as done and as still to do.
public struct FirstSteps: Sendable {
    /// People who can do something at the desk.
    public let people: Int
    public let hasAsk: Bool
    public let hasZone: Bool
    /// The invitation that was made with the group and waits for the second person, when it is the founder's own session that asks.
    public let invitation: LinkToken?

    /// Two people and a first ask: from then on the list is out of the way.
    public var isDone: Bool { people >= 2 && hasAsk }
}

/// The SQL of it.
public enum FirstStepsStore {
    public static func load(of group: ID<Group>, session: LinkToken?, at now: Instant, _ connection: any Connection) throws -> FirstSteps {
        var invitation: LinkToken?
        if let session {
            let token = LinkToken.first(of: session, group: group)
            if let link = try LinkStore.with(hash: token.hash, in: group, connection), link.usedAt == nil, link.isOpen(at: now) { invitation = token }
        }
        return FirstSteps(
            people: try MemberStore.deskCount(in: group, connection),
            hasAsk: try connection.exists("SELECT 1 FROM ask WHERE group_id = $1 LIMIT 1", [group.stored]),
            hasZone: try connection.exists("SELECT 1 FROM zone WHERE group_id = $1 AND removed_at IS NULL LIMIT 1", [group.stored]),
            invitation: invitation
        )
    }
}
