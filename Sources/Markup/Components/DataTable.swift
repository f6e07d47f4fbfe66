/// A table; on a narrow screen every row becomes a card with the column's name before each value.
/// The roles are written out, because a table that is laid out as blocks loses its own.
public struct DataTable: Component {
    public struct Column: Sendable {
        public var title: String
        /// Numbers stand at the end side, in figures of one width.
        public var isNumber: Bool

        public init(_ title: String, number: Bool = false) {
            self.title = title
            isNumber = number
        }
    }

    var caption: String
    var captionHidden: Bool
    var columns: [Column]
    var rows: [[HTML]]
    var foot: [HTML]

    /// - Parameters:
    ///   - rows: each as long as `columns`; the first cell heads its row. Text goes in as `HTML(text:)`.
    ///   - foot: a last row with totals, or nothing.
    public init(_ caption: String, captionHidden: Bool = false, columns: [Column], rows: [[HTML]], foot: [HTML] = []) {
        self.caption = caption
        self.captionHidden = captionHidden
        self.columns = columns
        self.rows = rows
        self.foot = foot
    }

    public var html: HTML {
        let head = HTML.each(columns) { column in
            "<th scope=\"col\" role=\"columnheader\"\(attribute: "class", column.isNumber ? "number" : nil)>\(column.title)</th>"
        }
        return """
            <table class="table" role="table"><caption\(attribute: "class", captionHidden ? "unseen" : nil)>\(caption)</caption>\
            <thead role="rowgroup"><tr role="row">\(head)</tr></thead>\
            <tbody role="rowgroup">\(HTML.each(rows, row))</tbody>\
            \(HTML.when(!foot.isEmpty) { "<tfoot role=\"rowgroup\">\(row(foot))</tfoot>" })</table>

            """
    }

    private func row(_ cells: [HTML]) -> HTML {
        let cells = HTML.each(zip(columns, cells).enumerated()) { index, pair in
            let (column, cell) = pair
            let name: String? = column.isNumber ? "number" : nil
            return index == 0
                ? "<th scope=\"row\" role=\"rowheader\"\(attribute: "class", name)>\(cell)</th>"
                : "<td role=\"cell\" data-label=\"\(column.title)\"\(attribute: "class", name)>\(cell)</td>"
        }
        return "<tr role=\"row\">\(cells)</tr>"
    }
}
