/// What went wrong, said so that a person can mend it: a key of the catalog with its arguments, turned into words only at the edge.
///
/// Thrown by rules and use cases. A form shows it beside `field`; an interface for programs answers it as RFC 9457.
public struct Problem: Error, Hashable, Sendable {
    /// What kind of answer it needs. Only `broken` is our fault and is logged as an error.
    public enum Kind: String, Sendable, CaseIterable {
        /// There is no such thing, or none that this person may know of.
        case missing
        /// The person may not do this; nothing else is said.
        case forbidden
        /// Somebody or something was quicker; look again.
        case conflict
        /// A field holds something that cannot be taken.
        case invalid
        /// Not now: too much at once, paused, or waiting for something.
        case busy
        /// Our fault.
        case broken
    }

    public var kind: Kind
    /// A key of the catalog, such as `problem.phone.short`.
    public var key: String
    /// What fills the placeholders of the sentence.
    public var arguments: [String: String]
    /// The name of the form field beside which the sentence belongs.
    public var field: String?
    /// Further problems of the same form: a person mends them all at once.
    public var others: [Problem]

    public init(_ kind: Kind, _ key: String, _ arguments: [String: String] = [:], field: String? = nil, others: [Problem] = []) {
        self.kind = kind
        self.key = key
        self.arguments = arguments
        self.field = field
        self.others = others
    }

    public static func missing(_ key: String = "problem.missing") -> Problem { Problem(.missing, key) }
    public static func forbidden(_ key: String = "problem.forbidden") -> Problem { Problem(.forbidden, key) }
    public static func conflict(_ key: String, _ arguments: [String: String] = [:]) -> Problem { Problem(.conflict, key, arguments) }
    public static func invalid(_ field: String, _ key: String, _ arguments: [String: String] = [:]) -> Problem {
        Problem(.invalid, key, arguments, field: field)
    }

    /// One problem that carries all of them; nil when there are none.
    public static func all(_ problems: [Problem]) -> Problem? {
        guard var first = problems.first else { return nil }
        first.others += problems.dropFirst()
        return first
    }

    /// This problem and the others, flat.
    public var each: [Problem] {
        var alone = self
        alone.others = []
        return [alone] + others.flatMap(\.each)
    }
}
