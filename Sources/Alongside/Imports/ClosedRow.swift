public import Kernel
public import Storage

/// What an old sheet says is over, but not for long: it is kept as short as if it had been closed here on that day.
public enum ClosedRow {
    /// Closes an ask that was just made of a row. Its day, and that of a person who is only known by such rows, is counted from the closing day.
    public static func close(
        _ id: ID<Ask>, _ closing: Ask.Closing, at closedAt: Instant, batch: ID<ImportBatch>, in house: House, group: Group,
        _ transaction: any Transaction
    ) throws {
        var ask = try AskStore.existing(id, in: group.id, transaction)
        try AskStore.apply(.close, to: &ask, closing: closing, at: closedAt)
        try AskStore.update(ask, in: group.id, transaction)
        try house.vault.close(id.subject, in: group, at: closedAt, transaction)
        guard let person = ask.person else { return }
        guard try !ClosedRowStore.hasOtherAsk(than: id, person, in: group.id, transaction) else { return }
        guard try ClosedRowStore.setLastActive(closedAt.day, of: person, madeBy: batch, in: group.id, transaction) else { return }
        try house.vault.moveKeys(of: person.subject, to: closedAt.day + group.retentionDays, in: group.id, transaction)
        try SubjectStore.set(person.subject, living: true, due: closedAt.day + group.retentionDays, in: group.id, transaction)
    }
}
