/// How a sheet is read: what each of its columns becomes, whether its rows are asks or offers, and how its dates are written.
public struct ImportPlan: Hashable, Sendable {
    /// One a column; nil for a column that is not read. A field that is not kept stands here only so that it can be named.
    public var columns: [ImportField?]
    public var rows: ColumnGuess.Rows
    public var order: SheetDates.Order

    public init(columns: [ImportField?], rows: ColumnGuess.Rows, order: SheetDates.Order) {
        self.columns = columns
        self.rows = rows
        self.order = order
    }

    init(_ guess: ColumnGuess, order: SheetDates.Order) {
        columns = guess.columns.map { use in
            guard case .field(let field) = use else { return nil }
            return field
        }
        rows = guess.rows
        self.order = order
    }

    /// One line: the rows, the order of dates, the columns.
    public var text: String {
        ([rows.rawValue, order.rawValue] + columns.map { $0?.rawValue ?? "" }).joined(separator: ";")
    }

    /// Nil for anything but what `text` wrote.
    public init?(text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, let rows = ColumnGuess.Rows(rawValue: parts[0]), let order = SheetDates.Order(rawValue: parts[1]) else { return nil }
        self.init(columns: parts.dropFirst(2).map { ImportField(rawValue: $0) }, rows: rows, order: order)
    }

    /// What of the plan says which rows are over, and for how long.
    struct Endings: Hashable {
        var columns: [[Int]]
        var rows: ColumnGuess.Rows
        var order: SheetDates.Order
    }

    var endings: Endings {
        Endings(columns: [ImportField.status, .closedAt, .askedAt, .askOrOffer].map { columns(of: $0) }, rows: rows, order: order)
    }

    public func columns(of field: ImportField) -> [Int] { columns.indices.filter { columns[$0] == field } }

    /// Whether any column tells what a row is about; without one there is nothing to bring in.
    public var saysWhat: Bool { columns.contains { $0 == .words || $0 == .kinds || $0 == .skills } }
}
