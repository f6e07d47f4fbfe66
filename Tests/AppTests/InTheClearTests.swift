import Alongside
import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

/// `docs/in-the-clear.md` names every column that is not sealed, with the reason; a new one is written down there or the tests are red.
@Suite struct InTheClearTests {
    /// What sealed columns are called. The group's own ID begins every row.
    private static let sealed: Set<String> = ["sealed", "face", "details", "source", "draft", "wrapped", "group_id"]

    @Test("every column in the clear is named with its reason, and no column that is not there")
    func everyColumn() async throws {
        let columns = try await columns()
        let named = try named()
        #expect(columns.count > 200 && named.count > 200)
        #expect(columns.subtracting(named).sorted() == [], "in the clear and not in docs/in-the-clear.md")
        #expect(named.subtracting(columns).sorted() == [], "in docs/in-the-clear.md and not in the database")
    }

    @Test("whatever walks through all that is sealed knows every sealed column")
    func everySealedColumn() async throws {
        let sealed = try await everything().filter { Self.sealed.contains($0.column) && $0.column != "group_id" }
        let columns = Set(sealed.map { "\($0.table).\($0.column)" })
        #expect(columns == Set(SealedColumn.allCases.map(\.rawValue)).union(SealedColumn.ofLinks).union(SealedColumn.ofKeys))
    }

    /// `table.column` of everything that the migrations make and that is not sealed.
    private func columns() async throws -> Set<String> {
        Set(try await everything().filter { !Self.sealed.contains($0.column) }.map { "\($0.table).\($0.column)" })
    }

    private func everything() async throws -> [(table: String, column: String)] {
        let folder = TestFolder.fresh("clear")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase.open(path: folder + "/clear.sqlite", migrations: Schema.migrations)
        let all = try await database.read { connection in
            try connection.all(
                """
                SELECT kept.name, info.name
                FROM sqlite_schema AS kept JOIN pragma_table_info(kept.name) AS info
                WHERE kept.type = 'table' AND kept.name NOT LIKE 'sqlite_%'
                """,
                []
            ) { (table: $0.text(0), column: $0.text(1)) }
        }
        try database.close()
        try FileManager.default.removeItem(atPath: folder)
        return all
    }

    /// The same of the page: rows of a table, its name first, then its columns.
    private func named() throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/in-the-clear.md")
        var named: Set<String> = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].hasPrefix("`"), !cells[2].isEmpty else { continue }
            let table = cells[0].filter { $0 != "`" }
            for column in cells[1].matches(of: /`([a-z_]+)`/) { named.insert("\(table).\(column.1)") }
        }
        return named
    }
}
