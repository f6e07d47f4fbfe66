import Kernel

/// A message as words, each with its place in the text, so that whatever is found can be shown in the words it was found in.
struct MessageText: Sendable {
    struct Token: Sendable {
        let range: Range<String.Index>
        /// As it was written.
        let text: Substring
        let folded: String
        /// The word itself, and what is left of it without the little words that Arabic writes onto it.
        let forms: [String]
        /// Whether a sentence or line ended before it.
        let isAfterEnd: Bool
        /// Whether a comma or its like stands before it.
        let isAfterComma: Bool

        var isCapital: Bool { text.first?.isUppercase ?? false }
        var isNumber: Bool { folded.allSatisfy { $0.isASCII && $0.isNumber } }
        /// Written in a script that has no capitals.
        var isWithoutCase: Bool { text.first.map { $0.isLetter && !$0.isUppercase && !$0.isLowercase } ?? false }
    }

    let text: String
    let tokens: [Token]

    init(_ text: String) {
        self.text = text
        var tokens: [Token] = []
        var index = text.startIndex
        var gap = text.startIndex
        while index < text.endIndex {
            guard Self.isLetter(text[index]) else {
                index = text.index(after: index)
                continue
            }
            let start = index
            while index < text.endIndex, Self.isLetter(text[index]) || Self.joins(text, at: index) { index = text.index(after: index) }
            let word = text[start..<index]
            let folded = Folding.fold(String(word))
            guard !folded.isEmpty else { continue }
            let between = text[gap..<start]
            let isShort = tokens.last.map { $0.text.count <= 3 && $0.isCapital } ?? false
            let ends = between.contains { "!?؟\n\r\r\n".contains($0) || ($0 == "." && !isShort) || $0 == "—" || $0 == "–" } || between.contains(" - ")
            tokens.append(
                Token(
                    range: start..<index, text: word, folded: folded, forms: Self.forms(folded), isAfterEnd: !tokens.isEmpty && ends,
                    isAfterComma: between.contains { ",;:،؛(".contains($0) }
                )
            )
            gap = index
        }
        self.tokens = tokens
    }

    /// The text from one word to another, as it was written.
    func written(_ range: Range<Int>) -> String {
        guard let first = tokens[range].first, let last = tokens[range].last else { return "" }
        return String(text[first.range.lowerBound..<last.range.upperBound])
    }

    /// The words that lie within a part of the text.
    func words(in part: Range<String.Index>) -> Range<Int> {
        let start = tokens.firstIndex { $0.range.upperBound > part.lowerBound } ?? tokens.count
        let end = tokens.firstIndex { $0.range.lowerBound >= part.upperBound } ?? tokens.count
        return start..<max(start, end)
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }

    /// An apostrophe, a vowel sign or a long stroke inside a word.
    private static func joins(_ text: String, at index: String.Index) -> Bool {
        guard "'’\u{0640}".contains(text[index]) else { return false }
        let next = text.index(after: index)
        return next < text.endIndex && isLetter(text[next])
    }

    // MARK: Forms

    /// The words of a phrase, folded and without the Arabic article.
    static func words(_ phrase: String) -> [String] {
        Folding.fold(phrase).split(separator: " ").map { word in
            word.hasPrefix("ال") && word.count >= 5 ? String(word.dropFirst(2)) : String(word)
        }
    }

    /// Article, "and", "for" and "in" before an Arabic word.
    private static func forms(_ folded: String) -> [String] {
        guard let first = folded.unicodeScalars.first, (0x0600...0x06FF).contains(first.value) else { return [folded] }
        var forms = [folded]
        func add(_ word: Substring) { if word.count >= 2, !forms.contains(String(word)) { forms.append(String(word)) } }
        for prefix in ["وال", "بال", "فال", "كال", "ولل", "ال", "لل", "هال"] where folded.hasPrefix(prefix) && folded.count >= prefix.count + 2 {
            add(folded.dropFirst(prefix.count))
        }
        for prefix in ["و", "ب", "ل", "ف", "ه"] where folded.hasPrefix(prefix) && folded.count >= 3 { add(folded.dropFirst()) }
        return forms
    }
}
