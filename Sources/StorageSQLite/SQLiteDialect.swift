import Storage

/// Turns the schema's common words into SQLite's own.
enum SQLiteDialect {
    private static let types = ["INTEGER64": "INTEGER", "BYTES": "BLOB", "BOOLEAN": "INTEGER", "REAL64": "REAL"]

    /// The same statement with SQLite's column types, and STRICT at the end of a table.
    static func translated(_ statement: String) throws(StorageFault) -> String {
        var schema = try SchemaPieces(statement)
        schema.rename(types)
        let words = schema.words
        if words.starts(with: ["CREATE", "TABLE"]), !words.contains("STRICT"), let end = schema.pieces.lastIndex(where: { $0.text == ")" }) {
            let hasOptions = schema.pieces[end...].contains { $0.kind == .word }
            let place = schema.pieces.lastIndex { $0.kind == .word || $0.text == ")" } ?? end
            schema.pieces[place].text += hasOptions ? ", STRICT" : " STRICT"
        }
        return schema.joined
    }
}
