import Kernel

/// The heading of a column as words that can be compared: folded, without explanations, `camelCase` and `snake_case` taken apart.
struct Heading: Sendable {
    /// The question itself, without what explains it: " phone number ", with a blank at both ends so that whole words are found.
    let headline: String
    /// The question with its explanations, as far as it is short; of a page of text only what it asks.
    let whole: String

    init(_ text: String) {
        let spaced = Self.takingCamelCaseApart(text.replacing("(s)", with: "s"))
        headline = Self.words(Self.question(in: spaced))
        whole = Self.words(text.count <= 160 ? spaced : Self.questions(in: spaced))
    }

    private init(headline: String, whole: String) {
        self.headline = headline
        self.whole = whole
    }

    /// The heading as it is when these phrases are cut out of it, so that what stands beside them is looked at too.
    func without(_ phrases: [String]) -> Heading {
        func cut(_ text: String) -> String { phrases.reduce(text) { text, phrase in text.replacing(" " + phrase + " ", with: " ") } }
        return Heading(headline: cut(headline), whole: cut(whole))
    }

    init(words: [String]) {
        headline = " " + words.joined(separator: " ") + " "
        whole = headline
    }

    /// Whether the words of `phrase` stand in the headline, in this order and together. A phrase with `=` before it must be all of it; with `*`
    /// behind it, its last word may go on.
    func has(_ phrase: String) -> Bool { Self.finds(phrase, in: headline) }

    /// The same for everything that is asked.
    func mentions(_ phrase: String) -> Bool { Self.finds(phrase, in: headline) || Self.finds(phrase, in: whole) }

    private static func finds(_ phrase: String, in text: String) -> Bool {
        if phrase.hasPrefix("=") { return text == " " + phrase.dropFirst() + " " }
        if phrase.hasSuffix("*") { return text.contains(" " + phrase.dropLast()) }
        return text.contains(" " + phrase + " ")
    }

    var list: [String] { headline.split(separator: " ").map(String.init) }

    /// Up to the first question mark, line break, bracket or colon behind which something follows.
    private static func question(in text: String) -> String {
        for (index, character) in zip(text.indices, text) where index > text.startIndex {
            switch character {
            case "?", "؟", "\n", "\r\n", "<", "(", ":", ".":
                let before = text[..<index]
                // An opening bracket or an abbreviation is no question yet.
                if before.contains(where: \.isLetter), character != "." || before.count > 20 { return String(before) }
            default: continue
            }
        }
        return text
    }

    /// The sentences of a long text that end with a question mark.
    private static func questions(in text: String) -> String {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "?" || $0 == "؟" }
        return parts.dropLast().compactMap { part in part.split { ".!\n\r\n>".contains($0) }.last }.joined(separator: " ")
    }

    private static func words(_ text: some StringProtocol) -> String {
        // The Arabic article is written onto its word.
        let words = Folding.fold(String(text)).split(separator: " ").map { word in
            word.hasPrefix("ال") && word.count >= 4 ? word.dropFirst(2) : word
        }
        return " " + words.joined(separator: " ") + " "
    }

    private static func takingCamelCaseApart(_ text: String) -> String {
        var out = ""
        var last: Character?
        for character in text {
            if let last, last.isLowercase, character.isUppercase { out.append(" ") }
            out.append(character)
            last = character
        }
        return out
    }
}
