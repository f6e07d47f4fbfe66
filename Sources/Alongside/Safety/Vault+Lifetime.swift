public import Kernel
import Sealing
public import Storage

/// How long a subject is kept (DESIGN: forgetting by day keys).
extension Vault {
    /// From the day of `now` on it counts as closed: due on that day plus the group's days, never later than it was sealed to before.
    public func close(_ subject: ID<Subject>, in group: Group, at now: Instant, _ transaction: any Transaction) throws {
        guard let state = try SubjectStore.state(of: subject, in: group.id, transaction) else { return }
        let due = try dueDay(min(state.retention, group.retentionDays), from: now.day)
        // A day that has passed has no key any more: the subject goes tonight as it is.
        if try due > InstallationStore.floor(transaction), dayKeys.has(due) { try moveKeys(of: subject, to: due, in: group.id, transaction) }
        try SubjectStore.set(subject, living: false, due: due, in: group.id, transaction)
    }

    /// Living again, sealed to N days ahead: an ask that is reopened, a person who asks once more.
    public func revive(_ subject: ID<Subject>, in group: Group, at now: Instant, _ transaction: any Transaction) throws {
        guard let state = try SubjectStore.state(of: subject, in: group.id, transaction) else { throw Problem.missing("problem.forgotten") }
        let due = try dueDay(min(state.retention, group.retentionDays), from: now.day)
        try moveKeys(of: subject, to: due, in: group.id, transaction)
        try SubjectStore.set(subject, living: true, due: due, in: group.id, transaction)
    }

    /// A living subject, sealed to another day; each of its keys that can be moved is.
    func roll(_ subject: ID<Subject>, to day: Day, in group: ID<Group>, _ transaction: any Transaction) throws {
        let due = try dueDay(0, from: min(day, lastDay ?? day))
        try moveKeys(of: subject, to: due, in: group, transaction)
        try SubjectStore.set(subject, living: true, due: due, in: group, transaction)
    }

    /// The day so many days after another one. After a long time without the program there are no keys so far ahead: then the last day that has
    /// one, and the coming nights move it on.
    func dueDay(_ days: Int, from day: Day) throws -> Day {
        guard let last = lastDay, last >= day else {
            throw agreed.map { $0.published >= day } ?? false ? elsewhere() : Problem(.busy, "problem.clock.gap")
        }
        return min(day + days, last)
    }

    /// Moves every reader's key of a subject to another day; a key that does not move stops no other, and is thrown at the end.
    func moveKeys(of subject: ID<Subject>, to day: Day, in group: ID<Group>, _ transaction: any Transaction) throws {
        var fault: SealingFault?
        for (reader, held) in try SubjectStore.keys(of: subject, in: group, transaction) where held.due != day || held.epoch != dayKeys.epoch {
            do {
                let moved = try move(held, of: subject, reader: reader, in: group, to: day)
                try SubjectStore.insertKey(moved, of: subject, reader: reader, in: group, transaction)
            } catch let found as SealingFault {
                fault = found
            }
        }
        if let fault { throw fault }
    }
}
