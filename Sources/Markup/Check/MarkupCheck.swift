/// Reads finished markup and says what is wrong with it: what a browser would silently mend, what a screen reader would stumble over, what
/// the content security policy forbids. For tests and debug builds; a page of 50 KB takes a few milliseconds.
public enum MarkupCheck {
    /// Something to mend.
    public struct Finding: Hashable, Sendable, CustomStringConvertible {
        public var rule: Rule
        /// What it is about, in words.
        public var reason: String
        /// The markup around it, at most 80 bytes.
        public var snippet: String

        public var description: String { "\(rule.rawValue): \(reason): \(snippet)" }
    }

    public enum Rule: String, Sendable, CaseIterable {
        /// An element is not closed, closed twice, or stands where browsers do not let it stand.
        case nesting
        /// An attribute's value stands without double quotes, or an attribute stands twice.
        case quoting
        /// An id stands twice.
        case uniqueID
        /// A control without a name for those who listen.
        case label
        /// Something points at an id that is not there.
        case reference
        /// Script in an attribute, or an address that is script.
        case script
        /// Style in an attribute.
        case style
        /// A button or a link without words.
        case words
        /// A picture without a text for it.
        case picture
    }

    /// All findings, in the order of the markup; those about the page as a whole come last. Works on whole pages and on pieces.
    public static func findings(in html: HTML) -> [Finding] {
        var reader = PageReader(bytes: html.bytes)
        return reader.read()
    }
}
