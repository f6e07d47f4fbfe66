/// Somebody, in one line: a name and what is worth knowing now. No picture: nobody is asked for one.
public struct PersonLine: Component {
    var name: String
    var detail: String?
    var link: (any Link)?
    var trailing: HTML

    /// `trailing` stands at the end side: pills, a button.
    public init(_ name: String, _ detail: String? = nil, to link: (any Link)? = nil, trailing: HTML = .empty) {
        self.name = name
        self.detail = detail
        self.link = link
        self.trailing = trailing
    }

    public var html: HTML {
        let who: HTML =
            if let link { "<strong><a href=\"\(href: link)\"><bdi>\(name)</bdi></a></strong>" } else { "<strong><bdi>\(name)</bdi></strong>" }
        return """
            <div class="person"><p>\(who)\(detail.map { " <span class=\"detail\">\($0)</span>" as HTML })</p>\
            \(HTML.when(!trailing.isEmpty) { "<div class=\"actions\">\(trailing)</div>" })</div>

            """
    }
}
