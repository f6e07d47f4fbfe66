extension HTML: ExpressibleByStringInterpolation {
    public init(stringLiteral value: StaticString) {
        bytes = value.withUTF8Buffer { Array($0) }
    }

    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    public struct StringInterpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Text: escaped.
        public mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &bytes) }

        /// Text or nothing: escaped.
        public mutating func appendInterpolation(_ text: String?) {
            if let text { HTML.escape(text, into: &bytes) }
        }

        /// A whole number in Western digits, for attributes; numbers that people read come from `Wording`.
        public mutating func appendInterpolation(_ number: Int) { HTML.write(number, into: &bytes) }

        /// Markup, as it is.
        public mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }

        /// Markup or nothing.
        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes += html.bytes }
        }

        /// Pieces of markup, one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes += piece.bytes }
        }

        /// A component of the design system.
        public mutating func appendInterpolation(_ component: some Component) { bytes += component.html.bytes }

        /// A component or nothing.
        public mutating func appendInterpolation(_ component: (some Component)?) {
            if let component { bytes += component.html.bytes }
        }

        /// Components, one after the other.
        public mutating func appendInterpolation(_ components: [some Component]) {
            for component in components { bytes += component.html.bytes }
        }

        /// ` name="value"`, or nothing without a value.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            begin(attribute: name)
            HTML.escape(value, into: &bytes)
            bytes.append(0x22)
        }

        /// ` name="7"`, or nothing without a value.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: Int?) {
            guard let value else { return }
            begin(attribute: name)
            HTML.write(value, into: &bytes)
            bytes.append(0x22)
        }

        /// ` name` when it is set, else nothing: `checked`, `disabled`, `required`.
        public mutating func appendInterpolation(flag name: StaticString, _ isSet: Bool) {
            guard isSet else { return }
            bytes.append(0x20)
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// A link as an attribute's value, percent-encoded: `<a href="\(href: Site.board)">`.
        public mutating func appendInterpolation(href link: any Link) { HTML.escape(link.encoded, into: &bytes) }

        /// A way to reach a person or a page elsewhere: `tel:`, `sms:`, `mailto:`, `https:`.
        public mutating func appendInterpolation(href link: OutsideLink) { HTML.escape(link.address, into: &bytes) }

        /// JSON for a `<script type="application/json">`.
        public mutating func appendInterpolation(json text: String) { HTML.escapeJSON(text, into: &bytes) }

        private mutating func begin(attribute name: StaticString) {
            bytes.append(0x20)
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(0x3D)
            bytes.append(0x22)
        }
    }
}
