/// Goes through the tokens of a page once, keeping the open elements, and writes down what is wrong.
struct PageReader {
    private struct Open {
        var name: String
        var at: Int
        var hasWords: Bool
    }

    private struct Control {
        var id: String?
        var at: Int
    }

    private let bytes: [UInt8]
    private var tokens: MarkupTokens
    private var open: [Open] = []
    private var ids: Set<String> = []
    private var labelled: Set<String> = []
    private var unlabelled: [Control] = []
    private var references: [(id: String, at: Int)] = []
    private var findings: [MarkupCheck.Finding] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        tokens = MarkupTokens(bytes: bytes)
    }

    mutating func read() -> [MarkupCheck.Finding] {
        while let token = tokens.next() {
            switch token {
            case .text(let range): readText(range)
            case .start(let name, let attributes, let at): readStart(name, attributes, at)
            case .end(let name, let at): readEnd(name, at)
            case .stray(let at): find(.nesting, "a < that begins no element", at)
            }
        }
        for element in open { find(.nesting, "<\(element.name)> is not closed", element.at) }
        for control in unlabelled where control.id.map({ !labelled.contains($0) }) ?? true {
            find(.label, "a control without a label", control.at)
        }
        for reference in references where !ids.contains(reference.id) {
            find(.reference, "there is no id “\(reference.id)”", reference.at)
        }
        return findings
    }

    private mutating func readText(_ range: Range<Int>) {
        guard bytes[range].contains(where: { $0 > 0x20 }) else { return }
        for index in open.indices { open[index].hasWords = true }
    }

    private mutating func readStart(_ name: String, _ attributes: [MarkupToken.Attribute], _ at: Int) {
        checkPlace(of: name, at)
        checkAttributes(of: name, attributes, at)
        let value = { (wanted: String) in attributes.first { $0.name == wanted }?.value }
        let hasName = [value("aria-label"), value("aria-labelledby")].contains { $0?.isEmpty == false }

        switch name {
        case "input" where ["hidden", "submit", "button", "image", "reset"].contains(value("type") ?? "text"): break
        case "input", "select", "textarea", "progress", "meter":
            if !hasName, !open.contains(where: { $0.name == "label" }) { unlabelled.append(Control(id: value("id"), at: at)) }
        case "img":
            if let words = value("alt") {
                if !words.isEmpty { markWords() }
            } else {
                find(.picture, "an image without alt", at)
            }
        default: break
        }
        if Self.void.contains(name) { return }
        open.append(Open(name: name, at: at, hasWords: hasName))
    }

    private mutating func checkAttributes(of element: String, _ attributes: [MarkupToken.Attribute], _ at: Int) {
        var seen: Set<String> = []
        for attribute in attributes {
            let value = attribute.value ?? ""
            if !attribute.isQuoted { find(.quoting, "the value of \(attribute.name) stands without double quotes", at) }
            if !seen.insert(attribute.name).inserted { find(.quoting, "\(attribute.name) stands twice", at) }
            if attribute.name.hasPrefix("on") { find(.script, "script in \(attribute.name)", at) }
            switch attribute.name {
            case "style": find(.style, "style in an attribute", at)
            case "id":
                if !ids.insert(value).inserted { find(.uniqueID, "the id “\(value)” stands twice", at) }
            case "for" where element == "label":
                labelled.insert(value)
                references.append((value, at))
            case "aria-describedby", "aria-labelledby", "aria-controls", "form", "data-copy":
                for id in value.split(separator: " ") { references.append((String(id), at)) }
            case "href", "src", "action", "formaction":
                if value.lowercased().drop(while: \.isWhitespace).hasPrefix("javascript:") { find(.script, "an address that is script", at) }
                if element == "a", value.hasPrefix("#"), value.count > 1 { references.append((String(value.dropFirst()), at)) }
            default: break
            }
        }
        if element == "script", !seen.contains("src"), attributes.first(where: { $0.name == "type" })?.value != "application/json" {
            find(.script, "script in the page", at)
        }
    }

    /// What a browser would not let stand here: it closes a paragraph before a block, and a link before a link.
    private mutating func checkPlace(of name: String, _ at: Int) {
        if Self.endsParagraph.contains(name), let last = open.last(where: { $0.name == "p" || $0.name == "button" || $0.name == "td" }),
            last.name == "p"
        {
            find(.nesting, "a <p> cannot hold <\(name)>", at)
        }
        if Self.interactive.contains(name), let outer = open.last(where: { $0.name == "a" || $0.name == "button" }) {
            find(.nesting, "<\(outer.name)> cannot hold <\(name)>", at)
        }
        if name == "form", open.contains(where: { $0.name == "form" }) { find(.nesting, "a form in a form", at) }
        if name == "li", let parent = open.last, !["ul", "ol", "menu"].contains(parent.name) { find(.nesting, "<li> outside a list", at) }
    }

    private mutating func readEnd(_ name: String, _ at: Int) {
        if Self.void.contains(name) {
            find(.nesting, "</\(name)> closes what cannot be open", at)
            return
        }
        guard let index = open.lastIndex(where: { $0.name == name }) else {
            find(.nesting, "</\(name)> closes nothing", at)
            return
        }
        for left in open[(index + 1)...] { find(.nesting, "<\(left.name)> is not closed before </\(name)>", left.at) }
        let element = open[index]
        open.removeSubrange(index...)
        if ["a", "button", "summary", "legend", "label", "h1", "h2", "h3", "h4", "title"].contains(name), !element.hasWords {
            // A label may hold only its control, which then is named by itself.
            if name != "label" { find(.words, "<\(name)> has no words", element.at) }
        }
    }

    private mutating func markWords() {
        for index in open.indices { open[index].hasWords = true }
    }

    private mutating func find(_ rule: MarkupCheck.Rule, _ reason: String, _ at: Int) {
        let snippet = String(decoding: bytes[at..<min(at + 80, bytes.count)], as: UTF8.self)
        findings.append(.init(rule: rule, reason: reason, snippet: snippet))
    }

    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path", "rect", "circle", "line",
    ]

    private static let endsParagraph: Set<String> = [
        "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
    ]

    private static let interactive: Set<String> = ["a", "button", "input", "select", "textarea", "details", "label"]
}
