/// More to read for who wants it: "Who sees what?" stands wherever something is typed.
public struct Disclosure: Component {
    var summary: String
    var content: HTML
    var open: Bool

    public init(_ summary: String, open: Bool = false, _ content: HTML) {
        self.summary = summary
        self.open = open
        self.content = content
    }

    public var html: HTML {
        "<details class=\"more\"\(flag: "open", open)><summary>\(summary)</summary><div>\(content)</div></details>\n"
    }
}
