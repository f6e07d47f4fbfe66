/// Things that belong together, with a border of one pixel around them.
public struct Card: Component {
    var title: String?
    var level: Int
    var detail: String?
    var action: HTML
    var chosen: Bool
    var content: HTML

    /// - Parameters:
    ///   - level: of the heading, 2 to 4.
    ///   - detail: a short soft text at the end side of the title's line.
    ///   - action: buttons at the end side of the title's line.
    ///   - chosen: the first among several; with a border of spruce.
    public init(
        title: String? = nil, level: Int = 2, detail: String? = nil, action: HTML = .empty, chosen: Bool = false, _ content: HTML = .empty
    ) {
        self.title = title
        self.level = level
        self.detail = detail
        self.action = action
        self.chosen = chosen
        self.content = content
    }

    public var html: HTML {
        "<section class=\"card\(chosen ? " chosen" : "")\">\(head)\(content)</section>\n"
    }

    private var head: HTML {
        guard title != nil || detail != nil || !action.isEmpty else { return .empty }
        return """
            <div class="card-head">\(title.map { heading($0) })\(detail.map { "<span class=\"detail\">\($0)</span>" as HTML })\(action)</div>
            """
    }

    private func heading(_ title: String) -> HTML {
        switch level {
        case 2: "<h2>\(title)</h2>"
        case 3: "<h3>\(title)</h3>"
        default: "<h4>\(title)</h4>"
        }
    }
}
