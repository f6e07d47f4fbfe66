public import Kernel
import Storage

extension NodeKeys {
    /// Whether another node has come through what befell the server since a moment at which this one ran: it ran then too, and runs now, in the data that is there.
    /// It would have stopped had that gone back. Waits for its next sign of life, which a node gives once a minute at least.
    public func hasWitness(since then: Instant, patience: Span = .seconds(70)) async throws -> Bool {
        let before = try await others(since: then)
        let end = ContinuousClock.now + .milliseconds(patience.milliseconds)
        while !before.isEmpty {
            let now = try await others(since: then)
            if now.contains(where: { id, seenAt in before[id].map { seenAt > $0 } ?? false }) { return true }
            guard ContinuousClock.now < end else { break }
            try await Task.sleep(for: .milliseconds(500))
        }
        return false
    }

    /// Takes this node's place again after everybody's was cleared with data that went back.
    public func enrolAgain() async throws {
        let row = seat.row(house.vault, at: now)
        try await database.write { transaction in
            try NodeStore.save(row, transaction)
            transaction.announce(ChangeNotice(.nodes))
        }
        try await settle()
    }

    /// When each of the other nodes that ran at a moment, and did not end since, was seen.
    private func others(since then: Instant) async throws -> [ID<Node>: Instant] {
        let nodes = try await database.read { try NodeStore.all($0) }
        let running = nodes.filter { $0.id != me && $0.state == .member && $0.stoppedAt == nil && $0.startedAt <= then }
        return Dictionary(running.map { ($0.id, $0.seenAt) }, uniquingKeysWith: max)
    }
}
