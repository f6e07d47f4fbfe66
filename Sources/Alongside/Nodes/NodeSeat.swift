public import Kernel
public import Sealing
import Synchronization

/// This program as one of the nodes of an installation: who it is for the others, and its run key, which is in memory alone.
public final class NodeSeat: Sendable {
    static let purpose = "alongside node"

    public let id: ID<Node>
    public let name: String
    public let runKey = RunKey()
    let startedAt: Instant
    private let askedForKeys = Mutex<Instant?>(nil)

    public init(id: ID<Node>, name: String, startedAt: Instant) {
        self.id = id
        self.name = name
        self.startedAt = startedAt
    }

    /// Its row as a member.
    func row(_ vault: Vault, at now: Instant) -> Node {
        let half = runKey.publicHalf.bytes
        let proof = vault.folder.serverKey.proof(of: Node.signed(id, runKey: half, startedAt: startedAt), for: Self.purpose)
        return Node(
            id: id, name: name, state: .member, runKey: half, proof: proof, startedAt: startedAt, seenAt: now, stoppedAt: nil,
            newestDay: now.day - 1, epoch: vault.dayKeys.epoch
        )
    }

    /// Whether it is time to ask the others for keys: at most every ten seconds.
    func mayAsk(at now: Instant) -> Bool {
        askedForKeys.withLock { asked in
            if let last = asked, now >= last, now - last < .seconds(10) { return false }
            asked = now
            return true
        }
    }
}
