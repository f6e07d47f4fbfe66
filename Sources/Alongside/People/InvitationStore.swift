public import Kernel
public import Storage

/// The SQL of invitations that still wait.
public enum InvitationStore {
    /// Newest first. Their addresses cannot be shown again: only a hash is kept.
    public static func waiting(in group: ID<Group>, at now: Instant, _ connection: any Connection) throws -> [OpenInvitation] {
        try connection.all(
            """
            SELECT link_id, roles, made_at, expires_at
            FROM link
            WHERE group_id = $1 AND purpose = 'invitation' AND used_at IS NULL AND ended_at IS NULL AND expires_at > $2
            ORDER BY made_at DESC
            LIMIT 100
            """,
            [group.stored, now.stored]
        ) { row in
            OpenInvitation(
                id: try row.id(0), roles: Set((row.textIfAny(1) ?? "").split(separator: " ").compactMap { Role(rawValue: String($0)) }),
                madeAt: row.instant(2), expiresAt: row.instant(3)
            )
        }
    }

    /// Takes an invitation back; a link of another kind is not touched.
    public static func withdraw(_ link: ID<PrivateLink>, in house: House, group: ID<Group>, by actor: Actor, _ transaction: any Transaction) throws {
        try actor.must(.invite)
        let changed = try transaction.execute(
            """
            UPDATE link SET ended_at = $1
            WHERE group_id = $2 AND link_id = $3 AND purpose = 'invitation' AND used_at IS NULL AND ended_at IS NULL
            """,
            [house.now.stored, group.stored, link.stored]
        )
        guard changed == 1 else { throw Problem.missing() }
        try History.record(.linkReplaced, "link", link.named(), by: actor, in: house, group: group, transaction)
    }
}
