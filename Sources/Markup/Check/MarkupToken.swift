/// What markup is made of, as `MarkupTokens` cuts it.
enum MarkupToken {
    struct Attribute {
        var name: String
        /// Nil when it has none: `checked`.
        var value: String?
        var isQuoted: Bool
    }

    case text(Range<Int>)
    case start(name: String, attributes: [Attribute], at: Int)
    case end(name: String, at: Int)
    /// A `<` that begins nothing.
    case stray(at: Int)
}

/// Cuts markup into tokens, as HTML's own tokenizer does for the part of the language that we write.
struct MarkupTokens {
    let bytes: [UInt8]
    private var index = 0
    /// The element whose content is text up to its end tag.
    private var rawText: String?

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> MarkupToken? {
        guard index < bytes.count else { return nil }
        if let name = rawText {
            rawText = nil
            let start = index
            while index < bytes.count, !starts(with: "</" + name) { index += 1 }
            if index > start { return .text(start..<index) }
        }
        guard bytes[index] == 0x3C else { return text() }
        if starts(with: "<!--") { return comment() }
        if starts(with: "<!") { return skip(to: 0x3E) }
        let at = index
        if starts(with: "</"), index + 2 < bytes.count, isLetter(bytes[index + 2]) {
            index += 2
            let name = word()
            _ = skip(to: 0x3E)
            return .end(name: name, at: at)
        }
        guard index + 1 < bytes.count, isLetter(bytes[index + 1]) else {
            index += 1
            return .stray(at: at)
        }
        index += 1
        let name = word()
        let attributes = readAttributes()
        if ["script", "style", "textarea", "title"].contains(name) { rawText = name }
        return .start(name: name, attributes: attributes, at: at)
    }

    private mutating func text() -> MarkupToken {
        let start = index
        while index < bytes.count, bytes[index] != 0x3C { index += 1 }
        return .text(start..<index)
    }

    private mutating func comment() -> MarkupToken {
        index += 4
        while index < bytes.count, !starts(with: "-->") { index += 1 }
        index = min(index + 3, bytes.count)
        return .text(index..<index)
    }

    private mutating func skip(to end: UInt8) -> MarkupToken {
        while index < bytes.count, bytes[index] != end { index += 1 }
        index = min(index + 1, bytes.count)
        return .text(index..<index)
    }

    private mutating func readAttributes() -> [MarkupToken.Attribute] {
        var attributes: [MarkupToken.Attribute] = []
        while index < bytes.count {
            skipSpace()
            guard index < bytes.count else { break }
            if bytes[index] == 0x3E {
                index += 1
                break
            }
            if bytes[index] == 0x2F {
                index += 1
                continue
            }
            let name = word()
            guard !name.isEmpty else {
                index += 1
                continue
            }
            skipSpace()
            guard index < bytes.count, bytes[index] == 0x3D else {
                attributes.append(.init(name: name, value: nil, isQuoted: true))
                continue
            }
            index += 1
            skipSpace()
            attributes.append(value(of: name))
        }
        return attributes
    }

    private mutating func value(of name: String) -> MarkupToken.Attribute {
        guard index < bytes.count else { return .init(name: name, value: "", isQuoted: false) }
        let quote = bytes[index]
        let isQuoted = quote == 0x22
        let start: Int
        if quote == 0x22 || quote == 0x27 {
            index += 1
            start = index
            while index < bytes.count, bytes[index] != quote { index += 1 }
        } else {
            start = index
            while index < bytes.count, !isSpace(bytes[index]), bytes[index] != 0x3E { index += 1 }
        }
        let value = String(decoding: bytes[start..<index], as: UTF8.self)
        if quote == 0x22 || quote == 0x27 { index = min(index + 1, bytes.count) }
        return .init(name: name, value: value, isQuoted: isQuoted)
    }

    /// A name in lower case; stops before space, `/`, `>`, `=`.
    private mutating func word() -> String {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if isSpace(byte) || byte == 0x2F || byte == 0x3E || byte == 0x3D { break }
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
    }

    private mutating func skipSpace() {
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    }

    private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
}
