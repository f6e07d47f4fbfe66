import App
import Kernel
import Storage
import StorageSQLite
import TestKit
import Testing

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
}
