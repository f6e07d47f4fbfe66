import Kernel
import Sealing
import Storage

/// Somebody says on a member that a node which waits may have the keys. Whoever can type a command on a member's machine holds its keys already.
public struct AddNode: Sendable {
    public let code: NodeCode

    public init(_ code: NodeCode) { self.code = code }

    /// Answers the node's name.
    ///
    /// - Throws: `NodeTrouble.unknownCode` when nobody who waits has this code.
    public func run(in house: House) async throws -> String {
        guard let seat = house.seat else { throw NodeTrouble.alone }
        let asked = try await house.database.read { try NodeStore.all($0) }.filter { node in
            node.state == .asked && Digest.equal(NodeCode.fingerprint(of: node.runKey), code.fingerprint)
        }
        guard let node = asked.first, asked.count == 1, let half = RunPublicHalf(bytes: node.runKey) else {
            throw NodeTrouble.unknownCode
        }
        let sealed = try KeyHandover.seal(wholeOf: house.vault.folder, word: code.word, to: half, bound: node.id.bytes)
        let proof = NodeKeys.proof(sealed, for: node.id, by: seat.id, house.vault)
        try await house.database.write { transaction in
            try NodeKeyStore.insert(sealed, proof: proof, for: node.id, by: seat.id, transaction)
            transaction.announce(ChangeNotice(.nodes))
        }
        return node.name
    }
}
