/// A short menu with counts: queues, places, rooms of the settings.
public struct SideList: Component {
    public struct Item: Sendable {
        public var label: String
        /// In the language's own digits; nil where nothing is counted.
        public var count: String?
        public var link: any Link
        public var isCurrent: Bool
        public var key: String?

        public init(_ label: String, count: String? = nil, _ link: any Link, isCurrent: Bool = false, key: String? = nil) {
            self.label = label
            self.count = count
            self.link = link
            self.isCurrent = isCurrent
            self.key = key
        }
    }

    var title: String
    var items: [Item]
    var id: String
    var hint: String?

    /// `id` must be unique on the page: it ties the heading to the menu. `hint` says in half a sentence what stands there.
    public init(_ title: String, id: String, hint: String? = nil, _ items: [Item]) {
        self.hint = hint
        self.title = title
        self.id = id
        self.items = items
    }

    public var html: HTML {
        let links = HTML.each(items) { item in
            """
            <li><a href="\(href: item.link)"\(attribute: "aria-current", item.isCurrent ? "true" : nil)\(attribute: "data-key", item.key)>\
            <span>\(item.label)</span>\(item.count.map { " <span class=\"count\">\($0)</span>" as HTML })</a></li>
            """
        }
        return
            "<nav class=\"side-list\" aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>\(hint.map { "<p class=\"detail\">\($0)</p>" as HTML })<ul>\(links)</ul></nav>\n"
    }
}
