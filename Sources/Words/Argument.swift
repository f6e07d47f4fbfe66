/// What fills a placeholder of a sentence.
///
/// A literal is understood by its kind: `["count": 3, "name": "Rosa"]`. A variable says what it is: `["count": .count(asks.count), "name": .text(alias)]`.
public enum Argument: Sendable, Hashable {
    /// Words somebody wrote, such as a name or a place. They keep their own direction beside ours.
    case text(String)
    /// How many there are: chooses the plural form and is shown in the language's own digits.
    case count(Int)
    /// A number that chooses no form, shown in the language's own digits with its thousands marked.
    case number(Int)
    /// A phone number, link, code or anything else that is read from left to right and copied as it stands.
    case code(String)
    /// What this wording made itself: a time, an amount, a list. It goes in unchanged.
    case made(String)
}

extension Argument: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self = .text(value) }
}

extension Argument: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .count(value) }
}
