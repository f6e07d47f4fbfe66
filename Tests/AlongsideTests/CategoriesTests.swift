import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct CategoriesTests {
    private struct Stop: Error {}

    private func names(_ world: World) async throws -> [String] {
        try await world.read { connection, house, group in
            let now = try #require(try GroupStore.with(id: group.id, connection))
            return try house.categories.all(in: now, connection).compactMap { $0.names[.english] }
        }
    }

    private func rename(_ world: World, to name: String, thenFail: Bool = false) async throws {
        var category = world.category("groceries")
        category.names[.english] = name
        try await world.write { [category] transaction, house, group in
            try CategoryStore.save(category, in: group.id, transaction)
            if thenFail { throw Stop() }
        }
    }

    @Test("0.2 (web) a category that was changed is shown as it is now, and one whose change was rolled back as it was")
    func changes() async throws {
        let world = try await World()
        #expect(try await names(world).first == "Groceries")
        try await rename(world, to: "Food")
        #expect(try await names(world).first == "Food")
        await #expect(throws: Stop.self) { try await rename(world, to: "Nothing", thenFail: true) }
        #expect(try await names(world).first == "Food")
    }

    @Test("whoever read the group before a change does not put back what it was")
    func olderReader() async throws {
        let world = try await World()
        let before = try await world.read { connection, _, group in try #require(try GroupStore.with(id: group.id, connection)) }
        try await rename(world, to: "Food")
        #expect(try await names(world).first == "Food")
        _ = try await world.read { connection, house, _ in try house.categories.all(in: before, connection) }
        #expect(try await names(world).first == "Food")
    }
}
