/// Where an installation lies: the data folder, and beside it, never inside it, the folder of its keys.
public struct DataFolder: Sendable {
    public let path: String
    public let keys: String

    /// `keys` moves the folder of keys away from `PATH.keys`.
    public init(_ path: String, keys: String? = nil) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = trimmed
        self.keys = keys ?? trimmed + ".keys"
    }

    public var database: String { path + "/alongside.sqlite" }
    /// Where the data lies when it is not in that file: one line, the address of a PostgreSQL server.
    public var databaseAddress: String { path + "/database-address" }
    /// One line, the address that leads past a pooler before that server, where there is one.
    public var directAddress: String { path + "/database-direct-address" }
    /// One line, the address of a replica of that server, where there is one.
    public var replicaAddress: String { path + "/database-replica-address" }
    /// Which node of the installation this is, where its data is on a server.
    public var node: String { path + "/node" }
    /// The owner-only socket through which other commands reach a served folder.
    public var socket: String { path + "/alongside.socket" }
}
