import Dispatch
import Kernel
import Storage
import Synchronization
import Testing

/// What `Database` promises, on every engine.
@Suite struct EngineContractTests {
    @Test("values come back as they went in", arguments: EnginePlace.engines)
    func roundTrip(engine: Engine) async throws {
        let kinds = Migration(1, "kinds", sql: "CREATE TABLE kind (number INTEGER64, real REAL64, text TEXT, bytes BYTES, flag BOOLEAN);")
        let database = try await EnginePlace(engine).open([kinds])
        let rows: [[Value]] = [
            [.integer(.max), .real(-0.5), .text("Ünïcødé مرحبا 🌱"), .bytes([0, 255, 1]), 1],
            [.integer(.min), .real(.infinity), .text(""), .bytes([]), 0],
            [.null, .null, .null, .null, .null],
            [0, .real(0.1), .text("'; DROP TABLE kind; --"), .bytes([UInt8](repeating: 9, count: 300_000)), true],
        ]
        for values in rows {
            try await database.write { transaction in
                try transaction.execute("DELETE FROM kind")
                try transaction.execute("INSERT INTO kind VALUES ($1, $2, $3, $4, $5)", values)
            }
            let back = try await database.read { connection in
                try connection.first("SELECT number, real, text, bytes, flag FROM kind") { row -> [Value] in
                    [
                        row.isNull(0) ? .null : .integer(row.integer(0)), row.isNull(1) ? .null : .real(row.real(1)),
                        row.isNull(2) ? .null : .text(row.text(2)), row.isNull(3) ? .null : .bytes(row.bytes(3)),
                        row.isNull(4) ? .null : .integer(row.integer(4)),
                    ]
                }
            }
            #expect(back == values)
        }
    }

    @Test("counts, sums, comparisons and averages are read as numbers", arguments: EnginePlace.engines)
    func numbers(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        for id in [3, 40_000, 5_000_000_000] as [Int64] { try await database.add(id) }
        let row = try await database.read { connection in
            try connection.first("SELECT count(*), sum(id), max(id), -sum(id), sum(id) * 1.5, count(*) > 2, coalesce(sum(shelf), 0) FROM note") {
                row in
                [row.integer(0), row.integer(1), row.integer(2), row.integer(3), Int64(row.real(4)), row.integer(5), row.integer(6)]
            }
        }
        #expect(row == [3, 5_000_040_003, 5_000_000_000, -5_000_040_003, 7_500_060_004, 1, 0])
    }

