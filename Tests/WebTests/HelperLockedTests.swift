import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// At the door, after the server was started again and nobody has opened the group's key yet.
@Suite struct HelperLockedTests {
    @Test("a helper at the door reads the task and opens the street by their link's own key")
    func atTheDoor() async throws {
        let scene = try await HelperScene()
        #expect(await scene.accept().status == 303)
        let front = try await lock(scene.world)
        scene.world.time.move(by: .minutes(100))

        let page = await front.answer(WebRequest(method: .get, path: scene.task))
        #expect(page.status == 200 && page.text.contains("Ola") && page.text.contains("Milk"))
        let street = await front.answer(
            WebRequest(
                method: .post, path: scene.task + "/open/street", contentType: "application/x-www-form-urlencoded",
                body: Array("once=\(OnceKey.random(by: scene.world.house.random).text)".utf8)
            )
        )
        #expect(street.status == 200 && street.text.contains("14 Mill Lane"))
    }

    /// The front of a house that holds no key of the group and finds none.
    private func lock(_ world: World) async throws -> Front {
        let house = House(
            database: world.database, vault: Vault(folder: world.house.vault.folder), lookups: world.house.lookups, time: world.time.source,
            random: world.house.random, catalogs: world.house.catalogs, publicURL: world.house.publicURL
        )
        try await world.write { transaction, _, group in
            try transaction.execute("DELETE FROM group_key WHERE group_id = $1", [group.id.stored])
        }
        await #expect(throws: Problem(.broken, "problem.key.group")) {
            try await world.read { connection, _, group in _ = try house.vault.groupKey(group.id, connection) }
        }
        return Front(house: house, assets: try Assets.load())
    }
}
