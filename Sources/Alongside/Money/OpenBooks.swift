import Foundation
public import Kernel
public import Storage

/// What a group shows everybody of its money: sums by month and kind, without names, pots or single rows (section 6: public view).
public struct OpenBooks: Sendable {
    /// One line of the books.
    public struct Line: Hashable, Comparable, Sendable {
        public enum Side: String, Sendable, CaseIterable, Comparable {
            case income = "in"
            case spending = "out"

            public static func < (left: Side, right: Side) -> Bool { left.rawValue < right.rawValue }
        }

        public let side: Side
        public let kind: LedgerEntry.Kind
        /// What was bought, for repayments and costs.
        public let category: ID<Category>?

        public static func < (left: Line, right: Line) -> Bool {
            if left.side != right.side { return left.side < right.side }
            if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
            return (left.category?.text ?? "") < (right.category?.text ?? "")
        }
    }

    /// A month with at least one number to show.
    public struct Month: Sendable {
        /// When it began.
        public let start: Instant
        public let lines: [Shown]
    }

    public struct Shown: Sendable, Hashable {
        public let side: Line.Side
        /// Nil for several small lines together.
        public let line: Line?
        /// The month of its first row, when that is an earlier one.
        public let since: Instant?
        public let rows: Int
        public let minorUnits: Int64
    }

    /// The newest month first.
    public let months: [Month]
    /// Whether there are rows that wait for more to join them.
    public let holdsBack: Bool

    /// The books up to the end of last month in the group's time zone. Transfers and advances are not in them: that money is still the group's.
    public static func load(_ group: Group, at now: Instant, _ connection: any Connection) throws -> OpenBooks {
        guard let first = try LedgerStore.firstAt(in: group.id, connection) else { return OpenBooks(months: [], holdsBack: false) }
        let starts = Months.starts(from: first, to: now, in: group.timeZone)
        var cells = [[Line: SmallCells.Cell<Line>]](repeating: [:], count: max(0, starts.count - 1))
        try OpenBooksStore.forEachRow(in: group.id, connection) { row in
            guard let side = row.kind.side, let month = starts.lastIndex(where: { $0 <= row.at }), month < cells.count else { return }
            let line = Line(side: side, kind: row.kind, category: row.category)
            cells[month][line, default: .init(line: line, rows: 0, minorUnits: 0)].rows += row.isReversal ? -1 : 1
            cells[month][line]?.minorUnits += row.minorUnits
        }
        let published = SmallCells.published(cells.map { Array($0.values) }, side: \.side)
        let shown = published.enumerated().compactMap { number, blocks -> Month? in
            blocks.isEmpty ? nil : Month(start: starts[number], lines: blocks.map { show($0, number, starts) })
        }
        let all = cells.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.rows } }
        return OpenBooks(months: shown.reversed(), holdsBack: published.joined().reduce(0) { $0 + $1.rows } < all || starts.count == 1)
    }

    private static func show(_ block: SmallCells.Block<Line>, _ number: Int, _ starts: [Instant]) -> Shown {
        Shown(
            side: block.lines.first?.side ?? .income, line: block.lines.count == 1 ? block.lines.first : nil,
            since: block.since < number ? starts[block.since] : nil, rows: block.rows, minorUnits: block.minorUnits
        )
    }
}

extension LedgerEntry.Kind {
    /// On which side of the books it stands; nil for money that only changes hands inside the group.
    fileprivate var side: OpenBooks.Line.Side? {
        switch self {
        case .donation, .grant: .income
        case .repayment, .cost: .spending
        case .advance, .advanceReturned, .transfer, .correction: nil
        }
    }
}
