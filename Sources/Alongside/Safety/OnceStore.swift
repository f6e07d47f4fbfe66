public import Kernel
public import Storage

/// The SQL of one-time keys; rows are dropped after two days.
public enum Once {
    /// What the form answered before, if it was sent before.
    public static func result(of key: OnceKey, in group: ID<Group>, _ connection: any Connection) throws -> String? {
        try connection.first("SELECT result FROM once WHERE group_id = $1 AND key_hash = $2", [group.stored, .bytes(key.hash)]) { $0.text(0) }
    }

    /// Remembers the answer. The primary key makes the second of two at once fail, which then reads the first one's answer. No secret goes in here.
    public static func remember(_ result: String, of key: OnceKey, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO once (group_id, key_hash, at, result) VALUES ($1, $2, $3, $4)",
            [group.stored, .bytes(key.hash), now.stored, .text(result)]
        )
    }

    /// Runs `work` unless this form was sent before; then gives the answer of that time.
    public static func run(_ key: OnceKey, in group: ID<Group>, at now: Instant, _ transaction: any Transaction, _ work: () throws -> String) throws
        -> String
    {
        if let before = try result(of: key, in: group, transaction) { return before }
        let result = try work()
        try remember(result, of: key, in: group, at: now, transaction)
        return result
    }
}
