import Kernel

/// Which language somebody speaks: as it is said, else as it is written. A script alone is not enough: Persian is written in Arabic letters too.
struct MessageLanguage: Sendable {
    let field: MessageDraft.Field<LanguageTag>

    init(_ text: MessageText, _ rules: MessageRules) {
        let said = Self.said(text, rules)
        field = said.isEmpty ? Self.written(text, rules) : .init(said)
    }

    /// "She speaks Kurdish", "hablo inglés y español".
    private static func said(_ text: MessageText, _ rules: MessageRules) -> [MessageDraft.Choice<LanguageTag>] {
        var out: [MessageDraft.Choice<LanguageTag>] = []
        for match in rules.book("speaks").matches(in: text) {
            // A few words on, as long as they go on naming languages.
            for index in match.range.upperBound..<min(match.range.upperBound + 5, text.tokens.count) {
                if text.tokens[index].isAfterEnd { break }
                guard let tag = text.tokens[index].forms.lazy.compactMap({ SheetLanguages.known.named($0) }).first else { continue }
                out.append(.init(tag, found: text.written(match.range.lowerBound..<index + 1)))
            }
        }
        return out
    }

    /// By its commonest words. Where two are as many, or there are none, nothing is said.
    private static func written(_ text: MessageText, _ rules: MessageRules) -> MessageDraft.Field<LanguageTag> {
        var counts: [LanguageTag: [Int]] = [:]
        for (index, token) in text.tokens.enumerated() {
            for (language, words) in rules.languageWords where words.contains(token.folded) { counts[language, default: []].append(index) }
        }
        let letters = text.text.unicodeScalars.filter { (0x0620...0x06FF).contains($0.value) && $0.properties.isAlphabetic }
        if !letters.isEmpty, letters.count * 2 >= text.text.unicodeScalars.count(where: { $0.properties.isAlphabetic }) {
            guard !letters.contains(where: { "پچژگکیے".unicodeScalars.contains($0) }), let arabic = LanguageTag("ar") else { return .blank }
            let index = text.tokens.firstIndex { $0.isWithoutCase } ?? 0
            return .init([.init(arabic, found: text.written(index..<index + 1))])
        }
        let ranked = counts.sorted { ($0.value.count, $1.key.text) > ($1.value.count, $0.key.text) }
        guard let first = ranked.first, first.value.count >= 2 || text.tokens.count <= 6,
            ranked.count < 2 || first.value.count > ranked[1].value.count
        else {
            return .blank
        }
        let words = first.value.prefix(3).map { text.written($0..<$0 + 1) }.joined(separator: " … ")
        return .init([.init(first.key, found: words)])
    }
}
