public import Kernel
public import Sealing
public import Storage

/// A column whose contents are sealed under a subject's key. This is the list of all of them, for what has to walk through everything that is held of
/// people; a test compares it with the schema.
public enum SealedColumn: String, Sendable, CaseIterable {
    case askFace = "ask.face"
    case askDetails = "ask.details"
    case attempt = "attempt.sealed"
    case picture = "attachment_chunk.sealed"
    case complaint = "complaint.sealed"
    case followUp = "follow_up.sealed"
    case match = "help_match.sealed"
    case history = "history.sealed"
    case sheet = "import_batch.source"
    case sheetRows = "import_chunk.sealed"
    case sheetProblem = "import_problem.sealed"
    case message = "message.sealed"
    case offer = "offer.sealed"
    case person = "person.sealed"
    case receipt = "receipt.sealed"
    case thanks = "thanks.sealed"

    /// Sealed under the key of a link that no group knows of, and a day's: nobody but its holder walks through it.
    public static let ofLinks: Set<String> = ["installation.draft"]

    /// Columns that hold keys themselves, wrapped.
    public static let ofKeys: Set<String> = ["group_key.wrapped", "node_key.wrapped", "record_key.wrapped"]
}

/// What stands in one row of a sealed column.
public struct SealedCell: Sendable {
    public let column: SealedColumn
    /// Under whose key it is sealed.
    public let subject: ID<Subject>
    let binding: Binding
    let sealed: [UInt8]

    /// Everything of a group that stands in a column, in a fixed order.
    public static func all(of column: SealedColumn, in group: ID<Group>, _ connection: any Connection) throws -> [SealedCell] {
        try SealedColumnStore.cells(of: column, in: group, connection)
    }

    /// What was sealed: a record as `FieldWriter` wrote it, or a piece of a picture.
    public func open(by key: SealingKey) throws -> [UInt8] { try Seal.open(sealed, under: key, bound: binding) }
}
