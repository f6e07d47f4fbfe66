public import Alongside
import Kernel
public import Storage

/// Goes on with confirmed sheets by itself, so that nobody has to wait at a page and no crash leaves one half done. It works for a while and then asks
/// for itself again: no job outlives its lease, and others get their turn.
public enum ImportJob {
    public static let kind = "import"

    /// How long one job works.
    public static let patience = Duration.seconds(20)

    public static func work(in house: House, patience: Duration = patience) -> JobWork {
        // Nothing leaves the house: a stretch of rows that was brought in is not brought in again.
        .outside(honoursKey: true) { job in
            guard let batch = ID<ImportBatch>(bytes: job.payload) else { return }
            let group = try await house.database.read { try GroupStore.with(id: job.group(), $0) }
            guard let group else { return }
            let clock = ContinuousClock()
            let end = clock.now + patience
            let left = try await ImportSheet(batch).run(in: house, group: group, by: .system, stop: { clock.now >= end || Task.isCancelled })
            guard left.state == .running else { return }
            try await house.database.write { transaction in try ask(for: left, in: house, group: group.id, due: house.now, transaction) }
        }
    }

    /// Asks for the next stretch of work, once for each row at which it may begin.
    static func ask(for batch: ImportBatch, in house: House, group: ID<Group>, due: Instant, _ transaction: any Transaction) throws {
        try Jobs.enqueue(
            kind, group: group, id: house.newID(), key: "import/\(batch.id.text)/\(batch.done)", due: due, priority: .bulk, payload: batch.id.bytes,
            in: transaction
        )
    }
}
