public import Alongside
public import Words

/// The rows of a sheet that could not be taken, as a sheet that can be mended and brought in again. No cell of it is ever run as a formula, and no
/// column that is never read is in it.
public struct ProblemSheet: Sendable {
    private let headings: [String]
    private let columns: [Int]

    public init(_ source: ImportSource) {
        self.init(headings: source.headings, plan: ImportPlan(text: source.plan), forbidden: Set(source.forbidden.keys))
    }

    init(headings: [String], plan: ImportPlan?, forbidden: Set<Int>) {
        self.headings = headings
        columns = (plan?.columns ?? []).indices.filter { plan?.columns[$0]?.isKept == true && !forbidden.contains($0) }
    }

    /// The whole file. `reason` is a member of the catalog's family `import.reason`.
    public func bytes(_ rows: [(reason: String, row: ImportRow)], _ say: Wording) -> [UInt8] {
        var writer = CSVWriter()
        writer.add([say("import.problems.line"), say("import.problems.reason")] + columns.map { headings.indices.contains($0) ? headings[$0] : "" })
        for (reason, row) in rows {
            writer.add([String(row.line), say.family("import.reason", reason)] + columns.map { row[$0] })
        }
        return writer.bytes
    }
}
