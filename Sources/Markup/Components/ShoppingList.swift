/// Lines to be ticked off in the shop: what, what more there is to know, what it cost.
public struct ShoppingList: Component {
    public struct Line: Sendable {
        /// The form's name of the box; also its id.
        public var name: String
        public var text: String
        public var note: String?
        /// As people read it.
        public var price: String?
        public var isDone: Bool

        public init(name: String, _ text: String, note: String? = nil, price: String? = nil, isDone: Bool = false) {
            self.name = name
            self.text = text
            self.note = note
            self.price = price
            self.isDone = isDone
        }
    }

    var lines: [Line]

    /// Each ticked line is sent as `name=yes`.
    public init(_ lines: [Line]) { self.lines = lines }

    public var html: HTML {
        let items = HTML.each(lines) { line in
            """
            <li class="tick"><input type="checkbox" id="\(line.name)" name="\(line.name)" value="yes"\(flag: "checked", line.isDone)>\
            <label for="\(line.name)"><bdi>\(line.text)</bdi>\(line.note.map { " <span class=\"detail\">\($0)</span>" as HTML })</label>\
            \(line.price.map { "<span class=\"number detail\">\($0)</span>" as HTML })</li>
            """
        }
        return "<ul class=\"shopping\">\(items)</ul>\n"
    }
}
