public import Kernel
public import Sealing
public import Storage

extension Vault {
    /// The key of a subject for whoever holds a private link: by the link's own key where that was admitted, which works though the group's key is
    /// locked (DESIGN section 4); else as the group reads it.
    public func key(of subject: ID<Subject>, in group: ID<Group>, heldBy token: LinkToken?, _ connection: any Connection) throws -> SealingKey {
        guard let token, let link = try LinkStore.with(hash: token.hash, in: group, connection) else {
            return try key(of: subject, in: group, connection)
        }
        do {
            return try key(of: subject, in: group, by: link.id, token.key, connection)
        } catch let problem as Problem where problem.kind == .missing {
            return try key(of: subject, in: group, connection)
        }
    }
}
