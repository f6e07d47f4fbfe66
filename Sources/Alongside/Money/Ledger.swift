import Kernel
import Storage

/// Writes rows into the ledger, all or none, and looks at what they leave behind.
struct Ledger {
    let house: House
    let group: Group
    let transaction: any Transaction

    /// Adds the rows. A pot that is not this group's is not there; one that was put away takes no new rows; one that would hold less than nothing
    /// refuses unless `overdraw`; and nobody can give back more than they hold.
    func write(_ entries: [LedgerEntry], overdraw: Bool, from file: String = #fileID) throws {
        for entry in entries {
            guard let pot = try PotStore.with(id: entry.pot, in: group.id, transaction) else {
                throw Problem.invalid("pot", "money.problem.pot")
            }
            if !pot.active, entry.kind != .correction { throw Problem.invalid("pot", "money.problem.pot.away") }
            guard entry.amount.currency == group.currency else { throw Problem.invalid("amount", "money.problem.currency") }
            try LedgerStore.insert(entry, in: group.id, transaction)
            try History.record(
                .ledgerWritten, "ledger", entry.id.subject, by: .member(entry.madeBy, roles: []), in: house, group: group.id, transaction, from: file)
        }
        try checkFloats(entries)
        if !overdraw { try checkPots(entries) }
    }

    private func checkFloats(_ entries: [LedgerEntry]) throws {
        for entry in entries {
            guard let holder = entry.holder, entry.amount.minorUnits > 0 else { continue }
            if try LedgerStore.float(of: holder, pot: entry.pot, in: group.id, transaction) < 0 {
                throw Problem.invalid("amount", "money.problem.float")
            }
        }
    }

    private func checkPots(_ entries: [LedgerEntry]) throws {
        for entry in entries where entry.amount.minorUnits < 0 {
            if try PotStore.balance(of: entry.pot, in: group.id, transaction) < 0 { throw Problem.invalid("pot", PotStore.emptyKey) }
        }
    }
}
