public import Words

/// Moves through a long list page by page; says where one is and how many there are in all.
public struct Pager: Component {
    var page: Int
    var pages: Int
    var count: String
    var link: @Sendable (Int) -> any Link
    var say: Wording

    /// - Parameters:
    ///   - page: counted from 1.
    ///   - count: how many things there are in all, in words: "25,000 asks".
    ///   - link: the page of a number.
    public init(page: Int, of pages: Int, count: String, say: Wording, link: @escaping @Sendable (Int) -> any Link) {
        self.page = page
        self.pages = pages
        self.count = count
        self.link = link
        self.say = say
    }

    public var html: HTML {
        let place = say("markup.pager.place", ["page": .number(page), "pages": .number(pages)])
        // Nothing to move through: no landmark for those who listen either.
        guard pages > 1 else { return "<p class=\"pager\">\(count)</p>\n" }
        return """
            <nav class="pager" aria-label="\(place)"><p>\(place) · \(count)</p><ul>\(step(page - 1, say("markup.pager.back"), "prev"))\
            \(numbers)\(step(page + 1, say("markup.pager.next"), "next"))</ul></nav>

            """
    }

    private var numbers: HTML {
        let near = Set([1, page - 1, page, page + 1, pages]).filter { (1...pages).contains($0) }.sorted()
        var last = 0
        return HTML.each(near) { number in
            defer { last = number }
            let gap: HTML = number > last + 1 ? "<li aria-hidden=\"true\" class=\"gap\">…</li>" : .empty
            let name = say("markup.pager.page", ["page": .number(number)])
            return """
                \(gap)<li><a href="\(href: link(number))" aria-label="\(name)"\(attribute: "aria-current", number == page ? "page" : nil)>\
                \(say.number(number))</a></li>
                """
        }
    }

    private func step(_ number: Int, _ word: String, _ relation: String) -> HTML {
        guard (1...pages).contains(number) else { return .empty }
        return "<li class=\"step\"><a href=\"\(href: link(number))\" rel=\"\(relation)\">\(word)</a></li>"
    }
}
