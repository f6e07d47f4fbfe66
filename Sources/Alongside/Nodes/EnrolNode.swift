public import Kernel
import Sealing
public import Storage

/// A program that holds the keys takes its place among the nodes, at each start anew: with a new run key.
public struct EnrolNode: Sendable {
    public let id: ID<Node>
    /// As it would like to be called; a number follows where another node has the name.
    public let name: String

    public init(id: ID<Node>, name: String) {
        self.id = id
        self.name = name
    }

    /// - Throws: `NodeTrouble.gone` when it was taken out.
    public func run(_ database: any Database, _ vault: Vault, at now: Instant) async throws -> NodeSeat {
        let (id, name) = (id, name)
        return try await database.write { transaction in
            let all = try NodeStore.all(transaction)
            let known = all.first { $0.id == id }
            guard known?.state != .gone else { throw NodeTrouble.gone }
            let seat = NodeSeat(id: id, name: known?.name ?? Self.free(name, all), startedAt: now)
            try NodeStore.save(seat.row(vault, at: now), transaction)
            transaction.announce(ChangeNotice(.nodes))
            return seat
        }
    }

    /// `name`, or it with a number behind where another node has it.
    public static func free(_ name: String, _ all: [Node]) -> String {
        let taken = Set(all.filter { $0.state != .gone }.map(\.name))
        guard taken.contains(name) else { return name }
        return (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
    }
}
