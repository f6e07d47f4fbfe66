public import Alongside
public import Kernel
import Storage

/// Takes a sheet in so that somebody can look at its columns before anything is made of it: its rows are stored sealed, without the columns that are
/// never read, and of rows that are over for longer than the group keeps people nothing but that they were there. What nobody says yes to goes after a
/// day, and with the batch's subject at the latest.
public struct ReceiveSheet: Sendable {
    static let chunkRows = 50

    public let source: SheetSource
    public let fileName: String?
    /// The sheet of a workbook, by its name; nil for the one that looks most like a group's.
    public let tab: String?
    /// How a sheet with these headings is read; nil leaves it to a guess.
    public let chosen: (headings: [String], plan: ImportPlan)?

    public init(
        _ source: SheetSource, fileName: String? = nil, tab: String? = nil, chosen: (headings: [String], plan: ImportPlan)? = nil
    ) {
        self.source = source
        self.fileName = fileName
        self.tab = tab
        self.chosen = chosen
    }

    /// Two passes over the bytes. `progress` gets the bytes that the second has read, and all of them.
    public func run(
        in house: House, group: Group, by actor: Actor, progress: (@Sendable (_ done: Int, _ all: Int) -> Void)? = nil
    ) async throws -> ID<ImportBatch> {
        try actor.must(.importSheet)
        let survey = try SheetSurvey.of(source, usual: .usual(in: group), tab: tab).reading(as: chosen)
        let batch = ImportBatch(id: house.newID(), madeAt: house.now, madeBy: actor.person)
        try await house.database.write { transaction in try ImportStore.begin(batch, in: house, group: group, transaction) }
        do {
            try await store(survey, batch, in: house, group: group, progress: progress)
        } catch {
            try await house.database.write { transaction in try DropSheet(batch.id).run(transaction, in: house, group: group, by: actor) }
            throw error
        }
        return batch.id
    }

    /// What people call the sheet: the file, and in a workbook of several its tab.
    private static func name(_ file: String?, _ tab: String?) -> String? {
        let parts = [file, tab].compactMap { $0 }
        return parts.isEmpty ? nil : String(parts.joined(separator: " \u{203A} ").prefix(120))
    }

    private func store(
        _ survey: SheetSurvey, _ batch: ImportBatch, in house: House, group: Group, progress: (@Sendable (Int, Int) -> Void)?
    ) async throws {
        let reader = try await house.database.read { try RowReader(survey.plan, headings: survey.headings, in: house, group: group, $0) }
        var rows = SheetRows(survey)
        var position = 0
        var past = 0
        let stream = try SheetStream(source, tab: survey.tab)
        var done = 0
        var isMore = true
        while isMore {
            if let some = try stream.next() {
                rows.add(some)
                if stream.progress.done > done { progress?(stream.progress.done, stream.progress.all) }
                done = stream.progress.done
            } else {
                isMore = false
            }
            let runs = rows.take(whole: isMore).map { run in run.map { reader.isPast($0) ? .past(line: $0.line) : $0 } }
            guard !runs.isEmpty else { continue }
            past += runs.reduce(0) { $0 + $1.count(where: \.isPast) }
            let first = position
            try await house.database.write { transaction in
                let key = try house.vault.key(of: batch.id.subject, in: group.id, transaction)
                for (index, run) in runs.enumerated() {
                    try ImportStore.add(run, at: first + index, to: batch.id, key: key, in: house, group: group.id, transaction)
                }
            }
            position += runs.count
        }
        let chunks = position
        let source = ImportSource(
            fileName: Self.name(fileName, survey.tabName), fingerprint: survey.fingerprint, headings: survey.headings, plan: survey.plan.text,
            forbidden: survey.forbidden.mapValues(\.rawValue), certainty: survey.certainty.rawValue, past: past
        )
        try await house.database.write { transaction in
            var batch = batch
            batch.state = .waiting
            batch.rows = survey.rows
            batch.chunks = chunks
            try ImportStore.update(batch, in: group.id, transaction)
            try ImportStore.set(source, of: batch.id, in: house, group: group.id, transaction)
        }
    }
}

/// The second pass: the rows of the group, with empty cells where a column is never read or has no heading.
struct SheetRows {
    private let frame: SheetFrame
    private let unread: Set<Int>
    private var rows: [ImportRow] = []

    init(_ survey: SheetSurvey) {
        frame = survey.frame
        unread = Set(survey.forbidden.keys).union(survey.plan.columns.indices.filter { survey.plan.columns[$0]?.isKept == false })
    }

    mutating func add(_ some: [SheetRow]) {
        for row in some where frame.holds(row) {
            rows.append(
                ImportRow(line: row.line, cells: frame.headings.indices.map { unread.contains($0) ? "" : CSVWriter.restored(row[$0]) })
            )
        }
    }

    /// What was read so far in runs of fifty; the last one, which may be shorter, only at the end.
    mutating func take(whole: Bool) -> [[ImportRow]] {
        var runs: [[ImportRow]] = []
        while rows.count >= ReceiveSheet.chunkRows || (!whole && !rows.isEmpty) {
            runs.append(Array(rows.prefix(ReceiveSheet.chunkRows)))
            rows.removeFirst(min(rows.count, ReceiveSheet.chunkRows))
        }
        return runs
    }
}

extension SheetDates.Order {
    /// What stands first in a date where a group is.
    static func usual(in group: Group) -> SheetDates.Order { group.country == "US" ? .monthFirst : .dayFirst }
}
