import Kernel
import Storage

/// The SQL of the count that tells one state of a group's people from another.
enum LookupStore {
    /// How often a card was written or forgotten, as this connection sees it.
    static func version(of group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT people_version FROM aid_group WHERE group_id = $1", [group.stored]) ?? 0
    }

    /// One more; answers with the new count.
    static func raise(_ group: ID<Group>, _ transaction: any Transaction) throws -> Int {
        try transaction.execute("UPDATE aid_group SET people_version = people_version + 1 WHERE group_id = $1", [group.stored])
        return try version(of: group, transaction)
    }
}
