/// Names and what stands for them: "Place: Mill Lane".
public struct DefinitionList: Component {
    public struct Row: Sendable {
        public var term: String
        public var value: HTML

        public init(_ term: String, html value: HTML) {
            self.term = term
            self.value = value
        }

        public init(_ term: String, _ text: String) { self.init(term, html: "<bdi>\(text)</bdi>") }
    }

    var rows: [Row]

    public init(_ rows: [Row]) { self.rows = rows }

    public var html: HTML {
        "<dl class=\"facts\">\(HTML.each(rows) { "<div><dt>\($0.term)</dt><dd>\($0.value)</dd></div>" })</dl>\n"
    }
}
