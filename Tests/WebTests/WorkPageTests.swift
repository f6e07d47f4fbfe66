import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// The page on which organisers decide about work that was given up.
@Suite("Work that was given up") struct WorkPageTests {
    private static let page = "/riverside/desk/settings/work"

    /// A piece of work that was given up, here or elsewhere.
    @discardableResult
    private func giveUp(_ world: World, unsure: Bool = false, in other: ID<Jobs>? = nil, kind: String = "import") async throws -> ID<Job> {
        try await world.write { transaction, house, group in
            let id: ID<Job> = house.newID()
            try Jobs.enqueue(kind, group: other ?? group.id.named(), id: id, due: house.now - .hours(2), in: transaction)
            _ = try transaction.execute(
                "UPDATE job SET state = 'dead', attempts = 10, given_up_at = $1, began_at = $2, last_problem = $3 WHERE id = $4",
                [
                    (house.now - .hours(1)).stored, Value(unsure ? house.now - .hours(1) : nil),
                    .text("unavailable(\"the server cannot be reached\")"),
                    id.stored,
                ])
            return id
        }
    }

    private func state(_ world: World, _ id: ID<Job>) async throws -> String? {
        try await world.read { connection, _, _ in try connection.first("SELECT state FROM job WHERE id = $1", [id.stored]) { $0.text(0) } }
    }

    @Test("it says in words what it was, when, how often and what it ran into", arguments: ["en", "es", "ar"])
    func words(language: String) async throws {
        let world = try await World()
        try await giveUp(world)
        try await giveUp(world, unsure: true, kind: "odd")
        let page = await world.get(Self.page + "?in=\(language)", as: .rosa)
        #expect(page.status == 200 && !page.text.contains("⟦") && SettingsPagesTests.findings(page).isEmpty)
        if language == "en" {
            #expect(
                page.text.contains("Bringing in a sheet") && page.text.contains("after 10 tries")
                    && page.text.contains("The database did not answer."))
            #expect(page.text.contains("It arrived") && page.text.contains("Send again") && !page.text.contains("unavailable"))
        }
    }

    @Test("try again puts it back among what waits, and says so")
    func again() async throws {
        let world = try await World()
        let id = try await giveUp(world)
        let answer = await world.post(Self.page, [("do", "again"), ("work", id.text)], as: .rosa)
        #expect(try await state(world, id) == "waiting")
        let page = await world.follow(answer, as: .rosa)
        #expect(page.text.contains("It is tried again within a minute.") && page.text.contains("Nothing was given up."))
        #expect(await world.post(Self.page, [("do", "again"), ("work", id.text)], as: .rosa).status == 409)
    }

    @Test("let go, it is gone from the page until that is taken back")
    func letGo() async throws {
        let world = try await World()
        let id = try await giveUp(world)
        let page = await world.follow(await world.post(Self.page, [("do", "let-go"), ("work", id.text)], as: .rosa), as: .rosa)
        #expect(try await state(world, id) == "done")
        let undo = try #require(PageForm.all(in: page.text).first { $0.fields.contains { $0 == ("do", "undo") } })
        #expect(await world.post(Self.page, undo.fields.filter { $0.0 != "form-token" }, as: .rosa).status == 303)
        #expect(try await state(world, id) == "dead")
        #expect(await world.get(Self.page, as: .rosa).text.contains("Bringing in a sheet"))
    }

    @Test("of what is unsure somebody says that it arrived; that it should be let go nobody can say")
    func unsure() async throws {
        let world = try await World()
        let id = try await giveUp(world, unsure: true)
        #expect(await world.post(Self.page, [("do", "let-go"), ("work", id.text)], as: .rosa).status == 409)
        #expect(await world.post(Self.page, [("do", "arrived"), ("work", id.text)], as: .rosa).status == 303)
        #expect(try await state(world, id) == "done")
    }

    @Test("nobody but an organiser decides, and about no other group's work")
    func others() async throws {
        let world = try await World()
        let id = try await giveUp(world)
        let elsewhere = try await giveUp(world, in: ID(high: 7, low: 7))
        for member in [World.Member.omar, .tessa, .ines] {
            #expect(await world.post(Self.page, [("do", "again"), ("work", id.text)], as: member).status == 403)
            #expect(await world.get(Self.page, as: member).status == 403)
        }
        #expect(await world.post(Self.page, [("do", "again"), ("work", elsewhere.text)], as: .rosa).status == 409)
        #expect(try await state(world, elsewhere) == "dead")
        #expect(try await state(world, id) == "dead")
    }

    @Test("the page that says how the house is counts them and leads there; of the installation's own work it says whom to ask")
    func counted() async throws {
        let world = try await World()
        try await giveUp(world, in: ID(high: 7, low: 7))
        #expect(await !world.get("/riverside/desk/settings/checkup", as: .rosa).text.contains(Self.page))
        try await giveUp(world)
        try await giveUp(world, unsure: true)
        try await giveUp(world, in: Jobs.installation)
        let page = await world.get("/riverside/desk/settings/checkup", as: .rosa).text
        #expect(page.contains(Self.page) && page.contains("2 pieces of work in the background were given up."))
        #expect(page.contains("Of 1 of them nobody knows whether it was done.") && page.contains("alongside jobs"))
    }
}
