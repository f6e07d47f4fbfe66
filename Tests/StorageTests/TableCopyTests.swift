import Kernel
import Storage
import Testing

@testable import StorageSQLite

@Suite("Copying whole databases") struct TableCopyTests {
    private static let streets = Migration(
        1, "streets",
        sql: """
            CREATE TABLE house (street TEXT NOT NULL REFERENCES street (name), number INTEGER64 NOT NULL, PRIMARY KEY (street, number));
            CREATE TABLE street (name TEXT PRIMARY KEY, part_of TEXT REFERENCES street (name), length REAL64, map BYTES);
            """
    )

    private func database(_ rows: [(String, String?)] = []) async throws -> SQLiteDatabase {
        let database = try Place().open([Self.streets])
        try await database.write { transaction in
            for (name, whole) in rows {
                try transaction.execute(
                    "INSERT INTO street (name, part_of, length, map) VALUES ($1, $2, 1.5, $3)",
                    [.text(name), whole.map { .text($0) } ?? .null, .bytes([0, 255])])
            }
        }
        return database
    }

    @Test("a row comes after the one that it names, also in its own table, however their names sort")
    func order() async throws {
        // Sorted by name, each stands before the one that it is a part of.
        let source = try await database([("Zeal Road", nil), ("Mill Lane", "Zeal Road"), ("Ash Court", "Mill Lane")])
        try await source.write {
            for number in 1...1_203 { try $0.execute("INSERT INTO house (street, number) VALUES ('Ash Court', $1)", [.integer(Int64(number))]) }
        }
        let target = try await database()
        let report = try await TableCopy(source.tables()).run(from: source, to: target)
        #expect(report.tables == 2 && report.rows == 1_206)
        let kept = try await target.read {
            try $0.all("SELECT name, part_of, length, map FROM street ORDER BY name") { row in (0..<4).map { row.value($0) } }
        }
        #expect(
            kept.map { $0[1] } == [.text("Mill Lane"), .text("Zeal Road"), .null] && kept.allSatisfy { $0[2...] == [.real(1.5), .bytes([0, 255])] })
        #expect(try await target.read { try $0.number("SELECT count(*) FROM house") } == 1_203)
    }

    @Test("a target that holds something already is refused, and nothing is written")
    func full() async throws {
        let source = try await database([("Mill Lane", nil)])
        let target = try await database([("Dock Street", nil)])
        await #expect(throws: StorageFault.mistake("there are rows in street already")) {
            try await TableCopy(source.tables()).run(from: source, to: target)
        }
        #expect(try await target.read { try $0.number("SELECT count(*) FROM street") } == 1)
    }

    /// A target that keeps something else than it is given.
    private struct Spoiling: Database {
        let database: SQLiteDatabase
        let spoil: String
        var engine: Engine { database.engine }
        var notices: Notices { database.notices }

        func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
            try await database.read(body)
        }

        func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
            let result = try await database.write(body)
            try await database.write { try $0.execute(spoil) }
            return result
        }
    }

    @Test(
        "a row that arrives as another one, one that does not arrive and one too many are seen",
        arguments: [
            "UPDATE street SET map = NULL WHERE name = 'Mill Lane'", "DELETE FROM street WHERE name = 'Mill Lane'",
            "INSERT INTO street (name) VALUES ('Zoo Road') ON CONFLICT DO NOTHING",
        ])
    func compared(spoil: String) async throws {
        let source = try await database([("Mill Lane", nil), ("Dock Street", nil)])
        let target = try await database()
        await #expect { try await TableCopy(source.tables()).run(from: source, to: Spoiling(database: target, spoil: spoil)) } throws: { error in
            guard case StorageFault.mistake(let words) = error else { return false }
            return words.contains("street after it was copied") || words.contains("street is another one")
        }
    }

    @Test("tables that name each other in a circle are refused")
    func circle() {
        let tables = [
            TableShape(name: "egg", columns: ["id"], key: ["id"], refersTo: ["hen"]),
            TableShape(name: "hen", columns: ["id"], key: ["id"], refersTo: ["egg"]),
        ]
        #expect(throws: StorageFault.mistake("tables name each other in a circle: egg, hen")) { try TableCopy(tables) }
    }
}
