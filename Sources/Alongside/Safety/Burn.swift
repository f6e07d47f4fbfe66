import Kernel
import Sealing
import Storage

/// Kills all earlier copies within minutes: a new epoch of day keys, every key wrapped anew under it, the old keys overwritten. A new backup
/// follows, since the ones before open no more. A burn that was killed half-way goes on where it was (`isUnfinished`).
public struct Burn: Sendable {
    static let batch = 200

    /// So long another node keeps away from one that was killed. It is taken again with every page.
    private static let lease = Span.minutes(15)
    private static let turn = "burn"

    private let house: House
    private let patience: Span

    public init(_ house: House) { self.init(house, patience: .seconds(60)) }

    /// `patience` is how long other nodes have to take the new keys.
    init(_ house: House, patience: Span) {
        self.house = house
        self.patience = patience
    }

    /// What came of it.
    public struct Report: Sendable, Hashable {
        public var wrapped = 0
        /// Keys that were damaged before, or whose day had passed: they open nothing any more.
        public var lost = 0
    }

    /// A burn was begun and has not ended: `run` at the next start.
    public static func isUnfinished(_ house: House) -> Bool { house.vault.dayKeys.olderEpoch != nil }

    /// - Throws: `NodeTrouble.burning` while another node is at one; `.lacksKeys` where another node has keys that this one has not. Nothing is lost then: the old keys stay.
    public func run() async throws -> Report {
        guard try await Turns.take(Self.turn, until: house.now + Self.lease, in: house) else { throw NodeTrouble.burning }
        do {
            let report = try await burn()
            _ = try await Turns.take(Self.turn, until: house.now, in: house)
            return report
        } catch {
            _ = try? await Turns.take(Self.turn, until: house.now, in: house)
            throw error
        }
    }

    private func burn() async throws -> Report {
        let keys = house.vault.dayKeys
        let nodes = NodeKeys(house)
        if keys.olderEpoch == nil {
            try await nodes?.mustBeWhole()
            try keys.beginEpoch(today: house.now.day)
        }
        try await nodes?.spread(patience: patience)
        let published = try await nodes?.published() ?? []
        var report = Report()
        for group in try await house.database.read({ try GroupStore.everyGroup($0) }) { try await wrap(group.id, published, &report) }
        // What a node reads in the database it does again after a crash; what it has overwritten it cannot.
        try await nodes?.endEpochs()
        try keys.endEpoch()
        // Nor does what was handed over on the way open any more.
        house.seat?.renewRunKey(at: house.now)
        return report
    }

    /// Whoever writes meanwhile already writes under the new epoch, so one pass in the order of the table is enough.
    private func wrap(_ group: ID<Group>, _ published: Set<NodeKeys.HeldDay>, _ report: inout Report) async throws {
        var last: (subject: [UInt8], reader: [UInt8]) = ([], [])
        while true {
            try Task.checkCancellation()
            let from = last
            let (page, lost) = try await house.database.write { transaction in
                let (keys, now) = (house.vault.dayKeys, house.now)
                if let seat = house.seat, try !TurnStore.take(Self.turn, by: seat.id, at: now, until: now + Self.lease, transaction) {
                    throw NodeTrouble.burning
                }
                let page = try BurnStore.older(than: keys.epoch, after: from, in: group, limit: Self.batch, transaction)
                var lost = 0
                for (subject, reader, held) in page {
                    do {
                        let moved = try house.vault.move(held, of: subject, reader: reader, in: group, to: held.due)
                        try SubjectStore.insertKey(moved, of: subject, reader: reader, in: group, transaction)
                    } catch is SealingFault {
                        // A key that another node has is not lost, and neither is what it opens.
                        let isElsewhere = [held.epoch, keys.epoch].contains { epoch in
                            held.due >= now.day && published.contains(NodeKeys.HeldDay(epoch: epoch, day: held.due))
                                && (try? keys.key(for: held.due, epoch: epoch)) == nil
                        }
                        if isElsewhere { throw NodeTrouble.lacksKeys }
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
