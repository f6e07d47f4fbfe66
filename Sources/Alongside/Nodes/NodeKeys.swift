import Kernel
import Sealing
public import Storage

extension ChangeNotice.Topic {
    /// A node needs keys, or keys were handed over, or somebody joined or left.
    static let nodes = ChangeNotice.Topic(rawValue: "nodes")
}

/// Keeps the day keys of all nodes the same. It runs every minute on each node, at its start, and whenever another one tells that something changed; running it twice, or
/// on several nodes at once, does no more than once (docs/decisions/0008).
///
/// The database says which keys there are, by a proof each: the first node to make those of a new day has made them, and whoever made others drops them.
public struct NodeKeys: Sendable {
    /// The node was taken out: it has to end.
    public struct Removed: Error {
        public init() {}
    }

    /// Another program has taken the node's place since this one began, with a copy of the same folder: this one has to end.
    public struct Replaced: Error {
        public init() {}
    }

    private static let purpose = "alongside node handover"
    /// A clock further than this from the newest time that any node saw makes no keys and forgets none.
    private static let strangeTime = Span.days(1)

    let house: House
    let seat: NodeSeat

    /// Nil where the installation has one program only.
    public init?(_ house: House) {
        guard let seat = house.seat else { return nil }
        self.house = house
        self.seat = seat
    }

    private var keys: DayKeys { house.vault.dayKeys }
    var me: ID<Node> { seat.id }
    var now: Instant { house.now }
    var epoch: Int { keys.epoch }
    /// Past the guard of the clock: that a node runs, and which keys it has, is written also while its clock is behind.
    var database: any Database { (house.database as? ClockGuard)?.unguarded ?? house.database }

    /// Whether a notice is a reason to look.
    public static func concern(_ notice: ChangeNotice) -> Bool { notice.topic == .nodes || notice.topic == .everything }

    /// - Throws: `Removed` or `Replaced`; what the key file or the database throws.
    public func settle() async throws {
        // Whoever was taken out makes no key, and hears of it whatever else fails.
        try await database.read { try mustBeMember($0) }
        try await house.serverClock?.look()
        try await publish()
        try await takeIn()
        seat.renewRunKeyDaily(at: now)
        let (nodes, proofs, epochs) = try await database.read { connection in
            (try NodeStore.all(connection), try NodeKeyStore.proofs(connection), try NodeKeyStore.epochs(connection))
        }
        guard let mine = nodes.first(where: { $0.id == seat.id }) else { throw Removed() }
        try mustBeMine(mine)
        if let older = keys.olderEpoch, older <= epochs.ended {
            try keys.endEpoch()
            seat.renewRunKey(at: now)
        }
        let newest = Self.newestDay(keys, proofs, today: house.now.day)
        try await say(mine, newest)
        try await handOver(to: nodes, newest)
        house.vault.among(Self.among(nodes, proofs, me: seat.id, newest: newest, at: house.now, livingAt: house.serverNow))
        let lacks = proofs.contains { $0.epoch > keys.epoch } || Self.lastDay(proofs, keys.epoch).map { newest < $0 } ?? false
        if lacks, seat.mayAsk(at: house.now) { try await database.write { $0.announce(ChangeNotice(.nodes)) } }
    }

    /// The node ends in good order: nobody waits for it.
    public func leave() async throws {
        try await database.write { try NodeStore.stop(seat.id, at: house.now, $0) }
    }

    // MARK: Steps

    /// Makes the keys of the days to come. They are on disk before anybody hears of them, and used only when the database has them as the right ones. In the same moment
    /// every node that runs is handed them, so that the death of this one's disk leaves no day without its key.
    func publish() async throws {
        let (now, today) = (now, now.day)
        let (proofs, seen) = try await database.read { (try NodeKeyStore.proofs($0), try ClockStore.reading($0)?.newestSeen) }
        // A clock that is far from what the others saw makes keys of days that nobody comes to, and forgets those of today.
        if let seen, now - seen > Self.strangeTime || seen - now > Self.strangeTime { return }
        if house.serverClock?.isOff == true { return }
        let before = keys.proofs(from: today)
        try keys.extend(to: today + Node.ahead, from: today)
        let own = keys.proofs(from: today)
        seat.made(Set(own).subtracting(before))
        let (epoch, isUnfinished) = (keys.epoch, keys.olderEpoch != nil)
        let newest = proofs.map(\.epoch).max() ?? epoch
        // Who missed a burn publishes nothing: what it would make is of an epoch that is over.
        let lacking = own.filter { mine in
            (mine.epoch == newest || isUnfinished && mine.epoch > newest) && !proofs.contains { $0.epoch == mine.epoch && $0.day == mine.day }
        }
        if !lacking.isEmpty || proofs.contains(where: { $0.day < today }) {
            let others = lacking.isEmpty ? [] : try await database.read { try NodeStore.all($0) }.filter { isHandedKeys($0) }
            let sealed = try seal(for: others)
            try await database.write { transaction in
                try mustBeMember(transaction)
                for proof in lacking { try NodeKeyStore.publish(proof, transaction) }
                try NodeKeyStore.forgetDays(before: today, transaction)
                try insert(sealed, transaction)
            }
        }
        let right = try await database.read { try NodeKeyStore.proofs($0) }
        try keys.dropWrong(right, of: seat.madeUnpublished)
        seat.published(right)
    }

