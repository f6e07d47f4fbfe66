import Kernel
import Sealing
import Storage

extension NodeKeys {
    /// Hands the epoch that a burn has begun to every member that runs, and waits until all of them have it. From then on nothing is sealed under the one before.
    ///
    /// Who was away, or did not take it within `patience`, is out: what is read under the new keys it reads only when it is let in anew.
    func spread(patience: Span = .seconds(60)) async throws {
        let (me, epoch, now) = (self.me, self.epoch, self.now)
        let end = ContinuousClock.now + .milliseconds(patience.milliseconds)
        while true {
            try await settle()
            let nodes = try await database.read { try NodeStore.all($0) }
            let waiting = nodes.filter { $0.id != me && $0.isLiving(at: now) && $0.epoch < epoch }
            if waiting.isEmpty || ContinuousClock.now >= end { break }
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
