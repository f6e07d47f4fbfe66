import Kernel
import Storage

/// The SQL of the groups' own keys.
enum GroupKeyStore {
    static func insert(_ wrapped: [UInt8], of group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO group_key (group_id, generation, mode, wrapped) VALUES ($1, 1, 'unattended', $2)",
            [group.stored, .bytes(wrapped)]
        )
    }

    static func newest(of group: ID<Group>, _ connection: any Connection) throws -> [UInt8]? {
        try connection.first(
            "SELECT wrapped FROM group_key WHERE group_id = $1 ORDER BY generation DESC LIMIT 1",
            [group.stored]
        ) { $0.bytes(0) }
    }
}