    /// Takes what others handed over to this run.
    private func takeIn() async throws {
        let waiting = try await database.read { try NodeKeyStore.all(for: seat.id, $0) }
        guard !waiting.isEmpty else { return }
        let right = try await database.read { try NodeKeyStore.proofs($0) }
        var (isNew, isOpened) = (false, false)
        for (giver, proof, sealed) in waiting {
            // Whoever can only write into the database has no proof; what was sealed to an earlier run does not open. Neither is of use.
            guard Digest.equal(proof, Self.proof(sealed, for: seat.id, by: giver, house.vault)),
                let handover = try? KeyHandover.open(sealed, by: seat.runKey, bound: seat.id.bytes)
            else { continue }
            isOpened = true
            if try keys.take(handover, right: right, from: house.now.day, through: house.now.day + Node.ahead + 1) { isNew = true }
        }
        try await database.write { try NodeKeyStore.removeAll(for: seat.id, $0) }
        // Whoever gets hold of this run's memory later opens nothing of what was handed over before.
        if isOpened { seat.renewRunKey(at: now) }
        // What did not open before may do so now.
        if isNew { house.lookups.dropAll() }
    }

    /// Writes down that this node runs, and up to which day it has keys.
    private func say(_ mine: Node, _ newest: Day) async throws {
        var row = seat.row(house.vault, at: house.now)
        row.newestDay = newest
        row.clockAhead = house.serverClock?.ahead
        guard
            mine.newestDay != newest || mine.epoch != row.epoch || mine.runKey != row.runKey || mine.isClockOff != row.isClockOff
                || house.now - mine.seenAt >= .seconds(30)
        else { return }
        let changed = mine.newestDay != newest || mine.epoch != row.epoch
        try await database.write { [row] transaction in
            // Somebody may be taking this node out at this moment.
            try mustBeMember(transaction)
            try NodeStore.save(row, transaction)
            if changed { transaction.announce(ChangeNotice(.nodes)) }
        }
    }

    /// Seals what this node has for every member that lacks it.
    private func handOver(to nodes: [Node], _ newest: Day) async throws {
        let epoch = keys.epoch
        let needy = nodes.filter { isHandedKeys($0) && ($0.epoch < epoch || $0.epoch == epoch && $0.newestDay < newest) }
        guard !needy.isEmpty else { return }
        // What lies there for the same run is not written again: each notice would wake all the others, who would do the same.
        let lying = try await database.read { try NodeKeyStore.waiting(by: seat.id, $0) }
        let lacking = needy.filter { node in
            !lying.contains(node.id) || seat.handed(to: node.id) != NodeSeat.Handed(runKey: node.runKey, epoch: epoch, newest: newest)
        }
        guard !lacking.isEmpty else { return }
        let sealed = try seal(for: lacking)
        try await database.write { try insert(sealed, $0) }
        for node in lacking { seat.hand(NodeSeat.Handed(runKey: node.runKey, epoch: epoch, newest: newest), to: node.id) }
    }

    /// Whether keys are sealed for a node: another one that runs and has proven its run key.
    private func isHandedKeys(_ node: Node) -> Bool {
        node.id != seat.id && node.isLiving(at: house.serverNow) && node.isProven(by: house.vault.folder.serverKey)
    }

    private struct Sealed: Sendable {
        let node: ID<Node>
        let bytes: [UInt8]
        let proof: [UInt8]
    }

    /// All keys from today on, for each of these nodes.
    private func seal(for nodes: [Node]) throws -> [Sealed] {
        try nodes.compactMap { node in
            guard let half = RunPublicHalf(bytes: node.runKey) else { return nil }
            let bytes = try KeyHandover.seal(daysOf: house.vault.folder, from: now.day, to: half, bound: node.id.bytes)
            return Sealed(node: node.id, bytes: bytes, proof: Self.proof(bytes, for: node.id, by: seat.id, house.vault))
        }
    }

    private func insert(_ sealed: [Sealed], _ transaction: any Transaction) throws {
        if sealed.isEmpty { return }
        for one in sealed { try NodeKeyStore.insert(one.bytes, proof: one.proof, for: one.node, by: seat.id, transaction) }
        transaction.announce(ChangeNotice(.nodes))
    }

    private func mustBeMember(_ connection: any Connection) throws { try mustBeMine(try NodeStore.with(id: seat.id, connection)) }

    /// Whoever was displaced must not write its row anew: it would take its place back, and the two would go on in turns.
    private func mustBeMine(_ node: Node?) throws {
        guard let node, node.state == .member else { throw Removed() }
        guard node.startedAt == seat.startedAt else { throw Replaced() }
    }

    static func proof(_ sealed: [UInt8], for node: ID<Node>, by giver: ID<Node>, _ vault: Vault) -> [UInt8] {
        vault.folder.serverKey.proof(of: node.bytes + giver.bytes + Digest.sha256(sealed), for: purpose)
    }

    // MARK: Rules

    /// The last day up to which every key of the current epoch is here, from today on; yesterday when today's is missing.
    static func newestDay(_ keys: DayKeys, _ right: Set<DayKeyProof>, today: Day) -> Day {
        let own = Set(keys.proofs(from: today)).intersection(right).filter { $0.epoch == keys.epoch }
        let days = Set(own.map(\.day))
        var day = today
        while days.contains(day) { day = day + 1 }
        return day - 1
    }

    static func lastDay(_ proofs: Set<DayKeyProof>, _ epoch: Int) -> Day? { proofs.filter { $0.epoch == epoch }.map(\.day).max() }

    /// Up to which day this node may seal, so that every living member can read it. One that is far behind holds nobody up; it says itself that it cannot read.
    static func among(_ nodes: [Node], _ proofs: Set<DayKeyProof>, me: ID<Node>, newest: Day, at now: Instant, livingAt serverNow: Instant)
        -> Vault.Among
    {
        let others = nodes.filter { $0.id != me && $0.isLiving(at: serverNow) && $0.newestDay >= now.day + Node.ahead / 2 }
        return Vault.Among(
            today: now.day, last: others.map(\.newestDay).reduce(newest, min), published: proofs.map(\.day).max() ?? now.day - 1
        )
    }
}
