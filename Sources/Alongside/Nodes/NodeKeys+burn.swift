import Kernel
import Sealing
import Storage

extension NodeKeys {
    /// To be asked before an epoch begins: it gets keys of the days that this node has, and what is sealed to any other day would be lost.
    ///
    /// - Throws: `NodeTrouble.lacksKeys`.
    func mustBeWhole() async throws {
        try await settle()
        guard try await isWhole() else { throw NodeTrouble.lacksKeys }
    }

    /// Whether this node has all that any other member has.
    private func isWhole() async throws -> Bool {
        let (nodes, proofs) = try await database.read { (try NodeStore.all($0), try NodeKeyStore.proofs($0)) }
        let (me, epoch, newest) = (self.me, self.epoch, Self.newestDay(house.vault.dayKeys, proofs, today: now.day))
        guard newest >= now.day, !proofs.contains(where: { $0.epoch > epoch }) else { return false }
        return !nodes.contains { $0.id != me && $0.state == .member && ($0.epoch > epoch || $0.epoch == epoch && $0.newestDay > newest) }
    }

    /// The days of each epoch of which there is a key on some node, from today on.
    func published() async throws -> Set<HeldDay> {
        let today = now.day
        return try await Set(database.read { try NodeKeyStore.proofs($0) }.filter { $0.day >= today }.map { HeldDay(epoch: $0.epoch, day: $0.day) })
    }

    struct HeldDay: Sendable, Hashable {
        let epoch: Int
        let day: Day
    }

    /// Hands the epoch that a burn has begun to every member that runs, and waits until all of them have it. From then on nothing is sealed under the one before.
    ///
    /// Who was away, or did not take it within `patience`, is out: what is read under the new keys it reads only when it is let in anew.
    ///
    /// - Throws: `NodeTrouble.lacksKeys` where this node itself has not all of them by then; nobody is out.
    func spread(patience: Span = .seconds(60)) async throws {
        let (me, epoch, now) = (self.me, self.epoch, self.now)
        let end = ContinuousClock.now + .milliseconds(patience.milliseconds)
        while true {
            try await settle()
            let nodes = try await database.read { try NodeStore.all($0) }
            let waiting = nodes.filter { $0.id != me && $0.isLiving(at: house.serverNow) && $0.epoch < epoch }
            let isWhole = try await isWhole()
            if waiting.isEmpty && isWhole { break }
            if ContinuousClock.now >= end {
                guard isWhole else { throw NodeTrouble.lacksKeys }
                break
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        try await database.write { transaction in
            for node in try NodeStore.all(transaction) where node.id != me && node.state == .member && node.epoch < epoch {
                try NodeStore.set(.gone, of: node.id, transaction)
                try NodeStore.stop(node.id, at: now, transaction)
                try NodeKeyStore.removeAll(for: node.id, transaction)
            }
            try NodeKeyStore.raiseLeastEpoch(to: epoch, transaction)
            transaction.announce(ChangeNotice(.nodes))
        }
    }

    /// Everything is wrapped anew: each member overwrites the keys of the epoch before.
    func endEpochs() async throws {
        let epoch = self.epoch
        try await database.write { transaction in
            try NodeKeyStore.endEpochs(before: epoch, transaction)
            transaction.announce(ChangeNotice(.nodes))
        }
    }
}
