import Alongside
import Kernel

/// Which kinds of help a message speaks of: by the words that sheets are read by, by those of running text, and by the group's own names for its kinds.
struct MessageKinds: Sendable {
    let field: MessageDraft.Field<MessageDraft.Kind>

    init(_ text: MessageText, _ free: TakenWords, _ goods: MessageGoods, _ context: MessageContext, _ rules: MessageRules) {
        var book = rules.book(rules.kinds.map { "kind " + $0 } + ["loose"])
        for category in context.categories where category.nameKey != "other" {
            for name in category.names.values {
                let phrase = MessageRules.phrase(name)
                if !phrase.words.isEmpty { book.add(phrase, topic: "kind " + category.nameKey) }
            }
        }
        Self.sheetPhrases.forEach { book.add($0.phrase, topic: "kind " + $0.key) }
        for phrase in rules.phrases["goods"] ?? [] { book.add(phrase, topic: "goods") }

        let wanted = Set(goods.found.map(\.lowerBound))
        let found = book.matches(in: text, free: free.isFree).compactMap { match -> (String, Range<Int>)? in
            switch match.topic {
            case "loose": nil
            // What is not wanted, "sin sal", is no shopping.
            case "goods": wanted.contains(match.range.lowerBound) ? ("groceries", match.range) : nil
            default: (String(match.topic.dropFirst("kind ".count)), match.range)
            }
        }
        field = .init(
            found.map { key, range in
                let category =
                    context.categories.first { $0.nameKey == key } ?? Self.sheetKind(key).flatMap { $0.category(among: context.categories) }
                return .init(.init(key: category?.nameKey ?? key, id: category?.id.text), found: text.written(range))
            }
        )
    }

    /// The words by which the cells of sheets are read. Those that are all of a cell say nothing in a sentence.
    private static let sheetPhrases: [(key: String, phrase: MessageRules.Phrase)] = SheetKind.allCases.flatMap { kind in
        kind.phrases.filter { !$0.hasPrefix("=") }.map { (kind.categoryKeys[0], MessageRules.phrase($0)) }
    }

    private static func sheetKind(_ key: String) -> SheetKind? { SheetKind.allCases.first { $0.categoryKeys.contains(key) } }
}
