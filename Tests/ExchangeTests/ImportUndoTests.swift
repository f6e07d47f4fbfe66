import Alongside
import Exchange
import Kernel
import Storage
import TestKit
import Testing

@Suite("A sheet is taken back") struct ImportUndoTests {
    @Test("3.15 (import): undo erases everything that was made of it, and a restore may not bring it back")
    func undo() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let before = (
            try await scene.count("person"), try await scene.count("subject"), try await scene.count("record_key"), try await scene.count("link")
        )
        let summary = try await scene.run(ImportScene.dirty)
        let offers = try await scene.run("Name,Email,I can help with,Skills\nBea,bea@example.org,groceries,driving")
        #expect(try await scene.count("ask") == 43)
        try await UndoImport(scene.batch(summary)).run(in: world.house, group: world.group, by: world.actor(.rosa))
        try await UndoImport(scene.batch(offers)).run(in: world.house, group: world.group, by: .command)
        for table in ["ask", "offer", "helper", "import_problem", "import_chunk"] { #expect(try await scene.count(table) == 0, "\(table)") }
        let after = (
            try await scene.count("person"), try await scene.count("subject"), try await scene.count("record_key"), try await scene.count("link")
        )
        #expect(before == after)
        #expect(try await scene.count("erasure") == 43 + summary.people + 1 + 1 + 2)
        // Nobody finds the people any more.
        let found = try await world.read { connection, house, group in
            try house.lookups.people(phone: "+441514960101", in: house, group: group.id, connection)
        }
        #expect(found.isEmpty)
        // The same file may come again now.
        #expect(try await scene.run(ImportScene.dirty).asks == 43)
    }

    @Test(
        "whoever was erased with a sheet is found by nobody: not in the same batch of writes, and not from an index that was there before",
        arguments: [true, false])
    func notFound(isHeld: Bool) async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let batch = try await scene.batch(scene.run("Name,Phone,What do you need?\nAnn,0151 496 0400,Groceries"))
        let (house, group) = (world.house, world.group)
        @Sendable func find(_ connection: any Connection) throws -> Int {
            try house.lookups.people(phone: "+441514960400", in: house, group: group.id, connection).count
        }
        if isHeld { #expect(try await house.database.read { try find($0) } == 1) }
        let before = try await house.database.read { try $0.number("SELECT people_version FROM aid_group WHERE group_id = $1", [group.id.stored]) }
        // What is asked right behind the undo shares its transaction where the engine puts several into one.
        async let undone: Void = UndoImport(batch).run(in: house, group: group, by: .command)
        var found = 1
        while found > 0 { found = try await house.database.write { try find($0) } }
        try await undone
        #expect(try await house.database.read { try find($0) } == 0)
        let after = try await house.database.read { try $0.number("SELECT people_version FROM aid_group WHERE group_id = $1", [group.id.stored]) }
        #expect(after ?? 0 > before ?? 0)
    }

    @Test("what somebody has worked on stays, with its person")
    func worked() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let summary = try await scene.run(ImportScene.dirty)
        let worked = try #require(try await scene.asks().first { $0.face.alias == "Neighbour 7" })
        try await world.write { transaction, house, group in
            try History.record(.triaged, "ask", worked.ask.id.subject, by: world.actor(.omar), in: house, group: group.id, transaction)
        }
        try await UndoImport(scene.batch(summary)).run(in: world.house, group: world.group, by: world.actor(.rosa))
        let left = try await scene.asks()
        #expect(left.map(\.face.alias) == ["Neighbour 7"])
        let person = try #require(left.first?.ask.person)
        let card = try await world.read { connection, house, group in
            try PersonStore.with(id: person, in: house, group: group.id, connection)?.card
        }
        #expect(card?.alias == "Neighbour 7")
        let kept = try await world.read { connection, _, group in
            try ImportStore.asks(of: scene.batch(summary), in: group.id, limit: 10, connection)
        }
        #expect(kept == [worked.ask.id])
    }

    @Test("a person who was here before stays when a sheet with their number is taken back")
    func known() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let first = try await scene.run("Name,Phone,What do you need?\nAnn,0151 496 0400,Groceries")
        let second = try await scene.run("Name,Phone,I can help with,Skills\nAnn,0151 496 0400,pets,dogs")
        #expect(second.people == 0 && second.offers == 1)
        try await UndoImport(scene.batch(second)).run(in: world.house, group: world.group, by: .command)
        #expect(try await scene.count("helper") == 0)
        #expect(try await scene.asks().map(\.details.phone) == ["+441514960400"])
        #expect(try await scene.count("person") == 6)
        _ = first
    }

    @Test("only who may bring in a sheet may take one back")
    func forbidden() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let summary = try await scene.run(ImportScene.dirty)
        await #expect(throws: Problem.forbidden()) {
            try await UndoImport(scene.batch(summary)).run(in: world.house, group: world.group, by: world.actor(.omar))
        }
        #expect(try await scene.count("ask") == 43)
    }

    @Test("a sheet that nobody said yes to goes after a day")
    func waiting() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        _ = try await ReceiveSheet(.bytes(Array(ImportScene.dirty.utf8))).run(in: world.house, group: world.group, by: .command)
        #expect(try await world.write { try DropWaitingSheets.run($0, in: $1, group: $2) } == 0)
        world.time.move(by: .hours(25))
        #expect(try await world.write { try DropWaitingSheets.run($0, in: $1, group: $2) } == 1)
        #expect(try await scene.count("import_chunk") == 0)
        #expect(try await scene.count("import_batch") == 0)
    }
}
