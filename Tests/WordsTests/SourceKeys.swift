import Foundation

/// The keys of the catalog that Swift sources name: a small reader of string literals that knows inside which call each one stands.
struct SourceKeys {
    struct Use: Hashable, CustomStringConvertible {
        let key: String
        let isPrefix: Bool
        let file: String
        let line: Int
        var description: String { "\(file):\(line): \(key)" }
    }

    /// Literals that have to be keys: `say("...")` and its like.
    private(set) var uses: [Use] = []
    /// All string literals without interpolations.
    private(set) var literals: Set<String> = []

    /// Reads every Swift file below a folder.
    init(folder: URL) throws {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let name = file.path.replacing(folder.deletingLastPathComponent().path + "/", with: "")
            add(source: try String(contentsOf: file, encoding: .utf8), file: name)
        }
    }

    init(source: String) { add(source: source, file: "x.swift") }

    private mutating func add(source: String, file: String) {
        var reader = LiteralReader(source)
        reader.readAll()
        for literal in reader.literals {
            if !literal.isInterpolated { literals.insert(literal.text) }
            guard let use = Self.use(of: literal, file: file) else { continue }
            uses.append(use)
        }
    }

    private static func use(of literal: LiteralReader.Literal, file: String) -> Use? {
        let name = literal.call.split(separator: ".").last.map(String.init) ?? ""
        var isPrefix = false
        switch (name, literal.argument) {
        case ("say", 0):
            // A console's lines are the program's own, on a terminal: sentences, not keys.
            guard !literal.call.hasSuffix("console.say") else { return nil }
        case ("family", 0): isPrefix = true
        case ("pieces", 0), ("missing", 0), ("forbidden", 0), ("conflict", 0), ("Problem", 1), ("invalid", 1): break
        case ("self", 0):
            guard literal.text.contains("."), !literal.text.contains(" ") else { return nil }
        default: return nil
        }
        var key = literal.text
        if literal.isInterpolated || key.hasSuffix(".") {
            // "problem.\(kind)" or "problem." + kind: all that begins so is in use. A sentence that is put together is no key of any catalog.
            let isSentence = key.contains(" ")
            guard key.hasSuffix(".") || isSentence else { return nil }
            if !isSentence {
                key.removeLast()
                isPrefix = true
            }
        }
        return Use(key: key, isPrefix: isPrefix, file: file, line: literal.line)
    }
}

/// Finds the string literals of a Swift source, also those inside interpolations, past comments.
private struct LiteralReader {
    struct Literal {
        /// Up to its first interpolation.
        var text: String
        let line: Int
        /// The name before the innermost open bracket, such as `say.family`, and which argument this is.
        let call: String
        let argument: Int
        var isInterpolated: Bool
    }

    private struct Frame {
        var call: String
        var argument = 0
    }

    private(set) var literals: [Literal] = []
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ source: String) { bytes = Array(source.utf8) }

    mutating func readAll() { while position < bytes.count { readCode(isInterpolation: false) } }

    private func byte(_ offset: Int = 0) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

    private mutating func advance() {
        if byte() == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    /// Reads code to the end, or to the bracket that closes an interpolation.
    private mutating func readCode(isInterpolation: Bool) {
        var frames = [Frame(call: "")]
        var name = ""
        while position < bytes.count {
            let current = byte()
            switch current {
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
                while position < bytes.count, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { advance() }
                position += 2
            case UInt8(ascii: "#") where byte(1) == UInt8(ascii: "\"") || byte(1) == UInt8(ascii: "#"), UInt8(ascii: "\""):
                readString(in: frames.last ?? Frame(call: ""))
                name = ""
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                frames.append(Frame(call: current == UInt8(ascii: "(") ? name : ""))
                name = ""
                advance()
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                advance()
                if frames.count > 1 { frames.removeLast() } else if isInterpolation { return }
                name = ""
            case UInt8(ascii: ","):
                frames[frames.count - 1].argument += 1
                name = ""
                advance()
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."):
                name.unicodeScalars.append(Unicode.Scalar(current))
                advance()
            default:
                name = ""
                advance()
            }
        }
    }

    private mutating func readString(in frame: Frame) {
        let start = line
        var hashes = 0
        while byte() == UInt8(ascii: "#") {
            hashes += 1
            position += 1
        }
        guard byte() == UInt8(ascii: "\"") else { return }
        let isLong = byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"")
        position += isLong ? 3 : 1
        var text: [UInt8] = []
        var isInterpolated = false
        while position < bytes.count {
            if closes(isLong: isLong, hashes: hashes) {
                position += (isLong ? 3 : 1) + hashes
                break
            }
            if !isLong, byte() == UInt8(ascii: "\n") { break }
            if byte() == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ byte(1 + $0) == UInt8(ascii: "#") }) {
                position += 1 + hashes
                if byte() == UInt8(ascii: "(") {
                    position += 1
                    isInterpolated = true
                    readCode(isInterpolation: true)
                } else {
                    advance()
                }
                continue
            }
            if !isInterpolated { text.append(byte()) }
            advance()
        }
        literals.append(
            Literal(
                text: String(decoding: text, as: UTF8.self), line: start, call: frame.call, argument: frame.argument, isInterpolated: isInterpolated))
    }

    private func closes(isLong: Bool, hashes: Int) -> Bool {
        let quotes = isLong ? 3 : 1
        return (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") } && (0..<hashes).allSatisfy { byte(quotes + $0) == UInt8(ascii: "#") }
    }
}
