import Kernel
import Storage

/// The SQL of one-time keys; rows are dropped after two days.
enum OnceStore {
    static func result(of key: OnceKey, in group: ID<Group>, _ connection: any Connection) throws -> String? {
        try connection.first("SELECT result FROM once WHERE group_id = $1 AND key_hash = $2", [group.stored, .bytes(key.hash)]) { $0.text(0) }
    }

    /// The primary key makes the second of two at once fail.
    static func insert(_ result: String, of key: OnceKey, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO once (group_id, key_hash, at, result) VALUES ($1, $2, $3, $4)",
            [group.stored, .bytes(key.hash), now.stored, .text(result)]
        )
    }
}
