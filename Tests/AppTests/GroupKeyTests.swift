import Alongside
import Foundation
import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import Testing

/// What a database spread over many machines needs of every table: that all of a group can lie together, and be found by its group alone.
@Suite struct GroupKeyTests {
    /// What does not begin with the group and something behind it, and why it may.
    private static let exceptions = [
        "aid_group primary key": "one row a group: a distributed database keeps a copy of it on every node",
        "aid_group slug": "the first words of addresses are given once in the whole installation",
        "installation primary key": "one row in all",
        "job priority": "the runner asks for all groups what is due; the index ends with the key, so each part can answer for itself",
        "job lease_until": "the runner asks for all groups whose process died; it is as long as the jobs that are at work",
    ]

    private static let advice = """
        Begin it with group_id, so that the table can be spread by group. What must not is named with its reason in GroupKeyTests and in docs/hub-queries.md:
        """

    @Test("every primary key, index and reference of a group's table begins with the group")
    func leading() async throws {
        let database = try SQLiteDatabase.open(path: try await migrated(), migrations: Schema.migrations)
        defer { try? database.close() }
        let found = try await database.read { connection -> [String] in
            var found: [String] = []
            for table in try connection.all(Self.tablesOfGroups, [], { $0.text(0) }) {
                let key = try connection.all("SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk", [.text(table)]) { $0.text(0) }
                if key.first != "group_id" || key.count < 2 { found.append("\(table) primary key") }
                let indexes = try connection.all("SELECT name FROM pragma_index_list($1) WHERE origin <> 'pk'", [.text(table)]) { $0.text(0) }
                for index in indexes {
                    let first = try connection.first("SELECT name FROM pragma_index_info($1) ORDER BY seqno LIMIT 1", [.text(index)]) {
                        $0.textIfAny(0)
                    }
                    if first != "group_id" { found.append("\(table) \((first ?? nil) ?? index)") }
                }
                let references = try connection.all("SELECT \"from\" FROM pragma_foreign_key_list($1) WHERE seq = 0", [.text(table)]) { $0.text(0) }
                found += references.filter { $0 != "group_id" }.map { "\(table) reference \($0)" }
            }
            return found
        }
        let strange = found.filter { Self.exceptions[$0] == nil }
        #expect(strange.isEmpty, Comment(rawValue: Self.advice + "\n" + strange.joined(separator: "\n")))
        #expect(Set(found) == Set(Self.exceptions.keys), "an exception is named that there is none of")
    }

    @Test(
        "on a server in partitions every table of a group is in as many, and holds all that it holds in one",
        .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"))
    func inParts() async throws {
        let server = try TestServer()
        let postgres = try PostgresDatabase.open(migrations: Schema.migrations, options: PostgresOptions(url: server.url, partitions: 3))
        let file = try SQLiteDatabase.open(path: try await migrated(), migrations: Schema.migrations)
        defer { try? file.close() }
        let tables = try await file.read { try $0.all(Self.tablesOfGroups, [], { $0.text(0) }) }
        let parts = try await postgres.read { connection in
            try connection.all(
                "SELECT inhparent::regclass::text, count(*) FROM pg_inherits WHERE inhparent IN (SELECT partrelid FROM pg_partitioned_table) GROUP BY 1"
            ) {
                ($0.text(0), $0.int(1))
            }
        }
        let cut = Dictionary(uniqueKeysWithValues: parts)
        #expect(Set(cut.keys) == Set(tables.filter { Self.exceptions["\($0) primary key"] == nil }))
        #expect(cut.values.allSatisfy { $0 == 3 })
        // The same unique keys and references stand on both engines.
        for table in cut.keys {
            let unique = try await file.read { try $0.number("SELECT count(*) FROM pragma_index_list($1) WHERE \"unique\" = 1", [.text(table)]) }
            let references = try await file.read { try $0.number("SELECT count(DISTINCT id) FROM pragma_foreign_key_list($1)", [.text(table)]) }
            #expect(
                try await postgres.read {
                    try $0.number("SELECT count(*) FROM pg_index WHERE indisunique AND indrelid = $1::text::regclass", [.text(table)])
                } == unique, "\(table)")
            #expect(
                try await postgres.read {
                    try $0.number(
                        "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid = $1::text::regclass", [.text(table)]
                    )
                } == references, "\(table)")
        }
        postgres.close()
    }

    private static let tablesOfGroups = """
        SELECT tables.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns ON columns.name = 'group_id'
        WHERE tables.type = 'table' ORDER BY tables.name
        """

    private func migrated() async throws -> String {
        let folder = TestFolder.fresh("group-keys")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/schema.sqlite"
    }
}
