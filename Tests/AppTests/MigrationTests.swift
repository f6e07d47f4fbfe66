import Alongside
import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

/// Every step of the schema runs over an installation that holds something.
@Suite struct MigrationTests {
    @Test(
        "data of every earlier schema comes through the later steps whole, and ends in today's schema",
        arguments: 1..<Schema.migrations.count
    )
    func overData(step: Int) async throws {
        let folder = TestFolder.fresh("migrations")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/data.sqlite"
        let old = try SQLiteDatabase.open(path: path, migrations: Array(Schema.migrations.prefix(step)))
        try await FilledTables(old).fill()
        let before = try await FilledTables(old).contents()
        #expect(before.count > 30 && before.values.allSatisfy { $0.values.contains { $0 != "NULL" } })
        try old.close()

        let new = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
        #expect(try await new.integrityProblems() == [])
        let fresh = try SQLiteDatabase.open(path: folder + "/fresh.sqlite", migrations: Schema.migrations)
        #expect(try await new.schema() == fresh.schema())
        let after = try await FilledTables(new).contents(of: Set(before.keys))
        for (table, row) in before {
            let now = try #require(after[table], "\(table) is gone")
            #expect(!now.isEmpty, "the row of \(table) is gone")
            for (column, value) in row where now[column] != nil { #expect(now[column] == value, "\(table).\(column)") }
        }
        try new.close()
        try fresh.close()
    }
}

/// One row in every table of a schema, made up from what the schema itself says of its columns.
private struct FilledTables {
    private struct Column: Sendable {
        let name: String
        let type: String
        /// Whether it may not be left to itself.
        let isNeeded: Bool
    }

    private let database: SQLiteDatabase

    init(_ database: SQLiteDatabase) { self.database = database }

    /// Tables that name others wait for them, so it goes round until all are filled.
    func fill() async throws {
        var waiting = try await tables()
        while !waiting.isEmpty {
            var left: [(name: String, sql: String)] = []
            for table in waiting {
                if try await insert(into: table, all: true) { continue }
                if try await insert(into: table, all: false) { continue }
                left.append(table)
            }
            guard left.count < waiting.count else {
                Issue.record("No row fits into \(left.map(\.name)): give its columns values in FilledTables")
                return
            }
            waiting = left
        }
    }

    /// The row of each table, or of each of these: column and value, as SQLite writes values. A table that a later step brings has none.
    func contents(of names: Set<String>? = nil) async throws -> [String: [String: String]] {
        var out: [String: [String: String]] = [:]
        for table in try await tables() where names?.contains(table.name) ?? true {
            let columns = try await columns(of: table.name)
            let row = try await database.read { connection in
                try connection.all("SELECT \(columns.map { "quote(\($0.name))" }.joined(separator: ", ")) FROM \(table.name)") { row in
                    columns.indices.map { row.text($0) }
                }
            }
            #expect(row.count == 1, "\(table.name)")
            out[table.name] = Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), row.first ?? []))
        }
        return out
    }

    /// Whether the row went in. Not every column that may be empty can be filled beside the others.
    private func insert(into table: (name: String, sql: String), all: Bool) async throws -> Bool {
        let columns = try await columns(of: table.name).filter { all || $0.isNeeded }
        let names = columns.map(\.name).joined(separator: ", ")
        let marks = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let values = try columns.map { try value(of: $0, in: table.sql) }
        do {
            try await database.write { try $0.execute("INSERT INTO \(table.name) (\(names)) VALUES (\(marks))", values) }
            return true
        } catch StorageFault.constraint {
            return false
        }
    }

    private func value(of column: Column, in sql: String) throws -> Value {
        switch column.type {
        case "INTEGER": return .integer(10)
        case "REAL": return .real(1.5)
        case "BLOB":
            let other = column.name == "other_id" ? 2 : 1
            return .bytes([UInt8](repeating: 0, count: column.name == "token_hash" ? 31 : 15) + [UInt8(other)])
        default:
            // The first of those that a CHECK allows.
            let choice = try Regex("\\b\(column.name) TEXT[^,]*?IN \\(\\s*'([a-z_]+)'")
            if let first = try choice.firstMatch(in: sql)?.output[1].substring { return .text(String(first)) }
            return .text(column.name == "kind" ? "picture" : "text")
        }
    }

    private func tables() async throws -> [(name: String, sql: String)] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT name, sql FROM sqlite_schema
                WHERE type = 'table' AND name <> 'schema_migration' AND name NOT LIKE 'sqlite_%'
                ORDER BY name
                """
            ) { ($0.text(0), $0.text(1)) }
        }
    }

    private func columns(of table: String) async throws -> [Column] {
        try await database.read { connection in
            try connection.all("SELECT name, type, \"notnull\" = 1 AND dflt_value IS NULL FROM pragma_table_info('\(table)') ORDER BY cid") {
                Column(name: $0.text(0), type: $0.text(1), isNeeded: $0.flag(2))
            }
        }
    }
}
