public import Alongside
import Kernel
import Storage

/// The whole import of a file in one go, as the command line does it: the columns as they were guessed.
public enum ImportCommand {
    public enum Step: Sendable {
        /// Bytes that were read, and all of them.
        case reading(done: Int, all: Int)
        /// Rows that were taken in, and all of them.
        case rows(done: Int, all: Int)
    }

    /// Gets the rows that could not be taken, with their reasons, and the sheet that they make.
    public typealias TakeProblems = @Sendable (_ sheet: ProblemSheet, _ rows: [(reason: String, row: ImportRow)]) throws -> Void

    /// With `dryRun` nothing is written at all. With `again` a file may come twice; else it throws `import.problem.same`.
    ///
    /// - Parameter problems: is called once at the end. Whoever calls has the whole file, so nothing is opened to them that they do not hold.
    public static func run(
        _ source: SheetSource, fileName: String? = nil, in house: House, group: Group, dryRun: Bool = false, again: Bool = false,
        problems takeProblems: TakeProblems? = nil, progress: (@Sendable (Step) -> Void)? = nil
    ) async throws -> ImportSummary {
        if dryRun { return try await DryRun(source, takeProblems).run(in: house, group: group, progress: progress) }
        let id = try await ReceiveSheet(source, fileName: fileName).run(in: house, group: group, by: .command) {
            progress?(.reading(done: $0, all: $1))
        }
        let kept: ImportSource?
        do {
            kept = try await house.database.write { transaction in
                let kept = try ImportStore.source(of: id, in: house, group: group.id, transaction)
                guard let kept, let plan = ImportPlan(text: kept.plan) else { throw Problem.conflict("problem.changed") }
                try ConfirmImport(id, plan: plan, again: again).run(transaction, in: house, group: group, by: .command)
                return kept
            }
        } catch {
            try await house.database.write { transaction in try DropSheet(id).run(transaction, in: house, group: group, by: .command) }
            throw error
        }
        let batch = try await ImportSheet(id).run(
            in: house, group: group, by: .command, progress: { batch in progress?(.rows(done: batch.done, all: batch.rows)) }
        )
        let problems = try await house.database.read { connection in
            try ImportStore.problems(of: id, in: group.id, limit: max(1, batch.counts.problems), connection)
        }
        if let takeProblems, let kept {
            let rows = try await house.database.read { try ImportStore.problemRows(of: id, in: house, group: group.id, $0) }
            try takeProblems(ProblemSheet(kept), rows)
        }
        return ImportSummary(
            batch: id.text, dryRun: false, rows: batch.rows, counts: batch.counts, problems: problems.map { .init(line: $0.line, reason: $0.reason) },
            columns: kept.map { ImportSummary.columns($0.headings, ImportPlan(text: $0.plan), $0.forbidden) } ?? []
        )
    }
}

/// What came of an import, for people and programs.
public struct ImportSummary: Codable, Sendable, Equatable {
    public struct RowProblem: Codable, Sendable, Equatable {
        public let line: Int
        /// A member of the catalog's family `import.reason`.
        public let reason: String
    }

    public struct Column: Codable, Sendable, Equatable {
        public let heading: String
        /// What it was read as; nil when it was not read.
        public let field: String?
        /// Why it is never read; nil for all others.
        public let forbidden: String?
    }

    /// Nil for a dry run.
    public let batch: String?
    public let dryRun: Bool
    public let rows: Int
    public let asks: Int
    public let offers: Int
    public let people: Int
    public let past: Int
    public let problemCount: Int
    /// Every one of them, in the order of the sheet.
    public let problems: [RowProblem]
    public let columns: [Column]

    init(batch: String?, dryRun: Bool, rows: Int, counts: ImportBatch.Counts, problems: [RowProblem], columns: [Column]) {
        self.batch = batch
        self.dryRun = dryRun
        self.rows = rows
        asks = counts.asks
        offers = counts.offers
        people = counts.people
        past = counts.past
        problemCount = counts.problems
        self.problems = problems
        self.columns = columns
    }

    static func columns(_ headings: [String], _ plan: ImportPlan?, _ forbidden: [Int: String]) -> [Column] {
        headings.indices.map { index in
            let field = plan.flatMap { $0.columns.indices.contains(index) ? $0.columns[index] : nil }
            return Column(
                heading: headings[index], field: forbidden[index] == nil && field?.isKept == true ? field?.rawValue : nil, forbidden: forbidden[index]
            )
        }
    }
}

/// Reads a sheet to its end and says what would come of it.
struct DryRun: Sendable {
    let source: SheetSource
    let takeProblems: ImportCommand.TakeProblems?

    init(_ source: SheetSource, _ takeProblems: ImportCommand.TakeProblems?) {
        self.source = source
        self.takeProblems = takeProblems
    }

    func run(in house: House, group: Group, progress: (@Sendable (ImportCommand.Step) -> Void)?) async throws -> ImportSummary {
        let survey = try SheetSurvey.of(source, usual: group.country == "US" ? .monthFirst : .dayFirst)
        let reader = try await house.database.read { try RowReader(survey.plan, headings: survey.headings, in: house, group: group, $0) }
        guard survey.plan.saysWhat else { throw Problem.invalid("columns", "import.problem.what") }
        var rows = SheetRows(survey)
        var tally = SheetTally()
        var problems: [ImportSummary.RowProblem] = []
        var kept: [(reason: String, row: ImportRow)] = []
        let pieces = try source.open()
        var done = 0
        var isMore = true
        while isMore {
            if let piece = try pieces.next() {
                try rows.read(piece)
                done += piece.count
                progress?(.reading(done: done, all: source.size ?? 0))
            } else {
                try rows.finish()
                isMore = false
            }
            for row in rows.take(whole: isMore).flatMap({ $0 }) {
                guard let reason = tally.add(row, reader) else { continue }
                problems.append(.init(line: row.line, reason: reason.rawValue))
                if takeProblems != nil { kept.append((reason.rawValue, row)) }
            }
        }
        let counted = tally
        let counts = try await house.database.read { try counted.counts(in: house, group: group, $0) }
        try takeProblems?(ProblemSheet(headings: survey.headings, plan: survey.plan, forbidden: Set(survey.forbidden.keys)), kept)
        return ImportSummary(
            batch: nil, dryRun: true, rows: survey.rows, counts: counts, problems: problems,
            columns: ImportSummary.columns(survey.headings, survey.plan, survey.forbidden.mapValues(\.rawValue))
        )
    }
}
