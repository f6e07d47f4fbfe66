import Kernel
import Storage
import Synchronization
import Testing

@testable import StoragePostgres

/// What is PostgreSQL's own: races, lost connections, settings. `bin/test` starts the server.
@Suite(.enabled(if: EnginePlace.server != nil, "no PostgreSQL server is named by ALONGSIDE_POSTGRES"))
struct PostgresTests {
    @Test("a lost race is repeated a bounded number of times, then said to be busy")
    func bounded() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres { $0.attempts = 3 }
        try await database.add(1)
        let events = Events()
        await #expect { try await losing(database, place, events) } throws: { error in
            guard case StorageFault.unavailable(let words) = error else { return false }
            return words.contains("40001")
        }
        #expect(events.count(of: "tried") == 3)
    }

    @Test("what is not whole on the server is named, and nothing where all is whole")
    func damage() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres()
        #expect(try await database.integrityProblems() == [])
        try PostgresServer.run("ALTER TABLE note ADD CONSTRAINT unseen CHECK (id < 100) NOT VALID", on: place.address)
        #expect(try await database.integrityProblems() == ["the constraint note unseen was never checked"])
    }

    @Test("writes that fight over one row all end, because one that lost twice runs alone")
    func fight() async throws {
        let database = try await EnginePlace(.postgres).openPostgres { options in
            options.connections = 8
            options.attempts = 4
        }
        try await database.add(1)
        let events = Events()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<80 {
                group.addTask {
                    try await database.write { transaction in
                        events.add("tried")
                        let bytes = try transaction.number("SELECT coalesce(length(text), 0) FROM note WHERE id = 1") ?? 0
                        try transaction.execute("UPDATE note SET text = $1 WHERE id = 1", [.text(String(repeating: "x", count: bytes + 1))])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.read { try $0.number("SELECT length(text) FROM note") } == 80)
        #expect(events.count(of: "tried") > 80, "nobody met anybody")
    }

    /// Reads, lets another connection change what was read, and writes: such a transaction can never commit.
    private func losing(_ database: PostgresDatabase, _ place: EnginePlace, _ events: Events) async throws {
        let link = try PostgresLink(PostgresOptions(url: place.address))
        let box = Unshared(link)
        try await database.write { transaction in
            events.add("tried")
            _ = try transaction.number("SELECT count(*) FROM note")
            _ = try box.value.run("UPDATE note SET text = $1 WHERE id = 1", [.text("\(events.all.count)")])
            try transaction.execute("UPDATE note SET text = $1 WHERE id = 1", ["mine"])
        }
    }

    @Test("a connection that died while it was idle is made anew, and the caller hears nothing of it")
    func reconnects() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres { $0.connections = 1 }
        try await database.add(1)
        try kill(place)
        try await database.add(2)
        try kill(place)
        #expect(try await database.notes() == [1, 2])
    }

    @Test("a connection that dies before COMMIT leaves nothing, and the closure runs again")
    func diesInside() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres { $0.connections = 1 }
        let events = Events()
        try await database.write { transaction in
            events.add("ran")
            try transaction.execute("INSERT INTO note (id) VALUES ($1)", [.integer(Int64(events.all.count))])
            if events.all.count == 1 { try kill(place) }
            try transaction.execute("INSERT INTO note (id) VALUES ($1)", [.integer(Int64(events.all.count) + 10)])
        }
        #expect(try await database.notes() == [2, 12])
    }

    @Test("a server that is away is said to be away at once, and is not asked again before the pause is over")
    func away() async throws {
        let clock = Clock()
        var options = PostgresOptions(url: "postgres://nobody@127.0.0.1:1/nothing?connect_timeout=2")
        options.stopwatch = clock.source
        let reach = PostgresReach(options)
        let tries = Events()
        for _ in 1...3 {
            #expect { try reach.connect(options) } throws: { error in
                tries.add((error as? PostgresFailure)?.words ?? "")
                return (error as? PostgresFailure)?.isDisconnected == true
            }
        }
        #expect(Set(tries.all).count == 1)
        #expect(reach.pause == Span(milliseconds: 100))
        clock.move(by: .seconds(1))
        #expect { try reach.connect(options) } throws: { ($0 as? PostgresFailure)?.isDisconnected == true }
        #expect(reach.pause == Span(milliseconds: 200))
        #expect { try PostgresDatabase.open(migrations: [], options: options) } throws: {
            if case StorageFault.unavailable(let words) = $0 { words.contains("cannot be reached") } else { false }
        }
    }

    @Test("two programs that start at once bring the schema up once")
    func startingTogether() async throws {
        let place = try await EnginePlace(.postgres)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try place.openPostgres().close() } }
            try await group.waitForAll()
        }
        #expect(try await place.openPostgres().read { try $0.number("SELECT count(*) FROM schema_migration") } == 1)
    }

    @Test("a step that fails leaves nothing of itself; data of a newer program is refused")
    func failingSteps() async throws {
        let place = try await EnginePlace(.postgres)
        let bad = Migration(2, "bad", sql: "CREATE TABLE extra (id INTEGER64);\nINSERT INTO nowhere VALUES (1);")
        #expect { try place.openPostgres([Place.notes, bad]) } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        let database = try place.openPostgres()
        #expect(try await database.read { try $0.number("SELECT count(*) FROM pg_tables WHERE tablename = 'extra'") } == 0)
        #expect(throws: SchemaFault.newer(found: 1, known: 0)) { try place.openPostgres([]) }
    }

    @Test("without named statements everything works the same, and no more than 500 stay prepared with them", arguments: [true, false])
    func unnamed(names: Bool) async throws {
        let database = try await EnginePlace(.postgres).openPostgres {
            if !names { ($0.direct, $0.address) = ($0.address, PostgresAddress($0.address.url + "&prepared=no")) }
            $0.connections = 1
        }
        for number in 0..<520 { #expect(try await database.read { try $0.number("SELECT \(number) + $1", [1]) } == number + 1) }
        let prepared = try await database.read { try $0.number("SELECT count(*) FROM pg_prepared_statements") } ?? 0
        #expect(names ? (prepared > 400 && prepared <= 500) : prepared == 0)
    }

    @Test("a text with a zero byte, which PostgreSQL cannot keep, is refused and nothing of it stays")
    func zeroByte() async throws {
        let database = try await EnginePlace(.postgres).openPostgres()
        await #expect { try await database.add(1, "a\0b") } throws: { if case StorageFault.mistake = $0 { true } else { false } }
        #expect(try await database.notes() == [])
    }

    @Test("a statement that takes too long is stopped by the server")
    func tooLong() async throws {
        let database = try await EnginePlace(.postgres).openPostgres { $0.longestStatement = Span(milliseconds: 50) }
        await #expect { try await database.read { try $0.exists("SELECT pg_sleep(20)") } } throws: {
            if case StorageFault.unavailable(let words) = $0 { words.contains("57014") } else { false }
        }
    }

    /// How many statements of this kind are under way, as another session sees it.
    private func underWay(_ beginning: String, _ place: EnginePlace) throws -> Int {
        try PostgresLink(PostgresOptions(url: place.address)).run(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE $1", [.text(beginning + "%")]
        ).count
    }

    @Test("a read whose caller gives up ends on the server too, and its connection is used for nothing else")
    func givenUp() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres { $0.connections = 1 }
        let session = try await database.read { try $0.number("SELECT pg_backend_pid()") }
        let read = Task { try await database.read { try $0.exists("SELECT pg_sleep(600)") } }
        while try underWay("SELECT pg_sleep", place) == 0 { await Task.yield() }
        read.cancel()
        await #expect(throws: CancellationError.self) { try await read.value }
        #expect(try underWay("SELECT pg_sleep", place) == 0)
        #expect(try await database.read { try $0.number("SELECT pg_backend_pid()") } != session)
    }

    @Test("a write whose caller gives up is carried through")
    func writeGivenUp() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres { $0.connections = 1 }
        let other = try PostgresLink(PostgresOptions(url: place.address))
        _ = try other.run("SELECT pg_advisory_lock(7)", [])
        let write = Task {
            try await database.write { transaction in
                _ = try transaction.exists("SELECT pg_advisory_xact_lock(7)")
                return try transaction.execute("INSERT INTO note (id) VALUES (1)")
            }
        }
        while try underWay("SELECT pg_advisory_xact_lock", place) == 0 { await Task.yield() }
        write.cancel()
        _ = try other.run("SELECT pg_advisory_unlock(7)", [])
        #expect(try await write.value == 1)
        #expect(try await database.notes() == [1])
    }

    @Test("a server that has not answered in time is told to stop what it is at")
    func stoppedAfterPatience() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres { $0.patience = Span(milliseconds: 100) }
        await #expect(throws: StorageFault.self) { try await database.read { try $0.exists("SELECT pg_sleep(600)") } }
        while try underWay("SELECT pg_sleep", place) > 0 { await Task.yield() }
    }

    @Test("a server that says nothing at all, as one that is frozen, is given up after a while")
    func frozen() async throws {
        let database = try await EnginePlace(.postgres).openPostgres { $0.patience = Span(milliseconds: 100) }
        await #expect { try await database.write { try $0.exists("SELECT pg_sleep(20)") } } throws: {
            if case StorageFault.unavailable(let words) = $0 { words.contains("has not answered for 100 ms") } else { false }
        }
        #expect(try await database.notes() == [])
    }

    @Test("a COMMIT that the server warns of is not called done: its standbys did not confirm it")
    func warned() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres()
        for statement in [
            "CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'not confirmed'; RETURN NULL; END $$",
            "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()",
        ] { try PostgresServer.run(statement, on: place.address) }
        await #expect(throws: StorageFault.unknown) { try await database.add(1) }
        #expect(try await database.notes() == [1])
    }

    @Test(
        "an address says whether a pooler stands before the server, and libpq hears nothing of it",
        arguments: [
            ("postgres://a@b/c", "postgres://a@b/c", true), ("postgres://a@b/c?prepared=no", "postgres://a@b/c", false),
            ("postgres://a@b/c?host=/x&prepared=no&sslmode=require", "postgres://a@b/c?host=/x&sslmode=require", false),
            ("postgres://a@b/c?prepared=yes", "postgres://a@b/c", true),
        ])
    func address(said: String, url: String, keepsSession: Bool) {
        #expect(PostgresAddress(said).url == url && PostgresAddress(said).keepsSession == keepsSession)
    }

    @Test("behind a pooler a way past it has to be named, to the same database; each transaction brings its limits along")
    func pooled() async throws {
        let place = try await EnginePlace(.postgres)
        let pooled = place.address + "&prepared=no"
        func open(_ direct: String?) throws -> PostgresDatabase {
            try PostgresDatabase.open(
                migrations: [Place.notes], options: PostgresOptions(url: pooled, direct: direct, longestStatement: Span(milliseconds: 300)))
        }
        #expect(throws: PostgresRefusal.noDirectAddress) { try open(nil) }
        #expect(throws: PostgresRefusal.pooledDirectAddress) { try open(pooled) }
        #expect(throws: PostgresRefusal.noDirectAddress) { try PostgresOwner(url: pooled) }
        let other = try await EnginePlace(.postgres).address
        #expect(throws: PostgresRefusal.otherDirectAddress) { try open(other) }
        let database = try open(place.address)
        try await database.add(1)
        #expect(try await database.read { try $0.first("SELECT current_setting('statement_timeout')") { $0.text(0) } } == "300ms")
        #expect(try await database.write { try $0.first("SELECT current_setting('statement_timeout')") { $0.text(0) } } == "300ms")
        await #expect { try await database.read { try $0.exists("SELECT pg_sleep(20)") } } throws: {
            if case StorageFault.unavailable(let words) = $0 { words.contains("57014") } else { false }
        }
    }

    @Test("a server that may lose what it confirmed is refused")
    func unsafe() async throws {
        let place = try await EnginePlace(.postgres)
        let link = try PostgresLink(PostgresOptions(url: place.address))
        try PostgresSettings.check(link)
        try link.steer("SET synchronous_commit = off")
        #expect { try PostgresSettings.check(link) } throws: { if case StorageFault.unavailable = $0 { true } else { false } }
    }

    @Test("closed is closed: what waits is still done, what comes later is refused")
    func closing() async throws {
        let database = try await EnginePlace(.postgres).openPostgres()
        try await database.add(1)
        database.close()
        await #expect(throws: StorageFault.unavailable("the database is closed")) { try await database.add(2) }
    }

    /// Ends every connection to the place's database but the one that asks.
    private func kill(_ place: EnginePlace) throws {
        _ = try PostgresLink(PostgresOptions(url: place.address)).run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", [])
    }
}

/// Carries what only one thread uses into a closure that may go anywhere.
private struct Unshared<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// A clock that is moved by hand.
private final class Clock: Sendable {
    private let moment = Mutex(Instant(milliseconds: 0))
    var source: TimeSource { TimeSource { self.moment.withLock { $0 } } }
    func move(by span: Span) { moment.withLock { $0 = $0 + span } }
}
