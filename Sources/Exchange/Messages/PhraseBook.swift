/// Phrases by their first word, to be found in a message. At every word the longest phrase that begins there counts, and what it takes is taken.
struct PhraseBook: Sendable {
    struct Entry: Sendable {
        let phrase: MessageRules.Phrase
        let topic: String
    }

    struct Match: Sendable, Equatable {
        /// Which words of the message.
        let range: Range<Int>
        let topic: String
        let value: String?
    }

    private var byFirst: [String: [Entry]] = [:]
    /// Phrases of one word that may go on, by its first two letters.
    private var beginnings: [String: [Entry]] = [:]

    mutating func add(_ phrase: MessageRules.Phrase, topic: String) {
        let entry = Entry(phrase: phrase, topic: topic)
        if phrase.goesOn, phrase.words.count == 1 {
            beginnings[String(phrase.words[0].prefix(2)), default: []].append(entry)
        } else {
            byFirst[phrase.words[0], default: []].append(entry)
        }
    }

    /// Every phrase of the message, in its order; `free` says which words may be looked at. Time is linear in the words, as long as few phrases begin alike.
    func matches(in text: MessageText, free: (Int) -> Bool = { _ in true }) -> [Match] {
        var out: [Match] = []
        var index = 0
        while index < text.tokens.count {
            if free(index), let match = longest(at: index, in: text, free) {
                out.append(match)
                index = match.range.upperBound
            } else {
                index += 1
            }
        }
        return out
    }

    func longest(at index: Int, in text: MessageText, _ free: (Int) -> Bool = { _ in true }) -> Match? {
        var best: (count: Int, entry: Entry)?
        for form in text.tokens[index].forms {
            for entry in (byFirst[form] ?? []) + (beginnings[String(form.prefix(2))] ?? []) {
                let words = entry.phrase.words
                guard words.count > (best?.count ?? 0), index + words.count <= text.tokens.count else { continue }
                let fits = words.indices.allSatisfy { place in
                    let token = text.tokens[index + place]
                    // A phrase does not go on over the end of a sentence.
                    guard free(index + place), place == 0 || !token.isAfterEnd else { return false }
                    return place == words.count - 1 && entry.phrase.goesOn
                        ? token.forms.contains { $0.hasPrefix(words[place]) } : token.forms.contains(words[place])
                }
                if fits { best = (words.count, entry) }
            }
        }
        return best.map { Match(range: index..<index + $0.count, topic: $0.entry.topic, value: $0.entry.phrase.value) }
    }
}
