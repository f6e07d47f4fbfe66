/// Checks that a sentence is easy to hear and uses the group's words. For tests of catalogs and of what an organiser writes.
public enum Readability {
    /// The sentences of a text that have more words than this (20: requirement for plain words in English and Spanish).
    public static func longSentences(in text: String, limit: Int = 20) -> [String] {
        sentences(of: text).filter { $0.split(whereSeparator: \.isWhitespace).count > limit }
    }

    /// A text cut at its full stops, question and exclamation marks and line ends.
    public static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            current.append(character)
            let isLast = index == characters.count - 1
            let ends = character.isNewline || (".!?…؟。".contains(character) && (isLast || characters[index + 1].isWhitespace))
            if ends || isLast {
                let sentence = current.trimmingSpaces
                if !sentence.isEmpty { sentences.append(sentence) }
                current = ""
            }
        }
        return sentences
    }

    /// Which of these words or phrases a text uses, whatever their case; in Arabic also behind the article and one-letter words before it.
    public static func words(from avoided: [String], in text: String) -> [String] {
        let words = plainWords(text)
        return avoided.filter { phrase in
            let wanted = plainWords(phrase)
            guard !wanted.isEmpty, words.count >= wanted.count else { return false }
            return (0...(words.count - wanted.count)).contains { start in
                zip(words[start...], wanted).allSatisfy { same($0, $1) }
            }
        }
    }

    private static func plainWords(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }

    /// "The", "and the", "with the", "for the", "so the", "like the"; "and", "with", "for", "so", "like".
    private static let arabicPrefixes = ["ال", "وال", "بال", "لل", "ولل", "فال", "كال", "و", "ب", "ل", "ف", "ك"]

    private static func same(_ word: String, _ wanted: String) -> Bool {
        if word == wanted { return true }
        guard Isolation.hasRightToLeft(wanted), word.hasSuffix(wanted) else { return false }
        return arabicPrefixes.contains(String(word.dropLast(wanted.count)))
    }
}
