/// The row that is being read.
struct RowDraft {
    private(set) var rows: [WorkbookRow] = []
    /// The number of the row that is being read.
    private(set) var number = 0
    private var cells: [String] = []

    /// - Parameter number: as the sheet says it; nil for the one after the last. A number that does not rise is damage.
    mutating func begin(_ number: Int?) throws(WorkbookFault) {
        let next = number ?? self.number + 1
        guard next > self.number, next < 100_000_000 else { throw .damaged }
        self.number = next
        cells.removeAll(keepingCapacity: true)
    }

    /// Puts a text into a column, counted from 0. What is blank needs no place.
    mutating func put(_ text: String, at column: Int) throws(WorkbookFault) {
        guard !text.isEmpty else { return }
        guard column < WorkbookLimits.columns else { throw .columns(row: number) }
        // Two cells for one place are damage; the first stays.
        guard column >= cells.count else { throw .damaged }
        while cells.count < column { cells.append("") }
        cells.append(text)
    }

    mutating func end() {
        if !cells.isEmpty { rows.append(WorkbookRow(number: number, cells: cells)) }
    }

    /// Rows that are the same as the one that has just ended, or blank.
    mutating func repeatLast(_ count: Int) throws(WorkbookFault) {
        guard count > 0 else { return }
        if !cells.isEmpty {
            guard count <= WorkbookLimits.repeatedRows else { throw .big }
            for step in 1...count { rows.append(WorkbookRow(number: number + step, cells: cells)) }
        }
        number += count
        guard number < 100_000_000 else { throw .damaged }
    }

    mutating func take() -> [WorkbookRow] {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }
}
