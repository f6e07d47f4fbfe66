/// A piece of markup as bytes. Literals come from source only (`StaticString` underneath: no text made at run time can become markup);
/// whatever is interpolated is escaped by its type, for element content and quoted attribute values alike.
///
///     let name = "Ola & Bo"
///     let row: HTML = "<li title=\"\(name)\">\(name), \(3) left</li>"
///
/// Attribute values are always written in double quotes; `MarkupCheck` finds the one that is not.
public struct HTML: Hashable, Sendable {
    /// UTF-8.
    public internal(set) var bytes: [UInt8]

    /// Nothing at all.
    public static let empty = HTML(bytes: [])

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Text, escaped.
    public init(text: String) {
        bytes = []
        HTML.escape(text, into: &bytes)
    }

    public var isEmpty: Bool { bytes.isEmpty }

    /// The markup as text, for tests and for snapshots.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public static func += (left: inout HTML, right: HTML) { left.bytes += right.bytes }

    public static func + (left: HTML, right: HTML) -> HTML { HTML(bytes: left.bytes + right.bytes) }
}

extension HTML: CustomStringConvertible {
    public var description: String { text }
}

extension HTML {
    /// The pieces one after the other, with a line break between them.
    public static func lines(_ pieces: [HTML]) -> HTML { pieces.joined(separator: "\n") }

    /// `content` when the condition holds, else nothing; `content` is not even made then.
    public static func when(_ condition: Bool, _ content: () -> HTML) -> HTML { condition ? content() : .empty }

    /// `content` made of the value when there is one, else nothing.
    public static func when<Value>(_ value: Value?, _ content: (Value) -> HTML) -> HTML { value.map(content) ?? .empty }

    /// One piece for each element, one after the other.
    public static func each<Element>(_ elements: some Sequence<Element>, _ content: (Element) -> HTML) -> HTML {
        var result = HTML.empty
        for element in elements { result += content(element) }
        return result
    }
}

extension [HTML] {
    /// The pieces one after the other.
    public func joined(separator: HTML = .empty) -> HTML {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reduce(0) { $0 + $1.bytes.count + separator.bytes.count })
        for (index, piece) in enumerated() {
            if index > 0 { bytes += separator.bytes }
            bytes += piece.bytes
        }
        return HTML(bytes: bytes)
    }
}
