import Kernel
import Storage

/// Takes a node out: no more keys are handed to it, and it ends. Those that it has stay with it until a burn.
public struct RemoveNode: Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }

    /// - Throws: `NodeTrouble.unknownName`; `.itself` for the node that the command runs on.
    public func run(in house: House) async throws {
        let (name, now) = (name, house.now)
        let mine = house.seat?.id
        try await house.database.write { transaction in
            guard let node = try NodeStore.all(transaction).first(where: { $0.name == name && $0.state != .gone }) else {
                throw NodeTrouble.unknownName
            }
            guard node.id != mine else { throw NodeTrouble.itself }
            if node.state == .asked {
                try NodeStore.remove(node.id, transaction)
            } else {
                try NodeStore.set(.gone, of: node.id, transaction)
                try NodeStore.stop(node.id, at: now, transaction)
                try NodeKeyStore.removeAll(for: node.id, transaction)
            }
            transaction.announce(ChangeNotice(.nodes))
        }
    }
}
