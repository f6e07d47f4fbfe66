import Kernel
import Sealing
import Storage

/// Kills all earlier copies within minutes: a new epoch of day keys, every key wrapped anew under it, the old keys overwritten. A new backup
/// follows, since the ones before open no more. A burn that was killed half-way goes on where it was (`isUnfinished`).
public struct Burn: Sendable {
    static let batch = 200

    private let house: House

    public init(_ house: House) { self.house = house }

    /// What came of it.
    public struct Report: Sendable, Hashable {
        public var wrapped = 0
        /// Keys that were damaged before, or whose day had passed: they open nothing any more.
        public var lost = 0
    }

    /// A burn was begun and has not ended: `run` at the next start.
    public static func isUnfinished(_ house: House) -> Bool { house.vault.dayKeys.olderEpoch != nil }

    public func run() async throws -> Report {
        let keys = house.vault.dayKeys
        if keys.olderEpoch == nil { try keys.beginEpoch(today: house.now.day) }
        let nodes = NodeKeys(house)
        try await nodes?.spread()
        var report = Report()
        for group in try await house.database.read({ try GroupStore.everyGroup($0) }) { try await wrap(group.id, &report) }
        // What a node reads in the database it does again after a crash; what it has overwritten it cannot.
        try await nodes?.endEpochs()
        try keys.endEpoch()
        return report
    }

    /// Whoever writes meanwhile already writes under the new epoch, so one pass in the order of the table is enough.
    private func wrap(_ group: ID<Group>, _ report: inout Report) async throws {
        var last: (subject: [UInt8], reader: [UInt8]) = ([], [])
        while true {
            try Task.checkCancellation()
            let from = last
            let (page, lost) = try await house.database.write { transaction in
                let keys = house.vault.dayKeys
                let page = try BurnStore.older(than: keys.epoch, after: from, in: group, limit: Self.batch, transaction)
                var lost = 0
                for (subject, reader, held) in page {
                    do {
                        let moved = try house.vault.move(held, of: subject, reader: reader, in: group, to: held.due)
                        try SubjectStore.insertKey(moved, of: subject, reader: reader, in: group, transaction)
                    } catch is SealingFault {
                        lost += 1
                    } catch let problem as Problem where problem.key == "problem.key.floor" {
                        lost += 1
                    }
                }
                return (page.map { ($0.subject.bytes, $0.reader) }, lost)
            }
            report.wrapped += page.count - lost
            report.lost += lost
            guard page.count == Self.batch, let end = page.last else { return }
            last = (end.0, end.1)
        }
    }
}
