public import Kernel

/// One language's sentences with its plural rule, direction, dates and numbers. Cheap to copy.
///
/// Used as a word: `say("board.open", ["count": .count(23)])`.
public struct Wording: Sendable {
    let book: Book
    private let fallback: Book?
    private let shape: LazyShape
    private let marksMissing: Bool

    init(book: Book, fallback: Book?, shape: LazyShape, marksMissing: Bool) {
        self.book = book
        self.fallback = fallback
        self.shape = shape
        self.marksMissing = marksMissing
    }

    /// The language of the sentences, for `lang`.
    public var language: LanguageTag { book.language }

    /// `ltr` or `rtl`, for `dir`.
    public var direction: String { isRightToLeft ? "rtl" : "ltr" }

    public var isRightToLeft: Bool { book.isRightToLeft }

    /// How dates and numbers look.
    var shapes: Shapes { shape.value }

    /// Words that sentences of this language must not use (requirement 0.25), as its catalog lists them.
    public var wordsToAvoid: [String] { book.wordsToAvoid }

    /// The sentence of a key. One that is missing shows as `⟦key⟧` in debug builds, else in English.
    public func callAsFunction(_ key: StaticString, _ arguments: [String: Argument] = [:]) -> String {
        sentence(key.description, arguments)
    }

    /// The sentence of one member of a family of keys, such as the states of an ask: `say.family("ask.state", ask.state.rawValue)`.
    public func family(_ prefix: StaticString, _ member: String, _ arguments: [String: Argument] = [:]) -> String {
        sentence("\(prefix).\(member)", arguments)
    }

    /// What went wrong, in words. Its `others` are not in it: ask for each.
    public func text(of problem: Problem) -> String {
        sentence(problem.key, problem.arguments.mapValues(Self.argument))
    }

    /// Whether this language itself has the key, English left aside.
    public func has(_ key: String) -> Bool { book.sentences[key] != nil }

    /// A piece of a sentence into which a page puts a link or a field of its own.
    public enum Piece: Hashable, Sendable {
        case words(String)
        /// A placeholder for which there was no argument, by its name.
        case slot(String)
    }

    /// A sentence in pieces: what the arguments name is filled in, other placeholders stay as slots.
    public func pieces(_ key: StaticString, _ arguments: [String: Argument] = [:]) -> [Piece] {
        let name = key.description
        guard let (found, rule) = find(name) else { return [.words(missing(name))] }
        var pieces: [Piece] = []
        var words = ""
        for piece in form(of: found, rule, arguments) {
            switch piece {
            case .words(let text): words += text
            case .slot(let slot):
                if let argument = arguments[slot] {
                    words += shown(argument)
                } else {
                    if !words.isEmpty { pieces.append(.words(words)) }
                    words = ""
                    pieces.append(.slot(slot))
                }
            }
        }
        if !words.isEmpty { pieces.append(.words(words)) }
        return pieces
    }

    // MARK: finding and filling

    func sentence(_ key: String, _ arguments: [String: Argument]) -> String {
        guard let (found, rule) = find(key) else { return missing(key) }
        if let whole = found.whole { return whole }
        var text = ""
        for piece in form(of: found, rule, arguments) {
            switch piece {
            case .words(let words): Self.append(words, to: &text)
            case .slot(let name):
                if let argument = arguments[name] {
                    text += shown(argument)
                } else if marksMissing {
                    text += "⟦\(name)⟧"
                }
            }
        }
        return text
    }

    /// An abbreviation at the end, such as "2:30 p.m.", brings the full stop of its sentence along.
    private static func append(_ words: String, to text: inout String) {
        text += text.hasSuffix(".") && words.hasPrefix(".") && !words.hasPrefix("..") ? words.dropFirst() : words[...]
    }

    private func find(_ key: String) -> (Sentence, PluralRule)? {
        if let own = book.sentences[key] { return (own, book.plural) }
        guard !marksMissing, let fallback, let english = fallback.sentences[key] else { return nil }
        return (english, fallback.plural)
    }

    /// Brackets that a browser test finds; in a release the last part of the key, better than an empty button.
    private func missing(_ key: String) -> String {
        if marksMissing { return "⟦\(key)⟧" }
        return key.split(separator: ".").last.map(String.init) ?? key
    }

    private func form(of sentence: Sentence, _ rule: PluralRule, _ arguments: [String: Argument]) -> [Sentence.Piece] {
        guard sentence.isPlural else { return sentence.forms.first ?? [] }
        let form = rule.form(for: Self.number(among: arguments) ?? 0)
        return form < sentence.forms.count ? sentence.forms[form] : []
    }

    /// The argument `count`, else the only count there is (the first by name, should there be more).
    private static func number(among arguments: [String: Argument]) -> Int? {
        if case .count(let number) = arguments["count"] { return number }
        for name in arguments.keys.sorted() {
            if case .count(let number) = arguments[name] { return number }
        }
        return nil
    }

    /// What somebody wrote, beside other words that are no sentence, such as a name in a line of facts: it does not turn them about.
    public func apart(_ text: String) -> String { Isolation.text(text, inRightToLeft: isRightToLeft) }

    private func shown(_ argument: Argument) -> String {
        switch argument {
        case .text(let text): apart(text)
        case .count(let number), .number(let number): self.number(number)
        case .code(let text): Isolation.code(text, inRightToLeft: isRightToLeft)
        case .made(let text): text
        }
    }

    /// A problem's arguments are plain text: what looks like a small whole number is a count.
    private static func argument(_ text: String) -> Argument {
        let isCount =
            (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } && (text == "0" || !text.hasPrefix("0"))
        if isCount, let count = Int(text) { return .count(count) }
        return .text(text)
    }
}
