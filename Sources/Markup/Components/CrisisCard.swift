public import Words

/// Whom to call when it cannot wait for a neighbour. On every page after asking.
public struct CrisisCard: Component {
    /// A line that answers day and night, or says when it does.
    public struct Line: Sendable {
        public var name: String
        /// As it is written in the country; `link` carries the number to dial.
        public var number: String
        public var link: OutsideLink
        public var note: String?

        public init(_ name: String, number: String, link: OutsideLink, note: String? = nil) {
            self.name = name
            self.number = number
            self.link = link
            self.note = note
        }
    }

    var lines: [Line]
    var say: Wording

    public init(_ lines: [Line], say: Wording) {
        self.lines = lines
        self.say = say
    }

    public var html: HTML {
        let list = HTML.each(lines) { line in
            """
            <li><span>\(line.name)\(line.note.map { " <small>\($0)</small>" as HTML })</span> \
            <a href="\(href: line.link)"><bdi dir="ltr">\(line.number)</bdi><span class="unseen"> \(line.name)</span></a></li>
            """
        }
        return """
            <aside class="crisis" aria-labelledby="crisis-title"><h2 id="crisis-title">\(say("markup.crisis.title"))</h2>\
            <p>\(say("markup.crisis.sentence"))</p><ul>\(list)</ul></aside>

            """
    }
}
