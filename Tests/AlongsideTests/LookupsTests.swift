import App
import Dispatch
import Kernel
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Testing
import Words

@testable import Alongside

@Suite("Lookups in memory") struct LookupsTests {
    private struct Undone: Error {}

    private func find(_ name: String, _ world: World) async throws -> [ID<Person>] {
        try await world.read { try $1.lookups.people(named: name, in: $1, group: $2.id, $0) }
    }

    private func come(_ name: String, _ world: World) async throws -> ID<Person> {
        try await world.write { transaction, house, group in
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: name, phone: "+447700900201"), language: .english, in: house, group: group, transaction)
            return id
        }
    }

    /// Looks somebody up as a reader does whose snapshot is older than what was committed since.
    private func findIn(_ older: SQLiteDatabase, _ name: String, _ world: World) async throws -> [ID<Person>] {
        let (house, group) = (world.house, world.group)
        return try await older.read { try house.lookups.people(named: name, in: house, group: group.id, $0) }
    }

    private func copy(_ world: World) async throws -> SQLiteDatabase {
        let path = world.folder + "/older.sqlite"
        try await DataCopy.write(world.database, to: path)
        return try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
    }

    @Test("people stand in the order of their names, in any script, without regard to case and accents; who was forgotten comes last")
    func nameOrder() async throws {
        let world = try await World()
        let gone = try await come("Aaron", world)
        try await world.write { try Forgetting.forget(gone.subject, .person, in: $1, group: $2.id, $0) }
        var ids: [String: ID<Person>] = [:]
        let names = ["álvaro", "Ömer", "Zoë", "أحمد"]
        for name in names.reversed() { ids[name] = try await come(name, world) }
        let all = [gone] + names.reversed().compactMap { ids[$0] }
        let ordered = try await world.read { try $1.lookups.inNameOrder(all, in: $1, group: $2.id, $0) }
        #expect(ordered == names.compactMap { ids[$0] } + [gone])
    }

    @Test("somebody who came while the index was built from an older state is found")
    func came() async throws {
        let world = try await World()
        let older = try await copy(world)
        let id = try await come("Ludmila", world)
        #expect(try await findIn(older, "Ludmila", world).isEmpty)
        #expect(try await find("Ludmila", world) == [id])
        #expect(world.house.lookups.holds(world.group.id))
        try older.close()
    }

    @Test("an index that was being built while the group's was dropped is not kept")
    func droppedMeanwhile() async throws {
        let world = try await World()
        let id = try await come("Zoltan", world)
        let (house, group) = (world.house, world.group.id)
        let found = try await world.database.read { connection in
            try house.lookups.people(named: "Zoltan", in: house, group: group, DroppingConnection(connection) { house.lookups.drop(group) })
        }
        #expect(found == [id])
        #expect(!house.lookups.holds(group))
        #expect(try await find("Zoltan", world) == [id])
        #expect(house.lookups.holds(group))
    }

    @Test("somebody who was forgotten while the index was built from an older state is not found")
    func went() async throws {
        let world = try await World()
        let id = try await come("Zoltan", world)
        let older = try await copy(world)
        try await world.write { try Forgetting.forget(id.subject, .person, in: $1, group: $2.id, $0) }
        #expect(try await findIn(older, "Zoltan", world) == [id])
        #expect(try await find("Zoltan", world).isEmpty)
        try older.close()
    }

    @Test("what a transaction wrote and then undid is not found afterwards")
    func undone() async throws {
        let world = try await World()
        await #expect(throws: Undone.self) {
            try await world.write { transaction, house, group in
                let id = ID<Person>.random(by: house.random)
                try PersonStore.insert(id, PersonCard(alias: "Nobody"), language: .english, in: house, group: group, transaction)
                #expect(try house.lookups.people(named: "Nobody", in: house, group: group.id, transaction) == [id])
                throw Undone()
            }
        }
        #expect(try await find("Nobody", world).isEmpty)
    }

    @Test("an index that nobody used for a quarter of an hour leaves memory, and is built again when it is needed")
    func idle() async throws {
        let world = try await World()
        let id = try await come("Ludmila", world)
        _ = try await find("Ludmila", world)
        world.time.move(by: .minutes(14))
        #expect(try await find("Ludmila", world) == [id])
        world.time.move(by: .minutes(14))
        DropIdle.run(in: world.house)
        #expect(world.house.lookups.holds(world.group.id))
        world.time.move(by: .minutes(2))
        DropIdle.run(in: world.house)
        #expect(!world.house.lookups.holds(world.group.id))
        #expect(try await find("Ludmila", world) == [id])
        world.house.lookups.drop(world.group.id)
        #expect(!world.house.lookups.holds(world.group.id))
    }

    @Test("code words in use and likenesses of receipts that nobody asked for leave memory too")
    func others() async throws {
        let scene = try await MoneyScene()
        let world = scene.world
        let match = try await scene.delivery()
        _ = try await scene.submit(for: match, picture: MoneyScene.picture(0x0F))
        _ = try await scene.submit(200, for: match, picture: MoneyScene.picture(0xF0))
        let group = world.group.id
        #expect(!world.house.likenesses.known(in: group).isEmpty && world.house.lookups.codeWords.holds(group))
        world.time.move(by: .minutes(16))
        DropIdle.run(in: world.house)
        #expect(world.house.likenesses.known(in: group).isEmpty && !world.house.lookups.codeWords.holds(group))
    }

    @Test("the likeness of a receipt leaves memory when the receipt is forgotten, and not with the next one")
    func likeness() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let first = try await scene.submit(for: match, picture: MoneyScene.picture(0x0F))
        _ = try await scene.submit(200, for: match, picture: MoneyScene.picture(0xF0))
        let (seen, group) = (scene.world.house.likenesses, scene.world.group.id)
        #expect(seen.known(in: group)[first] != nil)
        try await scene.world.write { try Forgetting.forget(first.subject, .receipt, in: $1, group: $2.id, $0) }
        #expect(seen.known(in: group)[first] == nil)
    }

    // MARK: Several processes

    /// The same installation as another process has it: the same database and keys, and a memory of its own.
    private func otherProcess(_ world: World) -> House {
        let house = world.house
        let other = House(
            database: world.database, vault: Vault(folder: house.vault.folder), lookups: Lookups(), time: house.time, random: house.random,
            catalogs: house.catalogs, publicURL: house.publicURL
        )
        other.followNotices()
        return other
    }

    private func find(phone: String, _ house: House, _ world: World) async throws -> [ID<Person>] {
        let group = world.group.id
        return try await house.database.read { try house.lookups.people(phone: phone, in: house, group: group, $0) }
    }

    @Test("somebody who came, changed or went through another process is found as they are now, and only what changed is read")
    func severalProcesses() async throws {
        let world = try await World()
        let other = otherProcess(world)
        #expect(try await find(phone: "+447700900201", other, world) == [])
        let id = try await come("Ludmila", world)
        #expect(try await find(phone: "+447700900201", other, world) == [id])
        try await world.write { try PersonStore.update(id, PersonCard(alias: "Mila", phone: "+447700900202"), in: $1, group: $2.id, $0) }
        #expect(try await find(phone: "+447700900201", other, world) == [])
        #expect(try await find(phone: "+447700900202", other, world) == [id])
        try await world.write { try Forgetting.forget(id.subject, .person, in: $1, group: $2.id, $0) }
        #expect(try await find(phone: "+447700900202", other, world) == [])
    }

    @Test("what a transaction has written itself is no part of the memory until it is durable, and what others wrote meanwhile is not missed")
    func ownWrites() async throws {
        let world = try await World()
        _ = try await find("nobody", world)
        let (group, house) = (world.group, world.house)
        await #expect(throws: Undone.self) {
            try await world.write { transaction, house, group in
                let id = ID<Person>.random(by: house.random)
                try PersonStore.insert(id, PersonCard(alias: "Nobody"), language: .english, in: house, group: group, transaction)
                house.lookups.drop(group.id)
                #expect(try house.lookups.people(named: "Nobody", in: house, group: group.id, transaction) == [id])
                #expect(!house.lookups.holds(group.id))
                throw Undone()
            }
        }
        #expect(try await find("Nobody", world).isEmpty)
        let id = try await come("Ludmila", world)
        let found = try await house.database.read { try house.lookups.people(named: "Ludmila", in: house, group: group.id, $0) }
        #expect(found == [id] && house.lookups.holds(group.id))
    }

    @Test(
        "what a write has read of its batch is found in it, and not remembered when a full disk takes the whole batch",
        .enabled(if: TestEngine.current == .sqlite, "only SQLite's writers share a transaction"))
    func batchOnSQLite() async throws {
        let world = try await World()
        _ = try await find("nobody", world)
        let (database, house, group) = (world.open.database, world.house, world.group)
        let gate = DispatchSemaphore(value: 0)
        let runs = Mutex<[String: Int]>([:])
        let found = Mutex<[Int]>([])
        let isFirst: @Sendable (String) -> Bool = { name in
            runs.withLock { runs in
                runs[name, default: 0] += 1
                return runs[name] == 1
            }
        }
        let gated = Task { try await database.write { _ in if isFirst("gate") { gate.wait() } } }
        while runs.withLock({ $0["gate"] == nil }) { await Task.yield() }
        let guest = Task {
            try await database.write { transaction in
                guard isFirst("guest") else { throw Undone() }
                let id = ID<Person>.random(by: house.random)
                try PersonStore.insert(id, PersonCard(alias: "Nobody"), language: .english, in: house, group: group, transaction)
            }
        }
        while database.load.waiting < 1 { await Task.yield() }
        let looking = Task {
            try await database.write { transaction in
                let count = try house.lookups.people(named: "Nobody", in: house, group: group.id, transaction).count
                found.withLock { $0.append(count) }
            }
        }
        while database.load.waiting < 2 { await Task.yield() }
        let full = Task {
            try await database.write { transaction in
                let isFull = isFirst("full")
                try transaction.execute("PRAGMA max_page_count = \(isFull ? 1 : 1 << 30)")
                if isFull { try transaction.execute("UPDATE person SET sealed = zeroblob(4000000)") }
            }
        }
        while database.load.waiting < 3 { await Task.yield() }
        gate.signal()
        await #expect(throws: Undone.self) { try await guest.value }
        for task in [gated, looking, full] { try await task.value }
        #expect(found.withLock { $0 } == [1, 0])
        let id = try await come("Ludmila", world)
        #expect(try await find("Nobody", world).isEmpty)
        #expect(try await find("Ludmila", world) == [id])
    }

    @Test("an ask through another process is found by its number, and its code word is not given again")
    func asksElsewhere() async throws {
        let scene = try await AskScene()
        let world = scene.world
        let other = otherProcess(world)
        let group = world.group
        let find: @Sendable () async throws -> [ID<Ask>] = {
            try await other.database.write { transaction in
                try FindAsks("07700 900123").run(transaction, in: other, group: group, by: world.actor(.ines)).found.map(\.ask.id)
            }
        }
        #expect(try await find() == [])
        _ = try await other.database.read { try other.lookups.codeWords.all(in: other, group: group.id, $0) }
        let ask = try await scene.open().ask
        #expect(try await find() == [ask])
        let word = CodeWord.fold(try await scene.sealed(ask).face.codeWord)
        #expect(try await other.database.read { try other.lookups.codeWords.all(in: other, group: group.id, $0) }.contains(word))
        try await world.write { try Forgetting.forget(ask.subject, .ask, in: $1, group: $2.id, $0) }
        #expect(try await find() == [])
    }

    @Test("what another process forgot leaves memory at its notice, and all of it when notices may have been missed")
    func noticed() async throws {
        let world = try await World()
        let group = world.group.id
        for (notice, isDropped) in [
            (ChangeNotice(.forgotten, group), true), (ChangeNotice(.everything), true), (ChangeNotice(.forgotten, ID<Group>(high: 1, low: 1)), false),
        ] {
            _ = try await find("nobody", world)
            #expect(world.house.lookups.holds(group))
            world.database.notices.deliver(notice, from: .here)
            #expect(world.house.lookups.holds(group), "this process has taken it out by itself")
            world.database.notices.deliver(notice, from: .elsewhere)
            #expect(world.house.lookups.holds(group) == !isDropped)
        }
        let heard = world.database.notices.stream()
        let id = try await come("Ludmila", world)
        try await world.write { try Forgetting.forget(id.subject, .person, in: $1, group: $2.id, $0) }
        for await notice in heard {
            #expect(notice == ChangeNotice(.forgotten, group))
            break
        }
    }
}

/// Reads, and does something right after the rows were read.
private struct DroppingConnection: Connection {
    let connection: any Connection
    let then: () -> Void

    init(_ connection: any Connection, then: @escaping () -> Void) {
        self.connection = connection
        self.then = then
    }

    func forEach(_ sql: String, _ values: [Value], _ body: (any Row) throws -> Void) throws {
        try connection.forEach(sql, values, body)
        if sql.contains("person.sealed") { then() }
    }
}
