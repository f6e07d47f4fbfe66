/// Sums that may be shown to everybody. A number that fewer than five rows stand behind would show a single purchase, so it is never shown, not even
/// as the difference of two numbers that are.
///
/// Rows are merged into blocks that do not overlap, each of five rows or more, and everything published is a sum of whole blocks: whatever is
/// subtracted from whatever, five rows or more remain. Months are taken in their order and only once they are over. What is too small in one month
/// waits for the next, so what was published once never changes, and two readings of the page give no difference either.
public enum SmallCells {
    /// The fewest rows behind a number.
    public static let fewest = 5

    /// The rows of one line of one month.
    public struct Cell<Line: Hashable & Comparable & Sendable>: Sendable, Hashable {
        public var line: Line
        /// A row counts one; one that takes another back takes its one away.
        public var rows: Int
        public var minorUnits: Int64

        public init(line: Line, rows: Int, minorUnits: Int64) {
            self.line = line
            self.rows = rows
            self.minorUnits = minorUnits
        }
    }

    /// One number that is shown.
    public struct Block<Line: Hashable & Comparable & Sendable>: Sendable, Hashable {
        /// One line, or several small ones together.
        public var lines: [Line]
        /// The first month whose rows are in it; its last month is the one it is shown in.
        public var since: Int
        public var rows: Int
        public var minorUnits: Int64
    }

    /// The blocks of each month in turn. Lines are merged only with lines of the same `side`, so that money in and money out stay apart.
    /// O(months · lines).
    public static func published<Line: Hashable & Comparable & Sendable, Side: Hashable & Comparable>(
        _ months: [[Cell<Line>]], side: (Line) -> Side
    ) -> [[Block<Line>]] {
        var waiting: [Line: Block<Line>] = [:]
        return months.enumerated().map { number, cells in
            for cell in cells {
                let before = waiting[cell.line]
                waiting[cell.line] = Block(
                    lines: [cell.line], since: before?.since ?? number, rows: (before?.rows ?? 0) + cell.rows,
                    minorUnits: (before?.minorUnits ?? 0) + cell.minorUnits
                )
            }
            return take(from: &waiting, side: side)
        }
    }

    /// Takes out what is large enough by itself, then what is large enough together.
    private static func take<Line: Hashable & Comparable & Sendable, Side: Hashable & Comparable>(
        from waiting: inout [Line: Block<Line>], side: (Line) -> Side
    ) -> [Block<Line>] {
        var out: [Block<Line>] = []
        for line in waiting.keys.sorted() {
            guard let block = waiting[line], block.rows >= fewest else { continue }
            out.append(block)
            waiting[line] = nil
        }
        let small = Dictionary(grouping: waiting.filter { $0.value.rows > 0 }.map(\.key), by: side)
        for side in small.keys.sorted() {
            let lines = (small[side] ?? []).sorted()
            let blocks = lines.compactMap { waiting[$0] }
            let rows = blocks.reduce(0) { $0 + $1.rows }
            guard blocks.count > 1, rows >= fewest else { continue }
            out.append(
                Block(
                    lines: lines, since: blocks.map(\.since).min() ?? 0, rows: rows, minorUnits: blocks.reduce(0) { $0 + $1.minorUnits }
                )
            )
            for line in lines { waiting[line] = nil }
        }
        return out
    }
}
