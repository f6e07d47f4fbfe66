/// A statement of the schema, cut into words, quoted parts, comments and single other characters, so that an engine changes words and nothing else.
public struct SchemaPieces: Sendable {
    public struct Piece: Hashable, Sendable {
        public enum Kind: Hashable, Sendable { case word, quoted, comment, other }
        public let kind: Kind
        public var text: String
    }

    public var pieces: [Piece] = []

    /// - Throws: `StorageFault.mistake` for a constraint that waits until COMMIT: on SQLite it would fail everybody's writes at once.
    public init(_ statement: String) throws(StorageFault) {
        var rest = statement[...]
        while let first = rest.first {
            let kind: Piece.Kind
            let length: Int
            switch first {
            case _ where first.isLetter || first == "_":
                kind = .word
                length = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
            case "'", "\"", "`":
                kind = .quoted
                length = rest.dropFirst().prefix { $0 != first }.count + 2
            case "-" where rest.hasPrefix("--"):
                kind = .comment
                length = rest.prefix { !$0.isNewline }.count
            default:
                kind = .other
                length = 1
            }
            pieces.append(Piece(kind: kind, text: String(rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        let words = words
        for index in words.indices where words[index] == "DEFERRABLE" && (index == 0 || words[index - 1] != "NOT") {
            throw .mistake("constraints are immediate: \(statement)")
        }
    }

    /// The words alone, in capitals.
    public var words: [String] { pieces.filter { $0.kind == .word }.map { $0.text.uppercased() } }

    /// The statement again.
    public var joined: String { pieces.map(\.text).joined() }

    /// Puts an engine's own names in place of the schema's column types.
    public mutating func rename(_ types: [String: String]) {
        for index in pieces.indices where pieces[index].kind == .word {
            if let type = types[pieces[index].text] { pieces[index].text = type }
        }
    }
}
