/// Puts the question of its field before a line of the summary that says too little alone: "How do you get around? Choose one of these."
///
/// The questions are read from the page's own markup, where each of them stands once, so that no form has to name them a second time.
public enum QuestionNames {
    /// The page with its summary completed. Linear in the size of the page; a page without a summary comes back as it is. A line whose field has no
    /// label of its own stays as it is too.
    public static func filled(_ page: HTML) -> HTML {
        var lines: [Line] = []
        var questions: [String: Range<Int>] = [:]
        var awaited: Awaited?
        var group: String?
        var tokens = MarkupTokens(bytes: page.bytes)
        while let token = tokens.next() {
            switch token {
            case .start("a", let attributes, _):
                guard let link = value("href", attributes), link.hasPrefix("#"), attributes.contains(where: { $0.name == "data-question" }) else {
                    break
                }
                awaited = .sentence(of: String(link.dropFirst()))
            case .start("fieldset", let attributes, _): group = value("id", attributes).flatMap(fieldOfGroup)
            case .start("legend", _, _): awaited = group.map { .question(of: $0) }
            case .start("label", let attributes, _): awaited = value("for", attributes).map { .question(of: $0) }
            case .end: awaited = nil
            case .text(let range):
                switch awaited {
                case .sentence(let field): lines.append(Line(field: field, start: range.lowerBound))
                // The first one: a summary leads to the first element with that id as well.
                case .question(let field): if questions[field] == nil { questions[field] = range }
                case nil: break
                }
                awaited = nil
            case .start, .stray: break
            }
        }
        var result = HTML.empty
        var copied = 0
        for line in lines {
            guard let question = questions[line.field] else { continue }
            result.bytes += page.bytes[copied..<line.start] + page.bytes[question] + between(page.bytes[question])
            copied = line.start
        }
        result.bytes += page.bytes[copied...]
        return result
    }

    /// A line of the summary, and where its sentence begins.
    private struct Line {
        let field: String
        let start: Int
    }

    /// What the next piece of text is.
    private enum Awaited { case sentence(of: String), question(of: String) }

    private static func value(_ name: String, _ attributes: [MarkupToken.Attribute]) -> String? { attributes.first { $0.name == name }?.value }

    /// A group of controls is named after its field (`Field.group`).
    private static func fieldOfGroup(_ id: String) -> String? { id.hasSuffix("-group") ? String(id.dropLast(6)) : nil }

    /// What is asked ends in its own mark; what is only named gets a colon.
    private static func between(_ question: ArraySlice<UInt8>) -> [UInt8] {
        let end = String(decoding: question, as: UTF8.self).last
        return Array((end.map { "?؟:.!".contains($0) } ?? true ? " " : ": ").utf8)
    }
}
