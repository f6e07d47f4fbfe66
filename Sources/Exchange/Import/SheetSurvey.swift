import Alongside
import Kernel

/// The first of two passes over a sheet: its headings, a guess at its columns, how its dates are written, and how many rows it has.
public struct SheetSurvey: Sendable {
    public let headings: [String]
    public private(set) var plan: ImportPlan
    /// Columns that are never read, by number, with the reason.
    public let forbidden: [Int: ForbiddenTopic]
    public let certainty: SheetDates.Certainty
    /// Rows below the headings.
    public let rows: Int
    let fingerprint: [UInt8]

    private static let sampleRows = 200
    /// Dates that are looked at to find out what stands first, the day or the month.
    private static let dates = 20_000
    public static let mostRows = 200_000

    /// - Parameter usual: What stands first in a date where the group is.
    /// - Throws: `import.problem.empty`, `import.problem.notSheet`, `import.problem.long` beside the field `file`, and what the reader of CSV refuses.
    public static func of(_ source: SheetSource, usual: SheetDates.Order, progress: ((Int) -> Void)? = nil) throws -> SheetSurvey {
        var survey = Draft()
        var fingerprint = ImportFingerprint()
        var reader = CSVReader()
        let pieces = try source.open()
        var done = 0
        while let piece = try pieces.next() {
            if done == 0 { try refuseOtherFiles(piece) }
            fingerprint.add(piece)
            try reader.read(piece) { row throws(Problem) in try survey.add(row) }
            done += piece.count
            progress?(done)
        }
        try reader.finish { row throws(Problem) in try survey.add(row) }
        guard survey.rows > 0 else { throw Problem.invalid("file", "import.problem.empty") }
        if survey.guess == nil { survey.settle() }
        guard let guess = survey.guess else { throw Problem.invalid("file", "import.problem.empty") }
        let dates = survey.order(usual)
        var forbidden: [Int: ForbiddenTopic] = [:]
        for (column, use) in guess.columns.enumerated() {
            if case .forbidden(let topic) = use { forbidden[column] = topic }
        }
        return SheetSurvey(
            headings: survey.headings, plan: ImportPlan(guess, order: dates.order), forbidden: forbidden, certainty: dates.certainty,
            rows: survey.rows, fingerprint: fingerprint.bytes
        )
    }

    /// The same sheet, read as somebody chose when they looked at its columns before. Another sheet keeps its own guess.
    func reading(as chosen: (headings: [String], plan: ImportPlan)?) -> SheetSurvey {
        guard let chosen, chosen.headings == headings, chosen.plan.columns.count == headings.count else { return self }
        var survey = self
        survey.plan = chosen.plan
        for column in forbidden.keys where survey.plan.columns.indices.contains(column) { survey.plan.columns[column] = nil }
        return survey
    }

    /// What people send instead of CSV: workbooks, documents, pictures.
    private static func refuseOtherFiles(_ head: [UInt8]) throws {
        let beginnings: [[UInt8]] = [
            [0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0], Array("%PDF".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF],
        ]
        if beginnings.contains(where: { head.starts(with: $0) }) { throw Problem.invalid("file", "import.problem.notSheet") }
    }

    /// What is gathered on the way.
    private struct Draft {
        var headings: [String] = []
        var sample: [[String]] = []
        var guess: ColumnGuess?
        var values: [Int: [String]] = [:]
        var rows = 0

        mutating func add(_ row: CSVRow) throws(Problem) {
            if headings.isEmpty {
                headings = row.fields.map { CSVWriter.restored($0) }
                while headings.count > 1, headings.last == "" { headings.removeLast() }
                return
            }
            rows += 1
            guard rows <= SheetSurvey.mostRows else {
                throw Problem.invalid("file", "import.problem.long", ["most": String(SheetSurvey.mostRows)])
            }
            if guess == nil {
                sample.append(row.fields)
                if sample.count == SheetSurvey.sampleRows { settle() }
                return
            }
            keepDates(of: { row[$0] })
        }

        mutating func settle() {
            guess = ColumnGuess(headings: headings, sample: sample)
            for row in sample { keepDates(of: { row.indices.contains($0) ? row[$0] : "" }) }
            sample = []
        }

        private mutating func keepDates(of cell: (Int) -> String) {
            guard let guess else { return }
            for field in [ImportField.askedAt, .closedAt, .byWhen] {
                for column in guess.columns(of: field) where values[column, default: []].count < SheetSurvey.dates {
                    let text = cell(column)
                    if !text.isEmpty { values[column, default: []].append(text) }
                }
            }
        }

        /// The surest of the date columns decides for all.
        func order(_ usual: SheetDates.Order) -> SheetDates {
            let all = values.sorted { $0.key < $1.key }.map { SheetDates(column: $0.value, usual: usual) }
            let sure: [SheetDates.Certainty] = [.mixed, .certain, .likely, .ambiguous]
            // A column in which no date can be read in two ways is certain of nothing.
            let telling = zip(values.sorted { $0.key < $1.key }, all).filter { pair in
                pair.1.certainty != .certain
                    || SheetDates(column: pair.0.value, usual: usual == .dayFirst ? .monthFirst : .dayFirst).order == pair.1.order
            }.map(\.1)
            for certainty in sure {
                if let found = telling.first(where: { $0.certainty == certainty }) { return found }
            }
            return all.first ?? SheetDates(column: [], usual: usual)
        }
    }
}
