import Kernel

/// What of a sheet are rows of the group, and what stands around them: titles above the headings, headings that come once more where sheets were pasted
/// together, totals below.
struct SheetFrame: Sendable {
    let headings: [String]
    /// The line of the headings.
    let headingLine: Int

    /// How far down headings are looked for.
    static let depth = 30
    /// How many wide rows are looked at: above the headings there may stand one more row that spans several of them.
    private static let candidates = 3

    /// Finds the headings among the first rows of a sheet: the first row that is about as wide as the sheet, or one of the next two when at least twice as
    /// many of its cells say something that headings say. Nil without a row.
    init?(_ rows: [SheetRow]) {
        let first = Array(rows.prefix(Self.depth))
        let widths = first.map { row in row.fields.count { !$0.isEmpty } }
        guard let widest = widths.max(), widest > 0 else { return nil }
        let wide = widths.indices.filter { widths[$0] * 2 > widest || widths[$0] == widest }
        guard var best = wide.first else { return nil }
        var known = Self.known(first[best])
        for index in wide.prefix(Self.candidates).dropFirst() where index < best + Self.candidates {
            let count = Self.known(first[index])
            if count >= max(2, 2 * known) { (best, known) = (index, count) }
        }
        headings = Self.headings(of: first[best])
        headingLine = first[best].line
    }

    private static func headings(of row: SheetRow) -> [String] {
        var headings = row.fields.map { CSVWriter.restored($0) }
        while headings.count > 1, headings.last == "" { headings.removeLast() }
        return headings
    }

    /// How many cells say something that headings say.
    private static func known(_ row: SheetRow) -> Int {
        row.fields.count { field in
            // A heading is no number, no address and no essay.
            guard !field.isEmpty, field.contains(where: \.isLetter), !field.contains("@"), field.utf8.count <= 400 else { return false }
            return HeadingRules.best(for: Heading(field)).use != .ignored
        }
    }

    /// Whether a row is one of the group's: below the headings, and neither they once more nor a total.
    func holds(_ row: SheetRow) -> Bool { row.line > headingLine && !isHeadings(row) && !Self.isTotals(row) }

    private func isHeadings(_ row: SheetRow) -> Bool {
        guard row.count >= headings.count, headings.count > 1, row[0] == headings[0] else { return false }
        return Self.headings(of: row) == headings
    }

    private static let totals: Set<String> = [
        "total", "totals", "subtotal", "subtotals", "grand total", "sum", "total general", "totales", "suma", "مجموع", "المجموع", "اجمالي",
        "الاجمالي",
        "المجموع الكلي",
    ]

    /// A row of which the first cell says total, and the others nothing but numbers.
    private static func isTotals(_ row: SheetRow) -> Bool {
        var isNamed = false
        for column in 0..<row.count {
            let cell = row[column]
            guard !cell.isEmpty else { continue }
            if isNamed {
                guard !cell.contains(where: \.isLetter), cell.contains(where: \.isNumber) else { return false }
            } else {
                guard cell.utf8.count <= 60 else { return false }
                let words = Folding.fold(cell).split(separator: " ").filter { word in !word.allSatisfy(\.isNumber) }
                guard totals.contains(words.joined(separator: " ")) else { return false }
                isNamed = true
            }
        }
        return isNamed
    }
}
