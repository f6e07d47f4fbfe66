import Storage

/// The tables of groups in parts: each is declared PARTITION BY HASH (group_id), so that all of a group lies in one part of every table. A distributed
/// database spreads the same tables by the same column.
///
/// A table belongs to groups when its primary key begins with `group_id` and goes on. What has one row a group or an installation stays whole, and so may
/// hold keys of its own, such as a group's part of the address.
struct PostgresPartitions {
    /// How many parts; 1 where tables are whole.
    let count: Int

    static let possible = 1...1_024

    /// The statement as it is run on tables in parts, and what has to follow it.
    func statements(for statement: String) throws(StorageFault) -> [String] {
        guard count > 1 else { return [statement] }
        let words = try Self.words(of: statement)
        if words.starts(with: ["CREATE", "TABLE"]), words.count > 2, Self.belongsToGroups(words) {
            // On a line of its own, since a comment may stand at the end.
            return [statement + "\nPARTITION BY HASH (group_id)"]
                + (0..<count).map {
                    "CREATE TABLE \(part($0, of: words[2])) PARTITION OF \(words[2]) FOR VALUES WITH (MODULUS \(count), REMAINDER \($0))"
                }
        }
        // PostgreSQL renames the table and leaves its parts their names, which the next table of that name wants for its own.
        if words.count == 6, words.starts(with: ["ALTER", "TABLE"]), words[3] == "RENAME", words[4] == "TO" {
            return [statement] + (0..<count).map { "ALTER TABLE IF EXISTS \(part($0, of: words[2])) RENAME TO \(part($0, of: words[5]))" }
        }
        return [statement]
    }

    private func part(_ number: Int, of table: String) -> String { "\(table)_part\(number)" }

    private static func belongsToGroups(_ words: [String]) -> Bool {
        let key = ["PRIMARY", "KEY", "(", "group_id", ","]
        return words.indices.contains { words[$0...].starts(with: key) }
    }

    /// Words and marks, without comments and spaces; words of SQL itself are in capitals in every statement of ours.
    private static func words(of statement: String) throws(StorageFault) -> [String] {
        try SchemaPieces(statement).pieces.filter { $0.kind != .comment }.map(\.text).filter { !$0.allSatisfy(\.isWhitespace) }
    }
}
