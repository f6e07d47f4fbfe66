/// A Swift file taken apart: what is code and what stands in string literals, each with its line.
///
/// A small scanner that knows comments, literals of one and of several lines, raw literals and interpolations; it knows no regex
/// literals, whose quotes it would take for the start of a string, so write `\u{22}` there.
struct SwiftText: Sendable {
    /// Lines of code from 1, with literals emptied and comments left out.
    private(set) var code: [(number: Int, text: String)] = []
    /// Lines of literals, numbered as in the file, without their quotes. What is interpolated is code.
    private(set) var literals: [(number: Int, text: String)] = []

    /// The modules that it imports, with the number of the line.
    private(set) var imports: [(number: Int, module: String)] = []

    private var bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var pendingCode: [UInt8] = []

    init(_ source: String) {
        bytes = Array(source.utf8)
        scanCode(untilParenthesis: false)
        endLine()
        bytes = []
        imports = Self.imports(in: code)
    }

    private static func imports(in code: [(number: Int, text: String)]) -> [(number: Int, module: String)] {
        code.filter { $0.text.contains("import") }.compactMap { number, text in
            let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let position = words.firstIndex(of: "import") else { return nil }
            let before = words[..<position]
            guard before.allSatisfy({ $0.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains($0) }) else {
                return nil
            }
            var after = words[(position + 1)...]
            if let kind = after.first, ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"].contains(kind) {
                after.removeFirst()
            }
            return after.first.map { (number, String($0.split(separator: ".")[0])) }
        }
    }

    /// Whether `text` stands here. Its first byte is compared before anything else, as it is asked at every byte.
    private func sees(_ text: [UInt8]) -> Bool {
        guard bytes[position] == text[0], position + text.count <= bytes.count else { return false }
        for offset in 1..<max(text.count, 1) where bytes[position + offset] != text[offset] { return false }
        return true
    }

    private mutating func endLine() {
        code.append((line, String(decoding: pendingCode, as: UTF8.self)))
        pendingCode = []
        line += 1
    }

    /// Reads code to the end of the file, or to the parenthesis that closes an interpolation.
    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "/") where sees(Mark.lineComment):
                while position < bytes.count, bytes[position] != Mark.newline { position += 1 }
                continue
            case UInt8(ascii: "/") where sees(Mark.commentBegins):
                scanBlockComment()
                continue
            case Mark.quote:
                scanLiteral()
                continue
            case UInt8(ascii: "#") where sees(Mark.rawQuote) || sees(Mark.rawerQuote):
                scanLiteral()
                continue
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            position += 1
            if byte == Mark.newline {
                endLine()
            } else if untilParenthesis, depth < 0 {
                return
            } else {
                pendingCode.append(byte)
            }
        }
    }

    private mutating func scanBlockComment() {
        while position < bytes.count, !sees(Mark.commentEnds) {
            if bytes[position] == Mark.newline { endLine() }
            position += 1
        }
        position = min(position + 2, bytes.count)
    }

    private mutating func scanLiteral() {
        var hashes = 0
        while bytes[position] == UInt8(ascii: "#") {
            hashes += 1
            position += 1
        }
        let quotes = sees(Mark.threeQuotes) ? 3 : 1
        position += quotes
        let raw = [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        let end = [UInt8](repeating: Mark.quote, count: quotes) + raw
        let escape = [UInt8(ascii: "\\")] + raw
        var text: [UInt8] = []
        while position < bytes.count, !sees(end) {
            let byte = bytes[position]
            if sees(escape) {
                position += escape.count
                guard position < bytes.count else { break }
                if bytes[position] == UInt8(ascii: "(") {
                    position += 1
                    pendingCode.append(0x20)
                    scanCode(untilParenthesis: true)
                } else {
                    text.append(bytes[position])
                    position += 1
                }
            } else if byte == Mark.newline {
                literals.append((line, String(decoding: text, as: UTF8.self)))
                text = []
                if quotes == 1 { return }
                endLine()
                position += 1
            } else {
                text.append(byte)
                position += 1
            }
        }
        position = min(position + end.count, bytes.count)
        literals.append((line, String(decoding: text, as: UTF8.self)))
        pendingCode += [Mark.quote, Mark.quote]
    }

    private enum Mark {
        static let newline = UInt8(ascii: "\n")
        static let quote: UInt8 = 0x22
        static let lineComment = Array("//".utf8)
        static let commentBegins = Array("/*".utf8)
        static let commentEnds = Array("*/".utf8)
        static let rawQuote: [UInt8] = [UInt8(ascii: "#"), quote]
        static let rawerQuote: [UInt8] = [UInt8(ascii: "#"), UInt8(ascii: "#"), quote]
        static let threeQuotes = [quote, quote, quote]
    }
}
