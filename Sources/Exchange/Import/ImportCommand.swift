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
        _ source: SheetSource, fileName: String? = nil, tab: String? = nil, in house: House, group: Group, dryRun: Bool = false,
        again: Bool = false, problems takeProblems: TakeProblems? = nil, progress: (@Sendable (Step) -> Void)? = nil
    ) async throws -> ImportSummary {
        if dryRun { return try await DryRun(source, tab: tab, takeProblems).run(in: house, group: group, progress: progress) }
        let id = try await ReceiveSheet(source, fileName: fileName, tab: tab).run(in: house, group: group, by: .command) {
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
            batch: id.text, survey: try SheetSurvey.of(source, usual: .usual(in: group), tab: tab), counts: batch.counts,
            skipped: problems.map { .init(row: $0.line, reason: $0.reason) }
        )
    }
}

/// Reads a sheet to its end and says what would come of it.
struct DryRun: Sendable {
    let source: SheetSource
    let tab: String?
    let takeProblems: ImportCommand.TakeProblems?

    init(_ source: SheetSource, tab: String?, _ takeProblems: ImportCommand.TakeProblems?) {
        self.source = source
        self.tab = tab
        self.takeProblems = takeProblems
    }

    func run(in house: House, group: Group, progress: (@Sendable (ImportCommand.Step) -> Void)?) async throws -> ImportSummary {
        let survey = try SheetSurvey.of(source, usual: .usual(in: group), tab: tab)
        let reader = try await house.database.read { try RowReader(survey.plan, headings: survey.headings, in: house, group: group, $0) }
        guard survey.plan.saysWhat else { throw Problem.invalid("columns", "import.problem.what") }
        var rows = SheetRows(survey)
        var tally = SheetTally()
        var skipped: [ImportSummary.Skipped] = []
        var kept: [(reason: String, row: ImportRow)] = []
        let stream = try SheetStream(source, tab: survey.tab)
        var isMore = true
        while isMore {
            if let some = try stream.next() {
                rows.add(some)
                progress?(.reading(done: stream.progress.done, all: stream.progress.all))
            } else {
                isMore = false
            }
            for row in rows.take(whole: isMore).flatMap({ $0 }) {
                switch tally.add(row, reader) {
                case .taken: continue
                case .past: skipped.append(.init(row: row.line, reason: ImportSummary.past))
                case .problem(let reason):
                    skipped.append(.init(row: row.line, reason: reason.rawValue))
                    if takeProblems != nil { kept.append((reason.rawValue, row)) }
                }
            }
        }
        let counted = tally
        let counts = try await house.database.read { try counted.counts(in: house, group: group, $0) }
        try takeProblems?(ProblemSheet(headings: survey.headings, plan: survey.plan, forbidden: Set(survey.forbidden.keys)), kept)
        return ImportSummary(batch: nil, survey: survey, counts: counts, skipped: skipped)
    }
}
