import Kernel
import Storage

/// The steps that every decision on a receipt shares.
struct ReceiptChange {
    let house: House
    let group: Group
    let transaction: any Transaction

    /// The receipt with the rule for it.
    func load(_ id: ID<Receipt>) throws -> (receipt: Receipt, rule: RepaymentRule) {
        let receipt = try ReceiptStore.existing(id, in: group.id, transaction)
        return (receipt, try RepaymentRule.of(receipt, in: group, transaction))
    }

    /// Writes the receipt unless somebody was quicker.
    func save(_ receipt: Receipt, from before: ReceiptState) throws {
        guard try ReceiptStore.update(receipt, from: before, in: group.id, transaction) else { throw Problem.conflict("money.problem.decided") }
    }

    /// The state after a change; the rule has said before whether it may be.
    func state(of receipt: Receipt, after change: ReceiptState.Change) throws -> ReceiptState {
        guard let state = receipt.state.after(change) else { throw Problem.conflict("money.problem.decided") }
        return state
    }

    /// Changes the sealed part; nothing once it is forgotten.
    func seal(_ id: ID<Receipt>, _ change: (inout ReceiptSealed) -> Void) throws {
        guard var sealed = try ReceiptStore.sealed(of: id, in: house, group: group.id, transaction) else { return }
        change(&sealed)
        let key = try house.vault.key(of: id.subject, in: group.id, transaction)
        try ReceiptStore.write(sealed, of: id, key: key, in: house, group: group.id, transaction)
    }

    func record(_ verb: HistoryEvent.Verb, _ id: ID<Receipt>, by actor: Actor, from file: String = #fileID) throws {
        try History.record(verb, "receipt", id.subject, by: actor, in: house, group: group.id, transaction, from: file)
    }

    /// The words a treasurer writes to the payee: there must be some.
    static func words(_ text: String, field: String) throws -> String {
        let trimmed = text.trimmed()
        if trimmed.isEmpty { throw Problem.invalid(field, "money.problem.words") }
        if trimmed.count > SubmitReceipt.noteLimit { throw Problem.invalid(field, "money.problem.note.long") }
        return trimmed
    }
}
