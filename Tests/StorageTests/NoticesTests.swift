import Dispatch
import Kernel
import Storage
import Testing

@testable import StoragePostgres

/// Who hears of changes, and when.
@Suite struct NoticesTests {
    private struct Undone: Error {}
    private struct Street {}

    private static let bread = ChangeNotice.Topic(rawValue: "bread")
    private let notice = ChangeNotice(bread, ID<Street>(high: 7, low: 9))
    private let last = ChangeNotice(ChangeNotice.Topic(rawValue: "last"))

    @Test(
        "a notice comes once its transaction is durable, once however often it was announced, and never when that is undone",
        arguments: EnginePlace.engines)
    func durable(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        let events = Events()
        let listener = database.notices.listen { notice, origin in events.add("\(notice.text) \(origin)") }
        await #expect(throws: Undone.self) {
            try await database.write { transaction in
                transaction.announce(last)
                throw Undone()
            }
        }
        try await database.write { transaction in
            transaction.announce(notice)
            transaction.announce(notice)
            transaction.afterCommit { events.add("fed") }
            try transaction.execute("INSERT INTO note (id) VALUES (1)")
            events.add("wrote")
        }
        #expect(events.all == ["wrote", "fed", "\(notice.text) here"])
        listener.end()
        try await database.write { $0.announce(last) }
        #expect(events.all.count == 3)
    }

    @Test("a notice is a topic and the ID of a group, and nothing else goes through the server")
    func text() {
        #expect(ChangeNotice(text: notice.text) == notice && notice.text == "bread \(ID<Street>(high: 7, low: 9).text)")
        #expect(notice.group(Street.self) == ID(high: 7, low: 9))
        for text in ["", "bread", "bread nobody", "bread \(last.text)"] { #expect(ChangeNotice(text: text) == nil) }
    }

    @Test("a transaction remembers within itself, and the next one nothing of it", arguments: EnginePlace.engines)
    func notes(engine: Engine) async throws {
        let database = try await EnginePlace(engine).open()
        try await database.write { transaction in
            transaction.notes.keep(7, as: "count")
            #expect(transaction.notes.kept("count") == 7 && transaction.notes.kept("count", as: String.self) == nil)
        }
        try await database.write { #expect($0.notes.kept("count", as: Int.self) == nil) }
    }
}

/// Several programs on one server: each hears of the others' changes, and knows whether it may write.
@Suite(.enabled(if: EnginePlace.server != nil, "no PostgreSQL server is named by ALONGSIDE_POSTGRES"))
struct PostgresOwnerTests {
    private let notice = ChangeNotice(ChangeNotice.Topic(rawValue: "bread"), ID<Int>(high: 7, low: 9))

    /// A node: its mark, and its database.
    private func node(_ place: EnginePlace, _ share: PostgresOwner.Share = .withOthers) throws -> (owner: PostgresOwner, database: PostgresDatabase) {
        let owner = try PostgresOwner(url: place.address, share: share)
        let database = try place.openPostgres { options in
            options.notices = owner.notices
            options.fence = owner.fence
        }
        return (owner, database)
    }

    @Test("what is announced in one program is heard in the other, from elsewhere, and in its own once")
    func elsewhere() async throws {
        let place = try await EnginePlace(.postgres)
        let (here, there) = (try node(place), try node(place))
        let events = Events()
        here.owner.notices.listen { notice, origin in events.add("\(notice.text) \(origin)") }
        var heard = there.owner.notices.stream().makeAsyncIterator()
        there.owner.notices.listen { notice, origin in events.add("there \(origin)") }
        try await here.database.write { $0.announce(notice) }
        #expect(await heard.next() == notice)
        // What the other announces comes after anything that might have come back.
        var back = here.owner.notices.stream().makeAsyncIterator()
        try await there.database.write { $0.announce(ChangeNotice(.everything)) }
        #expect(await back.next() == ChangeNotice(.everything))
        #expect(events.count(of: "\(notice.text) here") == 1 && !events.all.contains("\(notice.text) elsewhere"))
        #expect(events.all.contains("there elsewhere"))
        here.owner.release()
        there.owner.release()
    }

    @Test("nodes share the mark; who needs the database alone waits for all of them, and keeps them away")
    func sharing() async throws {
        let place = try await EnginePlace(.postgres)
        let one = try PostgresOwner(url: place.address, share: .withOthers)
        let two = try PostgresOwner(url: place.address, share: .withOthers)
        #expect(throws: PostgresOwner.Taken.self) { try PostgresOwner(url: place.address) }
        one.release()
        two.release()
        let alone = try PostgresOwner(url: place.address)
        #expect(throws: PostgresOwner.Taken.self) { try PostgresOwner(url: place.address, share: .withOthers) }
        alone.release()
        try PostgresOwner(url: place.address, share: .withOthers).release()
    }

    @Test("when the connection is lost nothing is written until the mark is held again, and then everything that was kept is to be dropped")
    func lost() async throws {
        let place = try await EnginePlace(.postgres)
        let (owner, database) = try node(place)
        try await database.add(1)
        var heard = owner.notices.stream().makeAsyncIterator()
        // Somebody is quicker: a restore that has waited for this moment.
        let waiting = Task { try Restoring(place.address) }
        while try await database.read({ try $0.number(Self.waiting) }) == 0 { await Task.yield() }
        try PostgresServer.run(Self.endOwners, on: place.address)
        let restore = try await waiting.value
        try await until { !owner.isHeld }
        await #expect { try await database.add(2) } throws: {
            if case StorageFault.unavailable(let words) = $0 { words.contains("the mark on the database was lost") } else { false }
        }
        #expect(try await database.notes() == [1], "what is there can still be read")
        try restore.end()
        #expect(await heard.next() == ChangeNotice(.everything))
        #expect(owner.isHeld)
        try await database.add(3)
        #expect(try await database.notes() == [1, 3])
        owner.release()
    }

    /// A program that does not know yet what became of its mark.
    private func unaware(_ place: EnginePlace, of owner: PostgresOwner) throws -> (fence: PostgresFence, database: PostgresDatabase) {
        let sign = try owner.fence.hold().sign
        let fence = PostgresFence(sign: { sign })
        return (fence, try place.openPostgres { $0.fence = fence })
    }

    private func fell(_ error: any Error) -> Bool {
        if case StorageFault.unavailable(let words) = error { words.contains("nothing of it was saved") } else { false }
    }

    @Test(
        "a write is not carried through when the mark was lost while it was under way, also where the program has not heard of it",
        arguments: [true, false])
    func lostUnderWay(prepares: Bool) async throws {
        let place = try await EnginePlace(.postgres)
        let owner = try PostgresOwner(url: place.address, share: .withOthers)
        let sign = try owner.fence.hold().sign
        let database = try place.openPostgres { options in
            options.fence = PostgresFence(sign: { sign })
            if !prepares { (options.direct, options.address) = (options.address, PostgresAddress(options.address.url + "&prepared=no")) }
        }
        try await database.add(1)
        await #expect(
            performing: {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO note (id) VALUES (2)")
                    try PostgresServer.run(Self.endOwners, on: place.address)
                }
            }, throws: fell)
        #expect(try await database.notes() == [1])
        await #expect(performing: { try await database.add(3) }, throws: fell)
        owner.release()
    }

    @Test(
        "a write is not carried through when the program's place was taken or given to another while it was under way",
        arguments: ["DELETE FROM shelf", "UPDATE shelf SET id = 2"])
    func placeLost(change: String) async throws {
        let place = try await EnginePlace(.postgres)
        let owner = try PostgresOwner(url: place.address, share: .withOthers)
        let (fence, database) = try unaware(place, of: owner)
        try await database.write { try $0.execute("INSERT INTO shelf (id) VALUES (1)") }
        fence.stand(on: Fence(table: "shelf", [.init("id", 1)]))
        try await database.add(1)
        await #expect(
            performing: {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO note (id) VALUES (2)")
                    try PostgresServer.run(change, on: place.address)
                }
            }, throws: fell)
        #expect(try await database.notes() == [1], "what is there can still be read")
        owner.release()
    }

    @Test("a connection that dies after its first write and before the COMMIT is sent leaves nothing, and the closure runs again")
    func diesBeforeCommit() async throws {
        let place = try await EnginePlace(.postgres)
        let (owner, database) = try node(place)
        let events = Events()
        try await database.write { transaction in
            events.add("ran")
            try transaction.execute("INSERT INTO note (id) VALUES ($1)", [.integer(Int64(events.all.count))])
            if events.all.count == 1 { try PostgresServer.run(Self.endWrites, on: place.address) }
        }
        #expect(try await database.notes() == [2])
        owner.release()
    }

    /// Ends the connections that have begun a transaction, and waits until they are gone.
    private static let endWrites = """
        SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'
        """

    @Test("who needs the database alone waits for what others have under way", .timeLimit(.minutes(15)))
    func waitsForWrites() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres()
        let (begun, door) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        // Also where the test fails before it comes to that.
        defer { door.signal() }
        let write = Task {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO note (id) VALUES (1)")
                begun.signal()
                door.wait()
                // Open from now on: a write that lost a race runs again.
                door.signal()
            }
        }
        await begun.heard()
        // On a thread of its own: the few on which all tests run must not stand still.
        let waiting = Task {
            try await withCheckedThrowingContinuation { owner in
                DispatchQueue.global().async { owner.resume(with: Result { try PostgresOwner(url: place.address, patience: .minutes(5)) }) }
            }
        }
        while try await database.read({ try $0.number(Self.atTheGate) }) == 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
        door.signal()
        _ = try await write.value
        try await waiting.value.release()
    }

    private static let atTheGate = """
        SELECT count(*) FROM pg_locks
        WHERE locktype = 'relation' AND relation = to_regclass('write_gate') AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    /// Somebody who needs the database alone and waits for it as long as it takes.
    private struct Restoring: @unchecked Sendable {
        let link: PostgresLink

        init(_ address: String) throws {
            link = try PostgresLink(PostgresOptions(url: address, longestStatement: .minutes(20)))
            _ = try link.run("SELECT pg_advisory_lock($1)", [.integer(PostgresOwner.lock)])
        }

        func end() throws { _ = try link.run("SELECT pg_advisory_unlock_all()", []) }
    }

    private static let waiting = """
        SELECT count(*) FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    /// Ends the connections that hold a mark, and not those that wait for it, and waits until they are gone: until then they hold it.
    private static let endOwners = """
        SELECT pg_terminate_backend(pid, 60000) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    private func until(_ condition: () -> Bool) async throws {
        while !condition() { await Task.yield() }
    }
}
