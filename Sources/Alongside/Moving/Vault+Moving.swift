import Kernel
import Sealing
import Storage

/// Keys on their way to another installation, whose days are others.
extension Vault {
    /// A link's hold of a subject without the day; nil where the day has passed.
    func peeled(_ held: HeldKey, of subject: ID<Subject>, reader: [UInt8], in group: ID<Group>) throws -> [UInt8]? {
        do throws(SealingFault) {
            return try Wrap.peel(
                held.wrapped, bound: Self.binding(subject, reader: reader, in: group), day: held.due,
                under: dayKeys.key(for: held.due, epoch: held.epoch))
        } catch {
            let said = unreadable(error)
            if let problem = said as? Problem, problem.key == "problem.forgotten" { return nil }
            throw said
        }
    }

    /// The same under a day of this installation.
    func covered(_ peeled: [UInt8], of subject: ID<Subject>, reader: [UInt8], in group: ID<Group>, until day: Day) throws -> HeldKey {
        let epoch = dayKeys.epoch
        let wrapped = try Wrap.cover(
            peeled, bound: Self.binding(subject, reader: reader, in: group), day: day, under: dayKeys.key(for: day, epoch: epoch))
        return HeldKey(epoch: epoch, due: day, wrapped: wrapped)
    }

    /// A subject's key that came from elsewhere, for the group to read.
    func take(_ key: SealingKey, of subject: ID<Subject>, in group: ID<Group>, until day: Day, _ transaction: any Transaction) throws {
        try admit(.group, to: subject, key: key, due: day, in: group, transaction)
    }
}
