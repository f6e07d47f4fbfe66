import Alongside

/// What came of an import, or would come of it, for people and programs. Every row is accounted for: `rows` is asks, offers, people, duplicates and what
/// was skipped, together.
public struct ImportSummary: Encodable, Sendable, Equatable {
    /// A row that was not taken.
    public struct Skipped: Encodable, Sendable, Equatable {
        /// Its line in the file, or its number at a workbook's margin; from 1.
        public let row: Int
        /// A member of the catalog's family `import.reason`, or `past`: over for longer than the group keeps people.
        public let reason: String
    }

    public struct Column: Sendable, Equatable {
        public let heading: String
        /// What it was read as; nil when it was not read.
        public let field: String?
        /// Why it is never read; nil for all others.
        public let forbidden: String?
    }

    static let past = "past"

    /// Nil for a dry run.
    public let batch: String?
    public let dryRun: Bool
    /// Rows of the group: not blank, no titles, no headings once more, no totals.
    public let rows: Int
    public let asks: Int
    public let offers: Int
    /// Rows that are a person and nothing else.
    public let people: Int
    /// People whom the group did not know before, whatever their rows were.
    public let newPeople: Int
    /// Rows that are the same as one above.
    public let duplicates: Int
    /// Rows of which only the number is known, since nothing of them is kept.
    public let past: Int
    /// In the order of the sheet. After an import itself without the rows that are past.
    public let skipped: [Skipped]
    public let columns: [Column]
    /// `csv`, `xlsx` or `ods`.
    public let format: String
    /// The sheet of a workbook of several.
    public let sheet: String?
    /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be` or `windows-1252`.
    public let encoding: String
    /// Between the cells of a CSV; empty for a workbook.
    public let delimiter: String
    /// What its rows are: `asks`, `offers`, or `either` where they say so one by one.
    public let layout: String
    /// The line of the headings, from 1.
    public let headingRow: Int

    init(batch: String?, survey: SheetSurvey, counts: ImportBatch.Counts, skipped: [Skipped]) {
        self.batch = batch
        dryRun = batch == nil
        rows = survey.rows
        asks = counts.asks
        offers = counts.offers
        people = 0
        newPeople = counts.people
        duplicates = skipped.count { $0.reason == RowProblem.twice.rawValue }
        past = counts.past
        self.skipped = skipped.filter { $0.reason != RowProblem.twice.rawValue }
        columns = survey.headings.indices.map { index in
            let field = survey.plan.columns.indices.contains(index) ? survey.plan.columns[index] : nil
            return Column(
                heading: survey.headings[index], field: survey.forbidden[index] == nil && field?.isKept == true ? field?.rawValue : nil,
                forbidden: survey.forbidden[index]?.rawValue
            )
        }
        format = survey.writing.format.rawValue
        sheet = survey.tabName
        encoding = survey.writing.encoding.rawValue
        delimiter = survey.writing.delimiter.map { String(Unicode.Scalar($0)) } ?? ""
        layout = survey.plan.rows.rawValue
        headingRow = survey.frame.headingLine
    }

    private enum Key: String, CodingKey {
        case batch, dryRun, rows, asks, offers, people, newPeople, duplicates, past, skipped, columns, forbidden, format, sheet, encoding, delimiter
        case layout, headingRow
    }

    /// Columns become two objects: `columns`, from a heading to the field it was read as, or to null; and `forbidden`, from a heading to the reason why
    /// it is never read. A heading that comes again, or is blank, gets its number behind it.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encodeIfPresent(batch, forKey: .batch)
        try object.encode(dryRun, forKey: .dryRun)
        try object.encode(rows, forKey: .rows)
        try object.encode(asks, forKey: .asks)
        try object.encode(offers, forKey: .offers)
        try object.encode(people, forKey: .people)
        try object.encode(newPeople, forKey: .newPeople)
        try object.encode(duplicates, forKey: .duplicates)
        try object.encode(past, forKey: .past)
        try object.encode(skipped, forKey: .skipped)
        var read: [String: String?] = [:]
        var forbidden: [String: String] = [:]
        for (index, column) in columns.enumerated() {
            let isNew = !column.heading.isEmpty && read.index(forKey: column.heading) == nil
            let name = isNew ? column.heading : "\(column.heading) (\(index + 1))"
            read.updateValue(column.field, forKey: name)
            forbidden[name] = column.forbidden
        }
        try object.encode(read, forKey: .columns)
        try object.encode(forbidden, forKey: .forbidden)
        try object.encode(format, forKey: .format)
        try object.encodeIfPresent(sheet, forKey: .sheet)
        try object.encode(encoding, forKey: .encoding)
        try object.encode(delimiter, forKey: .delimiter)
        try object.encode(layout, forKey: .layout)
        try object.encode(headingRow, forKey: .headingRow)
    }
}
