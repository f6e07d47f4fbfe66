import Kernel
import Sealing
import Storage

/// Takes a node out: no more keys are handed to it, what it has under way is not carried through, and it ends. Those that it has stay with it until a burn.
public struct RemoveNode: Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }

    /// - Throws: `NodeTrouble.unknownName`; `.itself` for the node that the command runs on.
    public func run(in house: House) async throws {
        let (name, now) = (name, house.now)
        let mine = house.seat?.id
        let again = try await daysMadeAgain(in: house)
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
                if !node.isLiving(at: house.serverNow) { for proof in again { try NodeKeyStore.replace(proof, transaction) } }
            }
            transaction.announce(ChangeNotice(.nodes))
        }
    }

    /// Keys of days that only the dead node had. They are on disk here before they become the right ones.
    private func daysMadeAgain(in house: House) async throws -> [DayKeyProof] {
        let (name, serverNow) = (name, house.serverNow)
        let isDead = try await house.database.read { try NodeStore.all($0) }.contains {
            $0.name == name && $0.state == .member && !$0.isLiving(at: serverNow)
        }
        guard isDead, let keys = NodeKeys(house) else { return [] }
        do {
            // What others have handed over is nobody's loss.
            try await keys.settle()
        } catch is NodeKeys.Removed {
            throw NodeTrouble.gone
        }
        return try await keys.makeAgain(whatOnlyHad: name)
    }
}
