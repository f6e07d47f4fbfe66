import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing
import Web

@testable import App

@Suite struct FoundGroupTests {
    /// Makes a link as whoever runs the installation, and answers with its path.
    private func link(_ world: World) async throws -> String {
        let spoken = Spoken()
        try await FoundGroupCommand().run(on: world.open, spoken.console())
        let line = try #require(spoken.lines.first)
        #expect(line.hasPrefix("Set up a group: http://localhost:8080/setup/"))
        return String(line.dropFirst("Set up a group: http://localhost:8080".count))
    }

    /// Through the three screens.
    private func found(_ name: String, at path: String, _ world: World) async -> WebResponse {
        var page = await world.get(path)
        guard page.status == 200 else { return page }
        page = await world.follow(await world.send(page, [("name", name), ("country", "GB")]))
        page = await world.follow(await world.send(page, [("languages", "en")]))
        return await world.send(page, [("alias", "Nadia"), ("phone", ""), ("passphrase", "three green boats")])
    }

    @Test("the groups of an installation are listed by name, for people and for programs, on a served folder as well")
    func listed() async throws {
        let world = try await World()
        #expect(await found("Älter & \"Hill\"", at: try await link(world), world).status == 303)
        let people = Spoken()
        try await GroupsCommand(json: false).run(on: world.open, people.console())
        #expect(people.lines.sorted() == ["alter-hill\tÄlter & \"Hill\"", "riverside\tRiverside Neighbours"])
        let programs = Spoken()
        try await GroupsCommand(json: true).run(on: world.open, programs.console())
        let lines = try JSONDecoder().decode([[String: String]].self, from: Data(programs.text.utf8))
        #expect(
            lines.contains(["slug": "alter-hill", "name": "Älter & \"Hill\""])
                && lines.contains(["slug": "riverside", "name": "Riverside Neighbours"]))
        #expect(FolderCommands.all.contains { $0.name == GroupsCommand.name })
    }

    @Test("0.1 a further group is founded in the browser with a link that the command line made, apart from the first")
    func second() async throws {
        let world = try await World()
        let path = try await link(world)
        let founded = await found("Hill Street Neighbours", at: path, world)
        #expect(founded.status == 303, "\(founded.text.suffix(400))")
        #expect(founded.header("location")?.hasPrefix("/hill-street-neighbours/") == true)
        #expect(await world.get("/hill-street-neighbours/ask").status == 200)
        // A member of the first group is nobody there.
        #expect(await world.get("/hill-street-neighbours/desk", as: .rosa).status == 303)
        #expect(await world.get("/riverside/desk", as: .rosa).status == 200)
        #expect(try await world.read { connection, _, _ in try GroupStore.everyGroup(connection).count } == 2)
        #expect(await found("A third one", at: path, world).status == 404, "the link works once")
    }

    @Test("a new link for a further group ends the one before, and says so")
    func again() async throws {
        let world = try await World()
        let first = try await link(world)
        let spoken = Spoken()
        try await FoundGroupCommand().run(on: world.open, spoken.console())
        #expect(spoken.lines.last?.contains("made before works no more") == true)
        #expect(await world.get(first).status == 404)
    }

    @Test("no group is founded in a demo town, whose sign-in links anybody may read")
    func demo() async throws {
        let world = try await World()
        try await world.database.write { try $0.execute("UPDATE installation SET made_by_demo = $1", [true]) }
        let said = await refusal { _ = try await link(world) }
        #expect(said.contains("demo town"))
    }
}
