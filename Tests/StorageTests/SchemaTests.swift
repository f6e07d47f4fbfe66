import Kernel
import Storage
import Testing

@testable import StorageSQLite

@Suite struct SchemaTests {
    @Test(
        "the schema's words become SQLite's, and tables become STRICT",
        arguments: [
            (
                "CREATE TABLE a (b INTEGER64, c BYTES, d BOOLEAN, e REAL64, f TEXT)",
                "CREATE TABLE a (b INTEGER, c BLOB, d INTEGER, e REAL, f TEXT) STRICT"
            ),
            ("CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID, STRICT"),
            ("-- why\ncreate table a (b TEXT) -- BYTES (", "-- why\ncreate table a (b TEXT) STRICT -- BYTES ("),
            ("CREATE TABLE a (b TEXT CHECK (b <> 'BYTES)')) STRICT", "CREATE TABLE a (b TEXT CHECK (b <> 'BYTES)')) STRICT"),
            ("CREATE TABLE a (b TEXT NOT DEFERRABLE)", "CREATE TABLE a (b TEXT NOT DEFERRABLE) STRICT"),
            ("CREATE INDEX a ON b (c)", "CREATE INDEX a ON b (c)"),
            ("CREATE VIRTUAL TABLE a USING fts5(b)", "CREATE VIRTUAL TABLE a USING fts5(b)"),
            ("INSERT INTO a VALUES ('BYTES', bytes, MYBYTES)", "INSERT INTO a VALUES ('BYTES', bytes, MYBYTES)"),
        ]
    )
    func dialect(common: String, own: String) throws {
        #expect(try SQLiteDialect.translated(common) == own)
    }

    @Test("a constraint that waits until COMMIT is refused")
    func deferred() throws {
        let sql = "CREATE TABLE a (b INTEGER64 REFERENCES c (d) DEFERRABLE INITIALLY DEFERRED);"
        #expect { try Place().open([Migration(1, "a", sql: sql)]) } throws: { if case StorageFault.mistake = $0 { true } else { false } }
    }

    @Test("migrations run once each, in order, and are dated")
    func once() async throws {
        let place = try Place()
        let second = Migration(2, "author", sql: "ALTER TABLE note ADD COLUMN author TEXT;")
        let options = SQLiteOptions(time: TimeSource { Instant(milliseconds: 77) })
        try place.open(options: options).close()
        for _ in 1...2 {
            let database = try place.open([Place.notes, second], options: options)
            let steps = try await database.read {
                try $0.all("SELECT number, name, applied_at FROM schema_migration ORDER BY number") { "\($0.int(0)) \($0.text(1)) \($0.int(2))" }
            }
            #expect(steps == ["1 notes 77", "2 author 77"])
            try database.close()
        }
    }

    @Test("a step that fails leaves nothing of itself")
    func failing() async throws {
        let place = try Place()
        let bad = Migration(2, "bad", sql: "CREATE TABLE extra (id INTEGER64);\nINSERT INTO nowhere VALUES (1);")
        #expect { try place.open([Place.notes, bad]) } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        let schema = try await place.open().schema()
        #expect(!schema.contains("extra"))
    }

    @Test("data of a newer program is refused, and so are steps out of order")
    func refusals() throws {
        let place = try Place()
        let third = Migration(3, "third", sql: "CREATE TABLE third (id INTEGER64);")
        let second = Migration(2, "second", sql: "CREATE TABLE second (id INTEGER64);")
        try place.open([Place.notes, third]).close()
        #expect(throws: SchemaFault.newer(found: 3, known: 1)) { try place.open([Place.notes]) }
        #expect(throws: SchemaFault.disorder(2)) { try place.open([Place.notes, second, third]) }
        #expect(throws: SchemaFault.disorder(1)) { try place.open([third, Place.notes]) }
        #expect(throws: SchemaFault.unknown(1)) { try place.open([second, third]) }
    }

    @Test("the schema of today can be read as text, tables with their indexes, without SQLite's own")
    func text() async throws {
        let index = Migration(
            2, "index",
            sql: "CREATE INDEX note_shelf ON note (shelf);\nCREATE VIEW a_view AS SELECT 1 AS one;\nCREATE VIRTUAL TABLE found USING fts5(word);")
        let schema = try await Place().open([Place.notes, index]).schema()
        let starts = schema.split(separator: "\n").filter { $0.hasPrefix("CREATE") }.map {
            $0.split(separator: "(")[0].split(separator: " ").prefix(4).joined(separator: " ")
        }
        #expect(
            starts == [
                "CREATE VIRTUAL TABLE found", "CREATE TABLE note", "CREATE INDEX note_shelf ON", "CREATE TABLE schema_migration",
                "CREATE TABLE shelf",
                "CREATE VIEW a_view AS",
            ]
        )
        #expect(schema.contains("body BLOB\n) STRICT;\n"))
    }
}
