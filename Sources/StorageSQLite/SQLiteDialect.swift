import Storage

/// Turns the schema's common words into SQLite's own.
enum SQLiteDialect {
    private static let types = ["INTEGER64": "INTEGER", "BYTES": "BLOB", "BOOLEAN": "INTEGER", "REAL64": "REAL"]

    /// The same statement with SQLite's column types, and STRICT at the end of a table.
    ///
    /// - Throws: `StorageFault.mistake` for a constraint that waits until COMMIT: it would fail everybody's writes at once.
    static func translated(_ statement: String) throws -> String {
        var pieces = self.pieces(of: statement)
        let words = pieces.filter { $0.kind == .word }.map { $0.text.uppercased() }
        for index in words.indices where words[index] == "DEFERRABLE" && (index == 0 || words[index - 1] != "NOT") {
            throw StorageFault.mistake("constraints are immediate: \(statement)")
        }
        for index in pieces.indices where pieces[index].kind == .word {
            if let type = types[pieces[index].text] { pieces[index].text = type }
        }
        if words.starts(with: ["CREATE", "TABLE"]), !words.contains("STRICT"), let end = pieces.lastIndex(where: { $0.text == ")" }) {
            let hasOptions = pieces[end...].contains { $0.kind == .word }
            let place = pieces.lastIndex { $0.kind == .word || $0.text == ")" } ?? end
            pieces[place].text += hasOptions ? ", STRICT" : " STRICT"
        }
        return pieces.map(\.text).joined()
    }

    private struct Piece {
        enum Kind { case word, quoted, comment, other }
        var kind: Kind
        var text: String
    }

    /// Cuts a statement into words, quoted parts, comments, and single other characters. Joined again they are the statement.
    private static func pieces(of statement: String) -> [Piece] {
        var pieces: [Piece] = []
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
        return pieces
    }
}
