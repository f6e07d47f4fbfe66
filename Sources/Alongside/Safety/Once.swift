public import Kernel
public import Storage

/// Does the work of a form once, however often the form is sent.
public enum Once {
    /// What the form answered before, if it was sent before.
    public static func result(of key: OnceKey, in group: ID<Group>, _ connection: any Connection) throws -> String? {
        try OnceStore.result(of: key, in: group, connection)
    }

    /// Remembers the answer. The second of two at once fails here, and then reads the first one's answer. No secret goes in here.
    public static func remember(_ result: String, of key: OnceKey, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws {
        try OnceStore.insert(result, of: key, in: group, at: now, transaction)
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
