public import Kernel
public import Storage

/// Opens the rows of a sheet that could not be taken. They hold names, numbers and streets, so every opening is noted like that of any other contact.
public struct OpenProblemRows: Sendable {
    public let batch: ID<ImportBatch>

    public init(_ batch: ID<ImportBatch>) { self.batch = batch }

    /// Whoever sent the sheet has seen the rows; anybody else must be one who may open contacts.
    public static func mayOpen(_ batch: ImportBatch, _ actor: Actor) -> Bool {
        guard actor.may(.importSheet) else { return false }
        return actor.may(.reveal) || batch.madeBy != nil && batch.madeBy == actor.person
    }

    /// The rows with their reasons, in the order of the sheet, and how the sheet was read; no source once it is forgotten.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> (
        source: ImportSource?, rows: [(reason: String, row: ImportRow)]
    ) {
        try actor.must(.importSheet)
        let found = try ImportStore.existing(batch, in: group.id, transaction)
        guard Self.mayOpen(found, actor), let person = actor.person else { throw Problem.forbidden() }
        for field in [Reveal.Field.contact, .street] {
            try Reveal.record(field, of: batch.subject, by: person, in: house, group: group.id, transaction)
        }
        return (
            try ImportStore.source(of: batch, in: house, group: group.id, transaction),
            try ImportStore.problemRows(of: batch, in: house, group: group.id, transaction)
        )
    }
}
