import Alongside
import Kernel

/// The list in a message: lines with a dash or behind a colon as they stand, and things with their quantities out of running text, where they are known
/// goods or stand among them. The parts themselves are read by the parser of every list here.
struct MessageGoods: Sendable {
    private(set) var lines: [AskDetails.Line] = []
    /// Words of known goods, also those that are on no list.
    let found: [Range<Int>]

    private let text: MessageText
    private let free: TakenWords
    private let book: PhraseBook
    private let others: Set<String>
    private let joints: Set<String> = ["and", "y", "e", "or", "o", "&"]

    init(_ text: MessageText, _ free: TakenWords, _ rules: MessageRules) {
        self.text = text
        self.free = free
        book = rules.book("goods")
        others = rules.single("not goods")
        // "Sin sal" and "no milk" are nothing to buy.
        found = book.matches(in: text, free: free.isFree).map(\.range).filter { range in
            range.lowerBound == 0 || !Self.without.contains(text.tokens[range.lowerBound - 1].folded)
        }
        let cues = rules.book(
            "ask", "offer", "neither", "contact", "name", "place ends", "line ends", "address", "near", "kind groceries", "day", "weekday",
            "urgency today",
            "urgency week", "urgency no_hurry", "sign off"
        )
        var isList = false
        for sentence in Self.sentences(text) {
            let line = String(text.text[sentence])
            if Self.isBulleted(line) {
                addWhole(line, sentence)
                continue
            }
            // "Shopping list:" begins one, a line of its own ends it.
            isList = line.trimmed().hasSuffix(":")
            if !isList { addKnown(sentence, cues) }
        }
    }

    private static let without: Set<String> = ["sin", "no", "without", "not", "بدون", "بلا"]

    // MARK: Sentences

    /// Parts of the text between line ends, points behind words, question and exclamation marks.
    private static func sentences(_ text: MessageText) -> [Range<String.Index>] {
        var out: [Range<String.Index>] = []
        var start = text.text.startIndex
        for (index, token) in text.tokens.enumerated() where token.isAfterEnd && index > 0 {
            // The mark that opens a line belongs to what follows it.
            let gap = text.tokens[index - 1].range.upperBound..<token.range.lowerBound
            let cut = text.text[gap].lastIndex(where: \.isNewline).map { text.text.index(after: $0) } ?? token.range.lowerBound
            out.append(start..<cut)
            start = cut
        }
        out.append(start..<text.text.endIndex)
        return out
    }

