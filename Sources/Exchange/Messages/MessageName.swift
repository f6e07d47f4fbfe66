import Kernel

/// What somebody is called: behind "my name is" and its like, behind a title, below the message, or as the chat or the mail says who sent it.
struct MessageName: Sendable {
    private(set) var names: [MessageDraft.Choice<String>] = []
    private(set) var taken: [Range<Int>] = []

    private let text: MessageText
    private let free: TakenWords
    private let refused: Set<String>
    private let titles: Set<String>

    init(_ text: MessageText, _ free: TakenWords, _ envelope: MessageEnvelope, _ rules: MessageRules) {
        self.text = text
        self.free = free
        titles = rules.single("title")
        refused = rules.single("not a name", "ask", "sign off", "place ends", "contact", "goods", "day", "weekday", "number").subtracting(titles)
        let cues = rules.book("name", "name capital").matches(in: text, free: free.isFree)
        for match in cues where names.isEmpty {
            let needsCapital = match.topic == "name capital"
            if let range = name(from: match.range.upperBound, needsCapital: needsCapital) { add(range) }
        }
        if names.isEmpty { findTitle() }
        if names.isEmpty { findBelow(rules) }
        // The one who sent it may not be the one who asks, but is the one who can be asked back.
        if names.isEmpty {
            let sender = envelope.senders.last { $0.contains(where: \.isLetter) }
            if let sender { names.append(.init(sender.trimmed(), found: sender)) }
        }
        // A mail's own head writes the whole name of who signs with the first.
        if let sender = envelope.senders.last, let short = names.first?.value, sender != short, sender.hasPrefix(short + " ") {
            names = [.init(sender, found: sender)]
        }
    }

    private mutating func add(_ range: Range<Int>) {
        let written = text.written(range)
        names.append(.init(written.contains(where: \.isUppercase) || titled(range) ? written : Self.capital(written), found: written))
        taken.append(range)
    }

    private func titled(_ range: Range<Int>) -> Bool { isTitle(range.lowerBound) }

    private func isTitle(_ index: Int) -> Bool { text.tokens[index].forms.contains(where: titles.contains) }

    private static func capital(_ name: String) -> String {
        name.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// A title with what follows, and at most two words: the first may be written small where it was spoken.
    private func name(from start: Int, needsCapital: Bool) -> Range<Int>? {
        var index = start
        guard index < text.tokens.count, free.isFree(index), !text.tokens[index].isAfterEnd else { return nil }
        while index < text.tokens.count, ["la", "el", "a", "the"].contains(text.tokens[index].folded), index < start + 1 { index += 1 }
        let first = index
        let limit = index < text.tokens.count && isTitle(index) ? 3 : 2
        while index < text.tokens.count, index - first < limit, free.isFree(index), isName(index, after: first, needsCapital) { index += 1 }
        return index > first && !(index == first + 1 && titled(first..<index)) ? first..<index : nil
    }

    private func isName(_ index: Int, after first: Int, _ needsCapital: Bool) -> Bool {
        let token = text.tokens[index]
        guard !refused.contains(token.folded), token.text.count <= 30, !token.isNumber, index == first || !token.isAfterEnd && !token.isAfterComma
        else { return false }
        if isTitle(index), index == first { return true }
        if token.isCapital { return true }
        let isTitled = index == first + 1 && isTitle(first)
        // Arabic writes no capitals: one word, or the one behind a title.
        if token.isWithoutCase { return index == first ? !needsCapital : isTitled }
        return !needsCapital && index == first && token.folded.count > 1 || isTitled && !token.isWithoutCase
    }

    /// "Mrs Okafor", "Don Aurelio", "أبو أحمد".
    private mutating func findTitle() {
        for index in text.tokens.indices.dropLast() where isTitle(index) && free.isFree(index) {
            let isPlain = text.tokens[index].isCapital || text.tokens[index].isWithoutCase
            guard isPlain, let range = name(from: index, needsCapital: true), range.count > 1, range.lowerBound == index else { continue }
            add(range)
            return
        }
    }

    /// Below the message, behind a stroke or thanks; or as the last sentence of one or two words, with nothing but a number behind.
    private mutating func findBelow(_ rules: MessageRules) {
        let last = text.tokens.indices.last { free.isFree($0) }
        guard let last else { return }
        var start = last
        while start > 0, free.isFree(start - 1), !text.tokens[start].isAfterEnd, !text.tokens[start].isAfterComma, last - start < 3 { start -= 1 }
        guard last - start < 2 else { return }
        let isAlone = start == 0 ? false : text.tokens[start].isAfterEnd || text.tokens[start].isAfterComma
        guard isAlone || rules.book("sign off").matches(in: text).contains(where: { $0.range.upperBound == start }) else { return }
        guard (start...last).allSatisfy({ isBelow($0) }) else { return }
        // "Not urgent" and "need help" stand below a message too.
        let said = rules.book(
            ["ask", "offer", "neither", "day", "weekday", "speaks", "address", "near", "loose", "goods"]
                + rules.phrases.keys.filter { $0.hasPrefix("urgency") || $0.hasPrefix("kind ") }
        )
        guard said.matches(in: text, free: { (start...last).contains($0) }).isEmpty else { return }
        add(start..<last + 1)
    }

    private func isBelow(_ index: Int) -> Bool {
        let token = text.tokens[index]
        return !refused.contains(token.folded) && !token.isNumber && (2...30).contains(token.text.count) && token.text.allSatisfy(\.isLetter)
    }
}
