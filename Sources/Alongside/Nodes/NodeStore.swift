public import Kernel
import Sealing
public import Storage

/// The SQL of nodes. They belong to the installation, whose group is sixteen zero bytes, and so do the days that have a key.
public enum NodeStore {
    private static let columns = "node_id, name, state, run_key, proof, started_at, seen_at, stopped_at, newest_day, epoch, clock_ahead"
    private static let own = InstallationStore.id.stored

    public static func all(_ connection: any Connection) throws -> [Node] {
        try connection.all("SELECT \(columns) FROM node WHERE group_id = $1 ORDER BY name, node_id", [own], read)
    }

    public static func with(id: ID<Node>, _ connection: any Connection) throws -> Node? {
        try connection.first("SELECT \(columns) FROM node WHERE group_id = $1 AND node_id = $2", [own, id.stored], read)
    }

    /// Writes a node as it is now.
    static func save(_ node: Node, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO node (group_id, \(columns))
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (group_id, node_id) DO UPDATE
            SET name = excluded.name, state = excluded.state, run_key = excluded.run_key, proof = excluded.proof, started_at = excluded.started_at,
                seen_at = excluded.seen_at, stopped_at = excluded.stopped_at, newest_day = excluded.newest_day, epoch = excluded.epoch,
                clock_ahead = excluded.clock_ahead
            """,
            [
                own, node.id.stored, .text(node.name), Value(node.state.rawValue), .bytes(node.runKey), .bytes(node.proof), node.startedAt.stored,
                node.seenAt.stored, Value(node.stoppedAt), node.newestDay.stored, node.epoch.stored,
                Value(node.clockAhead?.milliseconds),
            ]
        )
    }

    /// What a node's writes need: that it is a member, and that no other program has taken its place since it began.
    public static func place(of seat: NodeSeat) -> Fence {
        Fence(
            table: "node",
            [
                .init("group_id", own), .init("node_id", seat.id.stored), .init("state", Value(Node.State.member.rawValue)),
                .init("started_at", seat.startedAt.stored),
            ]
        )
    }

    static func set(_ state: Node.State, of id: ID<Node>, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE node SET state = $1 WHERE group_id = $2 AND node_id = $3", [Value(state.rawValue), own, id.stored])
    }

    static func stop(_ id: ID<Node>, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE node SET stopped_at = $1 WHERE group_id = $2 AND node_id = $3", [now.stored, own, id.stored])
    }

    /// How often this node has looked whether the data went back; nil when there is no such node.
    static func mark(of id: ID<Node>, _ connection: any Connection) throws -> Int? {
        try connection.number("SELECT mark FROM node WHERE group_id = $1 AND node_id = $2", [own, id.stored])
    }

    /// Raises it by one, and above `least`.
    static func raiseMark(of id: ID<Node>, above least: Int, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE node SET mark = CASE WHEN mark < $1 THEN $1 ELSE mark END + 1 WHERE group_id = $2 AND node_id = $3",
            [least.stored, own, id.stored]
        )
    }

    static func remove(_ id: ID<Node>, _ transaction: any Transaction) throws {
        for table in ["node_key", "node"] {
            try transaction.execute("DELETE FROM \(table) WHERE group_id = $1 AND node_id = $2", [own, id.stored])
        }
    }

    private static func read(_ row: any Row) throws -> Node {
        Node(
            id: try row.id(0), name: row.text(1), state: try row.choice(2), runKey: row.bytes(3), proof: row.bytes(4), startedAt: row.instant(5),
            seenAt: row.instant(6), stoppedAt: row.instantIfAny(7), newestDay: row.day(8), epoch: row.int(9),
            clockAhead: row.isNull(10) ? nil : Span(milliseconds: row.integer(10))
        )
    }
}

/// The SQL of keys on their way between nodes, and of which keys there are.
enum NodeKeyStore {
    private static let own = InstallationStore.id.stored

    /// What one member has sealed for a node; a later one of the same giver replaces it.
    static func insert(_ sealed: [UInt8], proof: [UInt8], for node: ID<Node>, by giver: ID<Node>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO node_key (group_id, node_id, giver_id, proof, wrapped) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (group_id, node_id, giver_id) DO UPDATE SET proof = excluded.proof, wrapped = excluded.wrapped
            """,
            [own, node.stored, giver.stored, .bytes(proof), .bytes(sealed)]
        )
    }

    static func all(for node: ID<Node>, _ connection: any Connection) throws -> [(giver: ID<Node>, proof: [UInt8], sealed: [UInt8])] {
        try connection.all("SELECT giver_id, proof, wrapped FROM node_key WHERE group_id = $1 AND node_id = $2", [own, node.stored]) {
            (try $0.id(0), $0.bytes(1), $0.bytes(2))
        }
    }

    /// For whom something lies there that this one has sealed.
    static func waiting(by giver: ID<Node>, _ connection: any Connection) throws -> Set<ID<Node>> {
        Set(
            try connection.all("SELECT node_id FROM node_key WHERE group_id = $1 AND giver_id = $2", [own, giver.stored]) { try $0.id(0) }
        )
    }

    static func removeAll(for node: ID<Node>, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM node_key WHERE group_id = $1 AND node_id = $2", [own, node.stored])
    }

    /// Which keys there are, of every epoch.
    static func proofs(_ connection: any Connection) throws -> Set<DayKeyProof> {
        Set(
            try connection.all("SELECT epoch, day, proof FROM day_key WHERE group_id = $1", [own]) {
                DayKeyProof(epoch: $0.int(0), day: $0.day(1), proof: $0.bytes(2))
            }
        )
    }

    /// Makes a key the one of its day; nothing when there is one already.
    static func publish(_ proof: DayKeyProof, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO day_key (group_id, epoch, day, proof) VALUES ($1, $2, $3, $4) ON CONFLICT (group_id, epoch, day) DO NOTHING",
            [own, proof.epoch.stored, proof.day.stored, .bytes(proof.proof)]
        )
    }

    /// Makes a key the one of its day in the place of another, which nobody has any more.
    static func replace(_ proof: DayKeyProof, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE day_key SET proof = $1 WHERE group_id = $2 AND epoch = $3 AND day = $4",
            [.bytes(proof.proof), own, proof.epoch.stored, proof.day.stored])
    }

    static func forgetDays(before today: Day, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM day_key WHERE group_id = $1 AND day < $2", [own, today.stored])
    }

    /// From which epoch on anything may be sealed, and up to which everything was wrapped anew.
    static func epochs(_ connection: any Connection) throws -> (least: Int, ended: Int) {
        try connection.first("SELECT least_epoch, ended_epoch FROM installation WHERE group_id = $1", [own]) { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }

    static func raiseLeastEpoch(to epoch: Int, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE installation SET least_epoch = $1 WHERE group_id = $2 AND least_epoch < $1", [epoch.stored, own])
    }

    static func endEpochs(before epoch: Int, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE installation SET ended_epoch = $1 WHERE group_id = $2 AND ended_epoch < $1", [(epoch - 1).stored, own]
        )
        try transaction.execute("DELETE FROM day_key WHERE group_id = $1 AND epoch < $2", [own, epoch.stored])
    }
}
