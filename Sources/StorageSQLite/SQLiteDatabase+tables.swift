public import Storage

extension SQLiteDatabase {
    /// Every table of the schema, but for the list of the steps that made it and what Litestream keeps in the file. Those of PostgreSQL are the same.
    public func tables() async throws -> [TableShape] {
        try await read { connection in
            let names = try connection.all(
                """
                SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND substr(name, 1, 11) <> '_litestream' AND name <> 'schema_migration'
                ORDER BY name
                """
            ) { $0.text(0) }
            return try names.map { try Self.table($0, connection) }
        }
    }

    private static func table(_ name: String, _ connection: any Storage.Connection) throws -> TableShape {
        let columns = try connection.all("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", [.text(name)]) { ($0.text(0), $0.int(1)) }
        var table = TableShape(name: name, columns: columns.map(\.0), key: columns.filter { $0.1 > 0 }.sorted { $0.1 < $1.1 }.map(\.0))
        var own: [Int: TableShape.Reference] = [:]
        try connection.forEach("SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list($1) ORDER BY id, seq", [.text(name)]) { row in
            table.refersTo.insert(row.text(1))
            guard row.text(1) == name else { return }
            own[row.int(0), default: TableShape.Reference(columns: [], names: [])].columns.append(row.text(2))
            own[row.int(0), default: TableShape.Reference(columns: [], names: [])].names.append(row.text(3))
        }
        table.references = own.sorted { $0.key < $1.key }.map(\.value)
        return table
    }
}
