public import Sealing

/// What is sealed of an imported sheet: what it is called, what its columns are, and how they are read. It dies with the batch's subject.
public struct ImportSource: SealedRecord {
    public static let field = "import.source"

    /// Nil when nobody said.
    public var fileName: String?
    /// What tells the same file when it comes twice. Sealed, because a hash of a very small sheet gives its content away to whoever tries enough.
    public var fingerprint: [UInt8]
    public var headings: [String]
    /// What is done with each column, as the sheet's reader writes it.
    public var plan: String
    /// Columns that are never read, by number, with the name of the reason.
    public var forbidden: [Int: String]
    /// How sure the order of day and month is, as the sheet's reader writes it.
    public var certainty: String
    /// Rows of which nothing was kept, because by this plan they were over for longer than the group keeps people.
    public var past: Int

    public init(
        fileName: String?, fingerprint: [UInt8], headings: [String], plan: String, forbidden: [Int: String], certainty: String, past: Int = 0
    ) {
        self.fileName = fileName
        self.fingerprint = fingerprint
        self.headings = headings
        self.plan = plan
        self.forbidden = forbidden
        self.certainty = certainty
        self.past = past
    }

    public init(_ reader: FieldReader) throws {
        fileName = reader.text(1)
        fingerprint = reader.bytes(2) ?? []
        headings = reader.texts(3)
        plan = reader.text(4) ?? ""
        forbidden = [:]
        for one in reader.list(5) {
            if let column = one.integer(1), let topic = one.text(2) { forbidden[Int(column)] = topic }
        }
        certainty = reader.text(6) ?? ""
        past = Int(reader.integer(7) ?? 0)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, fileName)
        writer.bytes(2, fingerprint)
        writer.texts(3, headings)
        writer.text(4, plan)
        writer.list(
            5,
            forbidden.sorted { $0.key < $1.key }.map { column, topic in
                var one = FieldWriter()
                one.integer(1, Int64(column))
                one.text(2, topic)
                return one
            }
        )
        writer.text(6, certainty)
        writer.integer(7, Int64(past))
    }
}

/// One row of a sheet as it is kept until it is taken in: cells of columns that are not read are empty.
public struct ImportRow: Hashable, Sendable {
    /// The line of the file on which it begins, from 1.
    public var line: Int
    public var cells: [String]
    /// Over for longer than the group keeps people: that there was such a row is all that is kept of it.
    public var isPast = false

    public init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }

    /// What is kept of a row that is over for too long.
    public static func past(line: Int) -> ImportRow {
        var row = ImportRow(line: line, cells: [])
        row.isPast = true
        return row
    }

    public subscript(column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }

    init(_ reader: FieldReader) {
        line = Int(reader.integer(1) ?? 0)
        cells = reader.texts(2)
        isPast = reader.integer(3) == 1
    }

    var writer: FieldWriter {
        var writer = FieldWriter()
        writer.integer(1, Int64(line))
        writer.texts(2, cells)
        if isPast { writer.integer(3, 1) }
        return writer
    }
}

/// A run of rows between looking at the columns and taking them in.
struct ImportChunk: SealedRecord {
    static let field = "import.chunk"
    var rows: [ImportRow]

    init(rows: [ImportRow]) { self.rows = rows }
    init(_ reader: FieldReader) throws { rows = reader.list(1).map { ImportRow($0) } }
    func write(_ writer: inout FieldWriter) { writer.list(1, rows.map(\.writer)) }
}

/// The content of a row that could not be taken.
struct ImportProblemRow: SealedRecord {
    static let field = "import.problem"
    var row: ImportRow

    init(row: ImportRow) { self.row = row }
    init(_ reader: FieldReader) throws { row = reader.list(1).first.map { ImportRow($0) } ?? ImportRow(line: 0, cells: []) }
    func write(_ writer: inout FieldWriter) { writer.list(1, [row.writer]) }
}

/// Tells the same file when it comes twice: each piece is hashed together with the hash of those before. Pieces must be cut alike.
public struct ImportFingerprint: Sendable {
    public private(set) var bytes: [UInt8] = Digest.sha256([])

    public init() {}

    public mutating func add(_ piece: [UInt8]) { bytes = Digest.sha256(bytes + piece) }
}
