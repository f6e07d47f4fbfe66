import Kernel
import Sealing

/// Where several nodes hold the same keys, and one of them may lack some for a moment.
extension Vault {
    /// What the nodes have agreed on.
    struct Among: Sendable, Hashable {
        /// The day when it was last looked.
        var today: Day
        /// Up to this day every member that runs can read.
        var last: Day
        /// The last day of which there is a key on any node.
        var published: Day
    }

    /// The last day to which something may be sealed; nil when there is no key at all.
    var lastDay: Day? {
        guard let last = dayKeys.days?.upperBound else { return nil }
        return agreed.map { min($0.last, last) } ?? last
    }

    /// What to say of a key that is not here: gone with its day, or still on its way from another node. Never an empty record.
    func unreadable(_ fault: SealingFault) -> any Error {
        switch (fault, agreed) {
        case (.missingDay(let day), let agreed?) where agreed.today <= day && day <= agreed.published: elsewhere()
        case (.missingEpoch(let epoch), .some) where epoch > dayKeys.epoch: elsewhere()
        case (.missingDay, _): Problem.missing("problem.forgotten")
        default: fault
        }
    }

    /// Whether what goes with a day can still be read: no longer once its key is gone.
    ///
    /// - Throws: that the key is on its way, where another node has it.
    func opens(_ day: Day) throws -> Bool {
        if dayKeys.has(day) { return true }
        if let agreed, agreed.today <= day, day <= agreed.published { throw elsewhere() }
        return false
    }

    /// The other nodes are asked for it at once.
    func elsewhere() -> Problem {
        askForMissing()
        return Problem(.busy, "problem.key.elsewhere")
    }
}
