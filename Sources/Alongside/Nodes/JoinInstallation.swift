public import Kernel
public import Sealing
public import Storage

/// A new node, from the moment it asks until it has the keys. It has a database and no keys, and so no house yet.
public struct JoinInstallation: Sendable {
    /// What was handed over is not from whoever typed the code.
    public struct Refused: Error {}

    public let seat: NodeSeat
    public let code: NodeCode
    private let database: any Database
    private let time: TimeSource

    public init(_ database: any Database, id: ID<Node>, name: String, time: TimeSource) {
        self.database = database
        self.time = time
        seat = NodeSeat(id: id, name: name, startedAt: time.now)
        code = NodeCode(for: seat.runKey.publicHalf.bytes)
    }

    /// Writes the row by which members see that somebody waits.
    public func ask() async throws {
        let now = time.now
        let row = Node(
            id: seat.id, name: seat.name, state: .asked, runKey: seat.runKey.publicHalf.bytes, proof: [], startedAt: seat.startedAt, seenAt: now,
            stoppedAt: nil, newestDay: now.day - 1, epoch: 0
        )
        try await database.write { transaction in
            try NodeStore.save(row, transaction)
            transaction.announce(ChangeNotice(.nodes))
        }
    }

    /// What was handed over meanwhile; nil while nobody has typed the code.
    ///
    /// - Throws: `Refused` when it opens and does not hold the code's word: it was not typed, and guessing ends here.
    public func handover() async throws -> KeyHandover? {
        for (_, _, sealed) in try await database.read({ try NodeKeyStore.all(for: seat.id, $0) }) {
            // What was sealed to an earlier run of this machine does not open, nor does what anybody else has put there.
            guard let handover = try? KeyHandover.open(sealed, by: seat.runKey, bound: seat.id.bytes) else { continue }
            guard Digest.equal(handover.word, code.word) else { throw Refused() }
            return handover
        }
        return nil
    }

    /// Gives up: nobody has to answer any more.
    public func withdraw() async throws {
        try await database.write { try NodeStore.remove(seat.id, $0) }
    }
}
