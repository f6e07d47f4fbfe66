import Kernel
import Sealing
import Storage

/// The SQL that walks through sealed columns.
enum SealedColumnStore {
    /// Every row of a column that holds something, in the order of its IDs. `subject` narrows them to what is under its key, in any order, so that the index of the subject is taken;
    /// pictures are not looked for then.
    static func cells(
        of column: SealedColumn, about subject: ID<Subject>? = nil, in group: ID<Group>, _ connection: any Connection
    ) throws -> [SealedCell] {
        guard let place = place(of: column) else { return subject == nil ? try AttachmentStore.cells(in: group, connection) : [] }
        let table = column.rawValue.prefix { $0 != "." }
        return try connection.all(
            """
            SELECT \(place.subject), \(place.row), \(place.number ?? "NULL"), \(column.rawValue)
            FROM \(table)
            WHERE group_id = $1 AND \(column.rawValue) IS NOT NULL
            \(subject == nil ? "ORDER BY 2, 3" : "AND \(place.subject) = $2")
            """,
            [group.stored] + (subject.map { [$0.stored] } ?? [])
        ) { row in
            let id: ID<ImportBatch> = try row.id(1)
            let record = row.intIfAny(2).map { ImportStore.row(id, $0) } ?? id.bytes
            return SealedCell(
                column: column, subject: try row.id(0),
                binding: Binding(group: group.bytes, record: record, field: place.field, version: 1), sealed: row.bytes(3)
            )
        }
    }

    /// The columns that name the subject and the row, a row's number where it has one, and the record's name in the binding. Nil for pictures, which
    /// are sealed in pieces.
    typealias Place = (subject: String, row: String, number: String?, field: String)

    static func place(of column: SealedColumn) -> Place? {
        switch column {
        case .askFace: ("ask_id", "ask_id", nil, AskFace.field)
        case .askDetails: ("ask_id", "ask_id", nil, AskDetails.field)
        case .attempt: ("ask_id", "attempt_id", nil, AttemptNote.field)
        case .picture: nil
        case .complaint: ("ask_id", "complaint_id", nil, ComplaintWords.field)
        case .followUp: ("ask_id", "ask_id", nil, FollowUpWords.field)
        case .match: ("ask_id", "match_id", nil, MatchNotes.field)
        case .history: ("subject_id", "event_id", nil, HistoryDetail.field)
        case .sheet: ("batch_id", "batch_id", nil, ImportSource.field)
        case .sheetRows: ("batch_id", "batch_id", "position", ImportChunk.field)
        case .sheetProblem: ("batch_id", "batch_id", "line", ImportProblemRow.field)
        case .message: ("subject_id", "message_id", nil, MessageWords.field)
        case .offer: ("offer_id", "offer_id", nil, OfferDetails.field)
        case .person: ("person_id", "person_id", nil, PersonCard.field)
        case .receipt: ("receipt_id", "receipt_id", nil, ReceiptSealed.field)
        case .thanks: ("ask_id", "ask_id", nil, ThanksWords.field)
        }
    }
}
