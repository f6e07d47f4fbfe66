/// One key's text in one language, its placeholders found beforehand.
struct Sentence: Sendable {
    enum Piece: Hashable, Sendable {
        case words(String)
        /// A placeholder by its name.
        case slot(String)
    }

    /// One list of pieces, or one a plural form.
    let forms: [[Piece]]
    let isPlural: Bool
    /// The text itself where nothing has to be filled in: most of them.
    let whole: String?

    /// Texts as a catalog has them: `{name}` is a placeholder, `{{` and `}}` are braces. The error is a sentence.
    init(texts: [String], isPlural: Bool) throws(Fault) {
        var forms: [[Piece]] = []
        for text in texts { forms.append(try Self.pieces(of: text)) }
        self.forms = forms
        self.isPlural = isPlural
        if !isPlural, let form = forms.first, form.count <= 1 {
            switch form.first {
            case .none: whole = ""
            case .words(let text): whole = text
            case .slot: whole = nil
            }
        } else {
            whole = nil
        }
    }

    struct Fault: Error { let reason: String }

    /// The names of the placeholders, in any form.
    var slots: Set<String> {
        var names: Set<String> = []
        for case .slot(let name) in forms.joined() { names.insert(name) }
        return names
    }

    private static func pieces(of text: String) throws(Fault) -> [Piece] {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else { return text.isEmpty ? [] : [.words(text)] }
        var pieces: [Piece] = []
        var words = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                words.unicodeScalars.append(scalar)
                rest.removeFirst()
            case "{":
                guard let end = rest.firstIndex(of: "}") else { throw Fault(reason: "a '{' has no '}'; write '{{' for a brace") }
                let name = String(rest[..<end])
                guard isName(name) else { throw Fault(reason: "'{\(name)}' is no placeholder: a lower-case letter, then letters and digits") }
                if !words.isEmpty { pieces.append(.words(words)) }
                words = ""
                pieces.append(.slot(name))
                rest = rest[rest.index(after: end)...]
            case "}": throw Fault(reason: "a '}' has no '{'; write '}}' for a brace")
            default: words.unicodeScalars.append(scalar)
            }
        }
        if !words.isEmpty { pieces.append(.words(words)) }
        return pieces
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
    }
}
