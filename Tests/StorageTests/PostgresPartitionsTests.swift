import Kernel
import Storage
import Testing

@testable import StoragePostgres

/// Tables of groups in parts. `bin/test` starts the server.
@Suite struct PostgresPartitionsTests {
    private static let things = Migration(
        1, "things",
        sql: """
            CREATE TABLE house_rule (group_id BYTES NOT NULL PRIMARY KEY, word TEXT NOT NULL UNIQUE);

            -- What a group has.
            CREATE TABLE thing (
                group_id BYTES NOT NULL REFERENCES house_rule (group_id),
                id INTEGER64 NOT NULL,
                parent INTEGER64,
                PRIMARY KEY (group_id, id),
                FOREIGN KEY (group_id, parent) REFERENCES thing (group_id, id) -- of the same group
            );

            CREATE UNIQUE INDEX thing_parent ON thing (group_id, parent) WHERE parent IS NOT NULL;
            """)
    private static let renewed = Migration(
        2, "things anew",
        sql: """
            ALTER TABLE thing RENAME TO thing_before;

            CREATE TABLE thing (group_id BYTES NOT NULL, id INTEGER64 NOT NULL, size INTEGER64, PRIMARY KEY (group_id, id));

            INSERT INTO thing (group_id, id) SELECT group_id, id FROM thing_before;

            DROP TABLE thing_before;
            """)

    @Test("a table of groups is cut by hash of the group, with the parts that follow it; every other statement stays as it is")
    func statements() throws {
        let parts = PostgresPartitions(count: 2)
        let table = "CREATE TABLE a (group_id BYTES, b TEXT, PRIMARY KEY (group_id, b))"
        #expect(
            try parts.statements(for: table) == [
                table + "\nPARTITION BY HASH (group_id)",
                "CREATE TABLE a_part0 PARTITION OF a FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE a_part1 PARTITION OF a FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
            ])
        #expect(
            try parts.statements(for: "ALTER TABLE a RENAME TO b") == [
                "ALTER TABLE a RENAME TO b", "ALTER TABLE IF EXISTS a_part0 RENAME TO b_part0", "ALTER TABLE IF EXISTS a_part1 RENAME TO b_part1",
            ])
        for whole in [
            "CREATE TABLE a (group_id BYTES NOT NULL PRIMARY KEY, b TEXT UNIQUE)", "CREATE TABLE a (b TEXT, PRIMARY KEY (b, group_id))",
            "CREATE INDEX a ON b (group_id, c)", "ALTER TABLE a ADD COLUMN b TEXT", "ALTER TABLE a RENAME COLUMN b TO c",
        ] { #expect(try parts.statements(for: whole) == [whole]) }
        #expect(try PostgresPartitions(count: 1).statements(for: table) == [table])
    }

    @Test(
        "the number of parts is chosen when a database begins, honoured by every later step, and never changed",
        .enabled(if: EnginePlace.server != nil, "no PostgreSQL server is named by ALONGSIDE_POSTGRES"))
    func kept() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres([Self.things]) { $0.partitions = 3 }
        let group = Value.bytes([UInt8](repeating: 7, count: 16))
        try await database.write { transaction in
            try transaction.execute("INSERT INTO house_rule (group_id, word) VALUES ($1, 'a')", [group])
            for number in 1...3 {
                let parent = number > 1 ? Value.integer(Int64(number - 1)) : .null
                try transaction.execute("INSERT INTO thing (group_id, id, parent) VALUES ($1, $2, $3)", [group, .integer(Int64(number)), parent])
            }
        }
        await #expect(throws: StorageFault.self) { try await database.write { try $0.execute("INSERT INTO thing VALUES ($1, 4, 9)", [group]) } }
        await #expect(throws: StorageFault.self) { try await database.write { try $0.execute("INSERT INTO thing VALUES ($1, 4, 1)", [group]) } }
        database.close()

        #expect(throws: PostgresRefusal.partitions(found: 3, asked: 4)) { try place.openPostgres([Self.things]) { $0.partitions = 4 } }
        #expect(throws: PostgresRefusal.impossiblePartitions(0)) { try place.openPostgres([Self.things]) { $0.partitions = 0 } }
        let later = try place.openPostgres([Self.things, Self.renewed])
        let parts = try await later.read { connection in
            try connection.all("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'thing'::regclass ORDER BY 1") { $0.text(0) }
        }
        #expect(parts == ["thing_part0", "thing_part1", "thing_part2"])
        #expect(try await later.read { try $0.number("SELECT count(*) FROM thing") } == 3)
        #expect(try await later.read { try $0.number("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%before%'") } == 0)
    }

    @Test(
        "a database that began whole stays whole", .enabled(if: EnginePlace.server != nil, "no PostgreSQL server is named by ALONGSIDE_POSTGRES"))
    func whole() async throws {
        let place = try await EnginePlace(.postgres)
        try place.openPostgres([Self.things]).close()
        #expect(throws: PostgresRefusal.partitions(found: 1, asked: 2)) { try place.openPostgres([Self.things, Self.renewed]) { $0.partitions = 2 } }
        let database = try place.openPostgres([Self.things, Self.renewed]) { $0.partitions = 1 }
        #expect(try await database.read { try $0.number("SELECT count(*) FROM pg_inherits") } == 0)
    }
}
