import Alongside

/// What came of an import, or would come of it, for people and programs. Every row is accounted for: `rows` is asks, offers, duplicates and what was
/// skipped, together.
public struct ImportSummary: Encodable, Sendable, Equatable {
    /// A row that was not taken.
    public struct Skipped: Encodable, Sendable, Equatable {
        /// Its line in the file, or its number at a workbook's margin; from 1.
        public let row: Int
        /// A member of the catalog's family `import.reason`, or `past`: over for longer than the group keeps people.
        public let reason: String
    }

    /// The reason of a row that is over for longer than the group keeps people.
    public static let past = "past"

    /// Nil for a dry run.
    public let batch: String?
    public let dryRun: Bool
    /// Rows of the group: not blank, no titles, no headings once more, no totals.
    public let rows: Int
    public let asks: Int
    public let offers: Int
    /// People whom the group did not know before, on whatever rows.
    public let people: Int
    /// Rows that are the same as one above.
    public let duplicates: Int
    /// Rows of which only the number is known, since nothing of them is kept.
    public let past: Int
    /// In the order of the sheet. After an import itself without the rows that are past.
    public let skipped: [Skipped]
    /// From each heading to the field it was read as, or to nil. A heading that is blank or comes again gets its column's number behind it, or
    /// the next one with which it is like no other.
    public let columns: [String: String?]
    /// From a heading that is never read, by the same name, to the reason.
    public let forbidden: [String: String]
    /// The names of `columns`, in the order of the sheet.
    public let headings: [String]
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
        people = counts.people
        duplicates = skipped.count { $0.reason == RowProblem.twice.rawValue }
        past = counts.past
        self.skipped = skipped.filter { $0.reason != RowProblem.twice.rawValue }
        var read: [String: String?] = [:]
        var forbidden: [String: String] = [:]
        var names: [String] = []
        for (index, heading) in survey.headings.enumerated() {
            let name = Self.free(heading, column: index + 1, read.keys, survey.headings)
            let field = survey.plan.columns.indices.contains(index) ? survey.plan.columns[index] : nil
            let isRead = survey.forbidden[index] == nil && field?.isKept == true
            read.updateValue(isRead ? field?.rawValue : nil, forKey: name)
            forbidden[name] = survey.forbidden[index]?.rawValue
            names.append(name)
        }
        columns = read
        self.forbidden = forbidden
        headings = names
        format = survey.writing.format.rawValue
        sheet = survey.tabName
        encoding = survey.writing.encoding.rawValue
        delimiter = survey.writing.delimiter.map { String(Unicode.Scalar($0)) } ?? ""
        layout = survey.plan.rows.rawValue
        headingRow = survey.frame.headingLine
    }

    /// A name for a column that no other has, nor will have by its own heading.
    private static func free(_ heading: String, column: Int, _ taken: [String: String?].Keys, _ headings: [String]) -> String {
        guard heading.isEmpty || taken.contains(heading) else { return heading }
        var number = column
        while taken.contains("\(heading) (\(number))") || headings.contains("\(heading) (\(number))") { number += 1 }
        return "\(heading) (\(number))"
    }

    /// Everything but the order of the headings, which an object does not keep.
    private enum CodingKeys: String, CodingKey {
        case batch, dryRun, rows, asks, offers, people, duplicates, past, skipped, columns, forbidden, format, sheet, encoding, delimiter
        case layout, headingRow
    }
}