    private static func isBulleted(_ line: String) -> Bool {
        let start = line.drop(while: \.isWhitespace)
        guard let first = start.first else { return false }
        return "-•*·□☐▢".contains(first) || start.firstMatch(of: /^\p{Nd}{1,2}[.)]\s/) != nil
    }

    private mutating func addWhole(_ line: String, _ sentence: Range<String.Index>) {
        guard free.isFree(text.words(in: sentence)) else { return }
        lines += ListParser.lines(of: line).prefix(TextLimit.lines - lines.count)
    }

    // MARK: Running text

    /// A part of a sentence that may be one thing.
    private struct Part {
        let range: Range<Int>
        let line: AskDetails.Line
        let isKnown: Bool
        /// Parts of one run stand beside each other, with nothing but commas and joints between.
        let run: Int
    }

    private mutating func addKnown(_ sentence: Range<String.Index>, _ cues: PhraseBook) {
        let words = text.words(in: sentence)
        let goods = found.filter { words.contains($0.lowerBound) }
        guard !goods.isEmpty else { return }
        let stops = cues.matches(in: text, free: { words.contains($0) && free.isFree($0) })
        var parts: [Part] = []
        for piece in pieces(words, stops.map(\.range), goods) { parts += things(piece.range, goods, run: piece.run) }
        // What stands beside something known, as short as a thing is, is one too: a slip of the pen or what no list of goods has.
        for (place, part) in parts.enumerated() {
            let beside = [place - 1, place + 1].contains { parts.indices.contains($0) && parts[$0].isKnown && parts[$0].run == part.run }
            if part.isKnown || beside && isShort(part), lines.count < TextLimit.lines { lines.append(part.line) }
        }
    }

    /// Between commas, joints and what says "I need" or "my number".
    private func pieces(_ words: Range<Int>, _ stops: [Range<Int>], _ goods: [Range<Int>]) -> [(range: Range<Int>, run: Int)] {
        let ends = Dictionary(stops.map { ($0.lowerBound, $0.upperBound) }) { first, _ in first }
        let things = Dictionary(goods.map { ($0.lowerBound, $0.upperBound) }) { first, _ in first }
        var out: [(range: Range<Int>, run: Int)] = []
        var start = words.lowerBound
        var run = 0
        func close(_ end: Int, _ next: Int) {
            if end > start { out.append((start..<end, run)) }
            start = max(start, next)
        }
        var index = words.lowerBound
        while index < words.upperBound {
            // Within the name of a thing nothing ends.
            if let end = things[index] {
                if index > start, isBreak(index) { close(index, index) }
                if index > words.lowerBound, gap(before: index).contains(":") { run += 1 }
                index = end
                continue
            }
            if let end = ends[index] {
                close(index, end)
                run += 1
                index = end
                continue
            }
            let token = text.tokens[index]
            if !free.isFree(index) || joints.contains(token.folded) {
                close(index, index + 1)
            } else if index > start, isBreak(index) {
                close(index, index)
            }
            // What stands before a colon is no part of the list behind it.
            if index > words.lowerBound, gap(before: index).contains(":") { run += 1 }
            index += 1
        }
        close(words.upperBound, words.upperBound)
        return out
    }

    /// A comma or colon, but not an opening bracket; "and" written onto an Arabic thing.
    private func isBreak(_ index: Int) -> Bool {
        let before = gap(before: index)
        if before.unicodeScalars.contains(where: \.properties.isEmojiPresentation) { return true }
        if before.contains(where: { ",;:،؛".contains($0) }), !before.contains("(") {
            // Not the halves of a number: 1,5 l.
            return !(before == "," && text.tokens[index].isNumber && text.tokens[index - 1].isNumber)
        }
        let word = text.tokens[index].folded
        return word.hasPrefix("و") && word.count >= 4 && text.tokens[index].forms.count > 1 && book.longest(at: index, in: text) != nil
    }

    private func gap(before index: Int) -> Substring { text.text[text.tokens[index - 1].range.upperBound..<text.tokens[index].range.lowerBound] }

    /// One piece as one thing, or, where several goods stand in it without a comma between, each with the quantity before it.
    private func things(_ range: Range<Int>, _ goods: [Range<Int>], run: Int) -> [Part] {
        let inside = goods.filter { range.contains($0.lowerBound) }
        guard inside.count > 1 || range.count > 7 else { return part(range, !inside.isEmpty, run).map { [$0] } ?? [] }
        var out: [Part] = []
        var start = range.lowerBound
        for good in inside {
            if let found = part(quantityStart(good.lowerBound, from: start)..<good.upperBound, true, run) { out.append(found) }
            start = good.upperBound
        }
        return out
    }

    /// How far back a quantity reaches: the longest that the parser of lists takes for one.
    private func quantityStart(_ good: Int, from start: Int) -> Int {
        for length in stride(from: 4, through: 1, by: -1) where good - length >= start {
            let typed = text.written(good - length..<good + 1)
            if let line = ListParser.read(typed), line.quantity != nil, Folding.fold(line.text) == text.tokens[good].folded { return good - length }
        }
        return good
    }

    private func part(_ range: Range<Int>, _ isKnown: Bool, _ run: Int) -> Part? {
        var written = text.written(range)
        // The bracket that closes behind the last word, and "×12", which is no word.
        let rest = text.text[text.tokens[range.upperBound - 1].range.upperBound...]
        if written.contains("("), !written.contains(")"), rest.hasPrefix(")") { written += ")" }
        written = Self.withoutSmallWords(written)
        guard let read = ListParser.lines(of: written).first else { return nil }
        let line = AskDetails.Line(text: Self.withoutAnd(read.text, isKnown), quantity: read.quantity, mustHave: read.mustHave)
        return Part(range: range, line: line, isKnown: isKnown, run: run)
    }

    private static let small: Set<String> = [
        "some", "any", "a", "unos", "unas", "un", "una", "algo", "de", "شويه", "بعض", "also", "just", "tambien", "get", "buy",
    ]

    private static func withoutSmallWords(_ written: String) -> String {
        var words = written.split(separator: " ")
        while words.count > 1, let first = words.first, small.contains(Folding.fold(String(first))) {
            // "A dozen" and "un kilo" are quantities.
            if ListParser.read(words.joined(separator: " "))?.quantity != nil { break }
            words.removeFirst()
        }
        return words.joined(separator: " ")
    }

    private static func withoutAnd(_ name: String, _ isKnown: Bool) -> String {
        isKnown && name.hasPrefix("و") && name.count >= 4 ? String(name.dropFirst()) : name
    }

    private func isShort(_ part: Part) -> Bool {
        part.range.count <= 3 && !text.tokens[part.range].contains { others.contains($0.folded) } && part.line.text.count >= 3
            && !text.tokens[part.range].allSatisfy(\.isNumber)
    }
}
