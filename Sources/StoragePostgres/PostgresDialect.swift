import Storage

/// Turns the schema's common words into PostgreSQL's own.
enum PostgresDialect {
    /// BOOLEAN is a number here too: the product binds and compares 0 and 1 on both engines. INTEGER alone would overflow at milliseconds.
    private static let types = [
        "INTEGER64": "BIGINT", "BYTES": "BYTEA", "BOOLEAN": "BIGINT", "REAL64": "DOUBLE PRECISION",
        "TEXT": "TEXT COLLATE \"C\"",
    ]

    /// The same statement with PostgreSQL's column types. Text sorts by its bytes, as on SQLite, so that both engines page in the same order.
    static func translated(_ statement: String) throws(StorageFault) -> String {
        var schema = try SchemaPieces(statement)
        schema.rename(types)
        return schema.joined
    }
}
