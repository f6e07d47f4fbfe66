import Kernel
import Storage
import Testing

@testable import StorageSQLite

@Suite struct ValueTests {
    private static let kinds = Migration(
        1,
        "kinds",
        sql: "CREATE TABLE kind (number INTEGER64, real REAL64, text TEXT, bytes BYTES, flag BOOLEAN);"
    )

    private func echoed(_ values: [Value]) async throws -> [Value] {
        let database = try Place().open([Self.kinds])
        try await database.write { try $0.execute("INSERT INTO kind VALUES ($1, $2, $3, $4, $5)", values) }
        return try await database.read { connection in
            try connection.first("SELECT * FROM kind") { row in
                [
                    row.isNull(0) ? .null : .integer(row.integer(0)),
                    row.isNull(1) ? .null : .real(row.real(1)),
                    row.isNull(2) ? .null : .text(row.text(2)),
                    row.isNull(3) ? .null : .bytes(row.bytes(3)),
                    row.isNull(4) ? .null : .integer(row.integer(4)),
                ]
            } ?? []
        }
    }

    @Test(
        "values come back as they went in",
        arguments: [
            [.integer(.max), .real(-0.5), .text("Ünïcødé مرحبا 🌱"), .bytes([0, 255, 1]), 1],
            [.integer(.min), .real(.infinity), .text(""), .bytes([]), 0],
            [.null, .null, .text("a\0b"), .bytes([UInt8](repeating: 9, count: 300)), .null],
            [0, .real(0), .null, .null, true],
        ] as [[Value]]
    )
    func roundTrip(values: [Value]) async throws {
        #expect(try await echoed(values) == values)
    }

    @Test("a large value comes back whole")
    func large() async throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try await echoed([.null, .null, .null, .bytes(bytes), .null])[3] == .bytes(bytes))
    }

    @Test("a parameter may stand twice; the number of values must be right, and parameters ascend")
    func parameters() async throws {
        let database = try Place().open()
        #expect(try await database.read { try $0.number("SELECT $1 + $2 * $1", [3, 4]) } == 15)
        for (sql, values) in [("SELECT $1", []), ("SELECT $1", [1, 2]), ("SELECT $2 - $1", [1, 2])] as [(String, [Value])] {
            await #expect { try await database.read { try $0.number(sql, values) } } throws: {
                if case StorageFault.mistake = $0 { true } else { false }
            }
        }
    }

    @Test("a constraint that refuses a row says which, without the row's values")
    func constraints() async throws {
        let database = try Place().open()
        try await database.add(1, "Marisol Vega")
        let refusals: [(String, [Value], String)] = [
            ("INSERT INTO note (id, text) VALUES (2, $1)", ["Marisol Vega"], "UNIQUE constraint failed: note.text"),
            ("INSERT INTO note (id) VALUES ($1)", [1], "UNIQUE constraint failed: note.id"),
            ("INSERT INTO note (id, shelf) VALUES (2, $1)", [77], "FOREIGN KEY constraint failed"),
            (
                "INSERT INTO note (id, text) VALUES (2, $1)", [.text(String(repeating: "v", count: 1_000_000))],
                "CHECK constraint failed: length(text) < 1000000"
            ),
            ("INSERT INTO note (id, body) VALUES (2, $1)", ["text"], "cannot store TEXT value in BLOB column note.body"),
        ]
        for (sql, values, words) in refusals {
            await #expect(throws: StorageFault.constraint(words)) { try await database.write { try $0.execute(sql, values) } }
        }
    }

    @Test("a mistake names the statement, never a value")
    func mistakes() async throws {
        let database = try Place().open()
        await #expect { try await database.read { try $0.exists("SELECT json_extract($1, '$.a')", ["Marisol Vega {"]) } } throws: { error in
            guard case StorageFault.mistake(let words) = error else { return false }
            return words.contains("json_extract") && !words.contains("Marisol")
        }
    }

    @Test("a read may not write, and writes nothing")
    func readOnly() async throws {
        let database = try Place().open()
        for sql in ["INSERT INTO note (id) VALUES (1)", "DELETE FROM note RETURNING id", "COMMIT"] {
            await #expect { try await database.read { try $0.exists(sql) } } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        }
        #expect(try await database.notes() == [])
    }

    @Test("a transaction or connection that outlives its closure refuses to work")
    func outlived() async throws {
        final class Box: @unchecked Sendable { var connections: [any Connection] = [] }
        let box = Box()
        let database = try Place().open()
        try await database.write { box.connections.append($0) }
        try await database.read { box.connections.append($0) }
        for connection in box.connections {
            #expect { try connection.exists("SELECT 1") } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        }
        #expect(box.connections.count == 2)
    }

    @Test("RETURNING hands over rows of a write")
    func returning() async throws {
        let database = try Place().open()
        let ids = try await database.write { try $0.all("INSERT INTO note (id) VALUES ($1), ($2) RETURNING id", [4, 5]) { $0.int(0) } }
        #expect(ids == [4, 5])
    }
}
