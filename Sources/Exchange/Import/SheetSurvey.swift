import Alongside
import Kernel

/// The first of two passes over a sheet: its headings, a guess at its columns, how its dates are written, and how many rows it has.
public struct SheetSurvey: Sendable {
    public var headings: [String] { frame.headings }
    public private(set) var plan: ImportPlan
    /// Columns that are never read, by number, with the reason.
    public let forbidden: [Int: ForbiddenTopic]
    public let certainty: SheetDates.Certainty
    /// Rows below the headings that are neither headings once more nor totals.
    public let rows: Int
    /// The sheet of a workbook that was read; nil for a file that has only one.
    public let tabName: String?
    let tab: Int
    let frame: SheetFrame
    let writing: SheetWriting
    let fingerprint: [UInt8]

    private static let sampleRows = 200
    /// Dates that are looked at to find out what stands first, the day or the month.
    private static let dates = 20_000
    public static let mostRows = 200_000

    /// - Parameters:
    ///   - usual: What stands first in a date where the group is.
    ///   - tab: The sheet of a workbook, by its name; nil for the one that looks most like a group's.
    /// - Throws: `import.problem.empty`, `import.problem.notSheet`, `import.problem.long` and their like beside the field `file`, and what the reader of
    ///   CSV refuses.
    public static func of(
        _ source: SheetSource, usual: SheetDates.Order, tab named: String? = nil, progress: ((Int) -> Void)? = nil
    ) throws -> SheetSurvey {
        let tab = try SheetTab.choose(in: source, named: named)
        let stream = try SheetStream(source, tab: tab.position)
        var survey = Draft()
        var isFirst = true
        while let rows = try stream.next() {
            if isFirst, stream.writing.format == .csv { try refuseOtherFiles(source) }
            isFirst = false
            for row in rows { try survey.add(row) }
            progress?(stream.progress.done)
        }
        try survey.end()
        guard survey.rows > 0, let frame = survey.frame, let guess = survey.guess else { throw Problem.invalid("file", "import.problem.empty") }
        let dates = survey.order(usual)
        var forbidden: [Int: ForbiddenTopic] = [:]
        for (column, use) in guess.columns.enumerated() {
            if case .forbidden(let topic) = use { forbidden[column] = topic }
        }
        return SheetSurvey(
            plan: ImportPlan(guess, order: dates.order), forbidden: forbidden, certainty: dates.certainty, rows: survey.rows, tabName: tab.name,
            tab: tab.position, frame: frame, writing: stream.writing, fingerprint: try fingerprint(of: source, tab: tab)
        )
    }

    /// Two sheets of one workbook are not the same sheet twice.
    private static func fingerprint(of source: SheetSource, tab: SheetTab) throws -> [UInt8] {
        var fingerprint = ImportFingerprint()
        let pieces = try source.pieces()
        while let piece = try pieces.next() { fingerprint.add(piece) }
        if tab.position > 0 { fingerprint.add(Array("#\(tab.position)".utf8)) }
        return fingerprint.bytes
    }

    /// The same sheet, read as somebody chose when they looked at its columns before. Another sheet keeps its own guess.
    func reading(as chosen: (headings: [String], plan: ImportPlan)?) -> SheetSurvey {
        guard let chosen, chosen.headings == headings, chosen.plan.columns.count == headings.count else { return self }
        var survey = self
        survey.plan = chosen.plan
        for column in forbidden.keys where survey.plan.columns.indices.contains(column) { survey.plan.columns[column] = nil }
        return survey
    }

    /// What people send instead of a sheet: documents, pictures.
    private static func refuseOtherFiles(_ source: SheetSource) throws {
        let head = try source.pieces().next() ?? []
        let beginnings: [[UInt8]] = [Array("%PDF".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x1F, 0x8B]]
        if beginnings.contains(where: { head.starts(with: $0) }) { throw Problem.invalid("file", "import.problem.notSheet") }
    }

    /// What is gathered on the way.
    private struct Draft {
        /// The first rows, until the headings are found among them.
        private var first: [SheetRow] = []
        private(set) var frame: SheetFrame?
        var sample: [[String]] = []
        var guess: ColumnGuess?
        var values: [Int: [String]] = [:]
        var rows = 0

        mutating func add(_ row: SheetRow) throws(Problem) {
            guard let frame else {
                first.append(row)
                if first.count == SheetFrame.depth { try find() }
                return
            }
            try add(row, in: frame)
        }

        /// The sheet is over, however short it was.
        mutating func end() throws(Problem) {
            if frame == nil { try find() }
            if guess == nil, rows > 0 { settle() }
        }

        private mutating func find() throws(Problem) {
            guard let found = SheetFrame(first) else { return }
            frame = found
            for row in first { try add(row, in: found) }
            first = []
        }

        private mutating func add(_ row: SheetRow, in frame: SheetFrame) throws(Problem) {
            guard frame.holds(row) else { return }
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
            guess = ColumnGuess(headings: frame?.headings ?? [], sample: sample)
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
