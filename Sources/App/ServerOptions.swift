import Foundation

/// What is said of a PostgreSQL server beside its address. The folder keeps the addresses, for its owner's eyes only; the database itself knows its partitions.
public struct ServerOptions: Equatable, Sendable {
    /// Into how many partitions the tables of groups are cut where an installation begins; nil for as they are, which is whole in a new one.
    public var partitions: Int?
    /// An address that leads to the same database past a pooler.
    public var direct: String?
    /// A streaming replica, from which pages for everybody are read.
    public var replica: String?

    /// The word that takes a kept address away.
    static let none = "none"

    public init(partitions: Int? = nil, direct: String? = nil, replica: String? = nil) {
        self.partitions = partitions
        self.direct = direct
        self.replica = replica
    }

    /// What is said now, and what the folder keeps from before where nothing is said.
    func settled(in folder: DataFolder, for place: DatabasePlace) throws -> ServerOptions {
        guard case .server = place else {
            guard self == ServerOptions() else { throw Refusal("--partitions, --database-direct and --replica are for data on a PostgreSQL server.") }
            return self
        }
        var settled = self
        settled.direct = try Self.settled(direct, keptAt: folder.directAddress)
        settled.replica = try Self.settled(replica, keptAt: folder.replicaAddress)
        return settled
    }

    func keep(in folder: DataFolder) throws {
        try Self.keep(direct, at: folder.directAddress)
        try Self.keep(replica, at: folder.replicaAddress)
    }

    private static func settled(_ said: String?, keptAt path: String) throws -> String? {
        if said == none { return nil }
        return try (said ?? kept(at: path)).map { try DatabasePlace.checked($0) }
    }

    private static func kept(at path: String) throws -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func keep(_ address: String?, at path: String) throws {
        if try kept(at: path) == address { return }
        if let address { return try OwnerOnly.write(Array((address + "\n").utf8), to: path) }
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
}
