public import Kernel
public import Sealing
public import Storage

/// The SQL of the first steps.
public enum FirstStepsStore {
    public static func load(of group: ID<Group>, session: LinkToken?, in house: House, _ connection: any Connection) throws -> FirstSteps {
        var invitation: LinkToken?
        if let session {
            let token = LinkToken.first(of: session, group: group)
            if let link = try LinkStore.with(hash: token.hash, in: group, connection), link.usedAt == nil, link.isOpen(at: house.now) {
                invitation = token
            }
        }
        return FirstSteps(
            people: try MemberStore.deskCount(in: group, connection),
            hasAsk: try connection.exists("SELECT 1 FROM ask WHERE group_id = $1 LIMIT 1", [group.stored]),
            hasZone: try connection.exists("SELECT 1 FROM zone WHERE group_id = $1 AND removed_at IS NULL LIMIT 1", [group.stored]),
            hasMoney: try connection.exists(
                "SELECT 1 FROM ledger_entry WHERE group_id = $1 GROUP BY pot_id HAVING sum(amount_minor) > 0 LIMIT 1", [group.stored]
            ),
            recovery: try RecoveryStanding.of(group, in: house, connection), isCodeBeside: house.hasCodeBeside, invitation: invitation
        )
    }
}
