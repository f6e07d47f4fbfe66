public import Kernel
public import Sealing
import Synchronization

/// This program as one of the nodes of an installation: who it is for the others, and its run key, which is in memory alone and often a new one.
public final class NodeSeat: Sendable {
    static let purpose = "alongside node"

    public let id: ID<Node>
    public let name: String
    let startedAt: Instant
    private let run: Mutex<(key: RunKey, day: Day)>
    private let askedForKeys = Mutex<Instant?>(nil)
    private let unpublished = Mutex<Set<DayKeyProof>>([])
    private let handed = Mutex<[ID<Node>: Handed]>([:])

    /// What was handed over to a node last.
    struct Handed: Sendable, Hashable {
        let runKey: [UInt8]
        let epoch: Int
        let newest: Day
    }

    public init(id: ID<Node>, name: String, startedAt: Instant) {
        self.id = id
        self.name = name
        self.startedAt = startedAt
        run = Mutex((RunKey(), startedAt.day))
    }

    /// To which keys are sealed now.
    public var runKey: RunKey { run.withLock { $0.key } }

    /// What was sealed to the one before opens no more.
    func renewRunKey(at now: Instant) { run.withLock { $0 = (RunKey(), now.day) } }

    /// Once a day, whatever happens.
    func renewRunKeyDaily(at now: Instant) {
        run.withLock { run in
            if run.day != now.day { run = (RunKey(), now.day) }
        }
    }

    /// Keys that this program has made and has not seen published: nothing was ever sealed to them.
    var madeUnpublished: Set<DayKeyProof> { unpublished.withLock { $0 } }

    func made(_ proofs: Set<DayKeyProof>) { unpublished.withLock { $0.formUnion(proofs) } }

    /// Forgets of them what is decided: the right ones, and those of days of which another one is right.
    func published(_ right: Set<DayKeyProof>) {
        unpublished.withLock { made in made = made.filter { mine in !right.contains { $0.epoch == mine.epoch && $0.day == mine.day } } }
    }

    func handed(to node: ID<Node>) -> Handed? { handed.withLock { $0[node] } }

    func hand(_ what: Handed, to node: ID<Node>) { handed.withLock { $0[node] = what } }

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
