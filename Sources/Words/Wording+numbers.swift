import Foundation
public import Kernel

extension Wording {
    /// A whole number with its thousands marked, in the language's own digits.
    public func number(_ number: Int) -> String { shapes.numbers.whole(number) }

    /// An amount such as `£31.20`.
    public func money(_ money: Money) -> String { shapes.numbers.money(money, shortens: false) }

    /// An amount as people say it: `£40` when there are no pence, for caps and limits.
    public func roundMoney(_ money: Money) -> String { shapes.numbers.money(money, shortens: true) }

    /// So many of a hundred, such as `90%`.
    public func percent(_ hundredths: Int) -> String {
        let shape = shapes.numbers
        return shape.percent.before + shape.whole(hundredths) + shape.percent.after
    }

    /// Several things in one sentence: "rice, beans and soap". Each keeps its own direction.
    public func list(_ items: [String]) -> String { joined(items, last: "list.and") }

    /// One of several things: "today, tomorrow or Friday".
    public func alternatives(_ items: [String]) -> String { joined(items, last: "list.or") }

    private func joined(_ items: [String], last: StaticString) -> String {
        guard let first = items.first else { return "" }
        var text = Isolation.text(first, inRightToLeft: isRightToLeft)
        for (index, item) in items.enumerated().dropFirst() {
            let arguments: [String: Argument] = ["start": .made(text), "item": .text(item)]
            text = index == items.count - 1 ? self(last, arguments) : self("list.more", arguments)
        }
        return text
    }

    /// A language's name in that language: `Español`, `العربية`.
    public func languageName(_ tag: LanguageTag) -> String { LanguageNames.shared.name(of: tag, in: tag.text) }

    /// A language's name in this wording's language, for those who do not read it: `Somali`.
    public func languageNameHere(_ tag: LanguageTag) -> String { LanguageNames.shared.name(of: tag, in: book.locale) }

    /// The same within a sentence: `somalí` in Spanish.
    public func languageNameWithin(_ tag: LanguageTag) -> String { LanguageNames.shared.nameWithin(of: tag, in: book.locale) }
}