    @Test("a parameter may stand twice and is counted in 64 bits; a wrong number of values is a mistake", arguments: EnginePlace.engines)
    func parameters(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        #expect(try await database.read { try $0.number("SELECT $1 + $2 * $1", [3_000_000_000, 4]) } == 15_000_000_000)
        await #expect { try await database.read { try $0.number("SELECT $1", [1, 2]) } } throws: {
            if case StorageFault.mistake = $0 { true } else { false }
        }
    }

    @Test("a constraint that refuses a row is told as one, without the row's values", arguments: EnginePlace.engines)
    func constraints(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        try await database.add(1, "Marisol Vega")
        let refusals: [(String, [Value])] = [
            ("INSERT INTO note (id, text) VALUES (2, $1)", ["Marisol Vega"]), ("INSERT INTO note (id) VALUES ($1)", [1]),
            ("INSERT INTO note (id, shelf) VALUES (2, $1)", [77]),
            ("INSERT INTO note (id, text) VALUES (2, $1)", [.text(String(repeating: "v", count: 1_000_000))]),
        ]
        for (sql, values) in refusals {
            await #expect { try await database.write { try $0.execute(sql, values) } } throws: { error in
                guard case StorageFault.constraint(let words) = error else { return false }
                return !words.isEmpty && !words.contains("Marisol")
            }
        }
        #expect(try await database.notes() == [1])
    }

    @Test("the same statement may run inside its own rows", arguments: EnginePlace.engines)
    func nested(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        for id in 1...3 { try await database.add(Int64(id)) }
        let pairs = try await database.read { connection in
            var pairs = 0
            try connection.forEach("SELECT id FROM note", []) { _ in try connection.forEach("SELECT id FROM note", []) { _ in pairs += 1 } }
            return pairs
        }
        #expect(pairs == 9)
    }

    @Test("a read may not write, and no closure may steer its transaction", arguments: EnginePlace.engines)
    func readOnly(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        for sql in ["INSERT INTO note (id) VALUES (1)", "DELETE FROM note RETURNING id", "COMMIT"] {
            await #expect { try await database.read { try $0.exists(sql) } } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        }
        await #expect { try await database.write { try $0.execute("COMMIT") } } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        #expect(try await database.notes() == [])
    }

    @Test("a transaction or connection that outlives its closure refuses to work", arguments: EnginePlace.engines)
    func outlived(engine: Engine) async throws {
        final class Box: @unchecked Sendable { var connections: [any Connection] = [] }
        let box = Box()
        let database = try await EnginePlace(engine).open()
        try await database.write { box.connections.append($0) }
        try await database.read { box.connections.append($0) }
        for connection in box.connections {
            #expect { try connection.exists("SELECT 1") } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        }
        #expect(box.connections.count == 2)
    }

    @Test(
        "a closure that throws undoes itself, and its actions never run; one that succeeds runs them once it is there", arguments: EnginePlace.engines
    )
    func throwing(engine: Engine) async throws {
        struct Stop: Error {}
        let database = try await EnginePlace(engine).open()
        let events = Events()
        await #expect(throws: Stop.self) {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO note (id) VALUES (1)")
                transaction.afterCommit { events.add("undone") }
                throw Stop()
            }
        }
        try await database.write { transaction in
            try transaction.execute("INSERT INTO note (id) VALUES (2)")
            transaction.afterCommit { events.add("done") }
        }
        #expect(try await database.notes() == [2])
        #expect(events.all == ["done"])
    }

    @Test("closures that read before they write lose no count, however many meet", arguments: EnginePlace.engines)
    func meeting(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        try await database.write { try $0.execute("INSERT INTO shelf (id) VALUES (0)") }
        try await database.add(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try await database.write { transaction in
                        let next = (try transaction.number("SELECT max(id) FROM note") ?? 0) + 1
                        try transaction.execute("INSERT INTO note (id) VALUES ($1)", [.integer(Int64(next))])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.notes() == Array(0...60))
    }

    @Test("a read sees one state, whatever is written meanwhile", arguments: EnginePlace.engines)
    func oneState(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        try await database.add(1)
        let (events, go) = (Events(), DispatchSemaphore(value: 0))
        async let counts = database.read { connection in
            let first = try connection.number("SELECT count(*) FROM note")
            events.add("seen")
            go.wait()
            return [first, try connection.number("SELECT count(*) FROM note")]
        }
        await until { !events.all.isEmpty }
        try await database.add(2)
        go.signal()
        #expect(try await counts == [1, 1])
        #expect(try await database.notes() == [1, 2])
    }

    @Test("jobs are claimed once, whoever asks at the same moment", arguments: EnginePlace.engines)
    func jobs(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open([Migration(1, "jobs", sql: Jobs.schema + "\n" + Jobs.schemaOfTurns)])
        let random = SystemRandomness()
        for number in 0..<40 {
            try await database.write {
                try Jobs.enqueue(
                    "post", group: Jobs.installation, id: ID<Job>.random(by: random), key: "\(number)", due: Instant(milliseconds: 5), in: $0)
            }
        }
        let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await database.write {
                        try Jobs.claim(kinds: ["post"], now: Instant(milliseconds: 10), lease: .minutes(1), limit: 10, in: $0).map(\.key)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 40 && Set(claimed).count == 40)
    }
}
