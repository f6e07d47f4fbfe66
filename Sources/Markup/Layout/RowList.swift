/// The list in the middle of the board: rows of two lines, each one link. `j` and `k` move through them.
public struct RowList: Component {
    public struct Row: Sendable {
        /// Age or day, with its tone.
        public var pill: Pill
        /// Beside it: how soon.
        public var second: Pill?
        public var title: String
        /// Stands softly after the title: the place.
        public var place: String?
        /// The second line: code word, language, door.
        public var detail: String
        /// At the end side: who, or that nobody is there yet.
        public var trailing: String?
        public var link: any Link
        public var isCurrent: Bool

        public init(
            _ pill: Pill, second: Pill? = nil, _ title: String, place: String? = nil, detail: String, trailing: String? = nil, to link: any Link,
            isCurrent: Bool = false
        ) {
            self.pill = pill
            self.second = second
            self.title = title
            self.place = place
            self.detail = detail
            self.trailing = trailing
            self.link = link
            self.isCurrent = isCurrent
        }
    }

    var rows: [Row]

    public init(_ rows: [Row]) { self.rows = rows }

    public var html: HTML {
        let items = HTML.each(rows) { row in
            """
            <li><a href="\(href: row.link)" data-row\(attribute: "aria-current", row.isCurrent ? "true" : nil)>\(pills(row))\
            <span class="row-words"><span class="row-title"><strong>\(row.title)</strong>\
            \(row.place.map { " <span class=\"soft\">· \($0)</span>" as HTML })</span> <span class="detail">\(row.detail)</span></span>\
            \(row.trailing.map { " <span class=\"row-end detail\">\($0)</span>" as HTML })</a></li>
            """
        }
        return "<ul class=\"rows\">\(items)</ul>\n"
    }

    private func pills(_ row: Row) -> HTML {
        guard let second = row.second else { return row.pill.html }
        return "<span class=\"row-pills\">\(row.pill) \(second)</span>"
    }
}
