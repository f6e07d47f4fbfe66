import Kernel
import Workbooks

/// Which sheet of a workbook is read.
struct SheetTab: Sendable {
    /// By its place among the tabs.
    let position: Int
    /// Nil where there is only one to see.
    let name: String?

    private static let sampleRows = 60

    /// - Parameter named: as on its tab, in any case; nil for the first of those of which most columns are known. Hidden sheets are read only by name.
    /// - Throws: `import.problem.tab` for a name that is not there.
    static func choose(in source: SheetSource, named: String?) throws -> SheetTab {
        guard let workbook = try source.workbook() else { return SheetTab(position: 0, name: nil) }
        if let named {
            let wanted = Folding.fold(named)
            guard let position = workbook.sheets.firstIndex(where: { Folding.fold($0.name) == wanted }) else {
                throw Problem.invalid("file", "import.problem.tab", ["name": named])
            }
            return SheetTab(position: position, name: workbook.sheets[position].name)
        }
        let visible = workbook.sheets.indices.filter { !workbook.sheets[$0].isHidden }
        guard visible.count > 1 else { return SheetTab(position: visible.first ?? 0, name: nil) }
        var best = (position: visible[0], known: 0)
        for position in visible {
            // One that is damaged says so when it is the only one to read.
            let known = (try? knownColumns(of: source, tab: position)) ?? 0
            if known > best.known { best = (position, known) }
        }
        return SheetTab(position: best.position, name: workbook.sheets[best.position].name)
    }

    /// How many columns of a sheet are known; one that says what is needed counts for more than any number of others.
    private static func knownColumns(of source: SheetSource, tab: Int) throws -> Int {
        let stream = try SheetStream(source, tab: tab)
        var rows: [SheetRow] = []
        while rows.count < sampleRows, let some = try stream.next() { rows += some }
        rows = Array(rows.prefix(sampleRows))
        guard let frame = SheetFrame(rows) else { return 0 }
        let below = rows.filter { frame.holds($0) }
        guard !below.isEmpty else { return 0 }
        let guess = ColumnGuess(headings: frame.headings, sample: below.map(\.fields))
        let known = guess.columns.count { $0 != .ignored }
        return known + (ImportPlan(guess, order: .dayFirst).saysWhat ? 1_000 : 0)
    }
}
