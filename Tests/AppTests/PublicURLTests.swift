import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside
@testable import App

/// What links begin with, from one start to the next.
@Suite struct PublicURLTests {
    @Test("where links lead is what was given last, over a restart without it: in a sign-in link and in a message")
    func restart() async throws {
        let world = try await World()
        let helper = try await world.neighbourWhoHelps("Hanna")
        let group = world.group
        try world.open.close()
        let folder = DataFolder(world.folder + "/data")
        let given = try await OpenHouse.open(folder, publicURL: "https://help.example.org", time: world.time.source)
        try given.close()

        let again = try await OpenHouse.open(folder, publicURL: nil, address: "http://127.0.0.1:49152", time: world.time.source)
        let spoken = Spoken()
        try await SignInLinkCommand(group: group.slug, member: "Rosa").run(on: again, spoken.console())
        #expect(spoken.lines.first?.hasPrefix("Rosa: https://help.example.org/riverside/l/") == true, "\(spoken.text)")
        let house = again.house
        let text = try await house.database.write { transaction in
            let link = LinkToken.random()
            let id = try #require(try Compose.toHelper(.welcomeHelper, helper, link: link, in: house, group: group, transaction))
            let message = try #require(try MessageStore.with(id: id, in: group.id, transaction))
            return try MessageStore.words(of: message, in: house, group: group.id, transaction)?.text
        }
        #expect(text?.contains("https://help.example.org/riverside/l/") == true, "\(text ?? "")")
        try again.close()
    }

    @Test("a message that waits leads to the address of the day when it is read, in every language, and its other words stay")
    func waitingMessage() async throws {
        let world = try await World()
        let helper = try await world.neighbourWhoHelps("Hanna http://localhost:8080/riverside/l/mine")
        let group = world.group
        let ids = try await world.write { transaction, house, group in
            try [LanguageTag.english, .arabic].compactMap { language in
                try transaction.execute(
                    "UPDATE person SET language = $1 WHERE group_id = $2 AND person_id = $3", [language.stored, group.id.stored, helper.stored])
                return try Compose.toHelper(.welcomeHelper, helper, link: LinkToken.random(), in: house, group: group, transaction)
            }
        }
        let before = try await texts(ids, in: world.house, group)
        try world.open.close()
        let moved = try await OpenHouse.open(
            DataFolder(world.folder + "/data"), publicURL: "https://help.example.org", time: world.time.source)
        let after = try await texts(ids, in: moved.house, group)
        try moved.close()

        #expect(before.count == 2 && after.count == 2)
        for (old, new) in zip(before, after) {
            let link = try #require(old.link)
            let address = "/riverside/l/\(link)"
            #expect(old.text.contains("http://localhost:8080\(address)"), "\(old.text)")
            #expect(new.text == old.text.replacing("http://localhost:8080\(address)", with: "https://help.example.org\(address)"), "\(new.text)")
            #expect(new.text.contains("http://localhost:8080/riverside/l/mine"), "\(new.text)")
        }
    }

    @Test("a follow-up that waits leads to the address of the day when it is read")
    func followUp() throws {
        let words = MessageWords(alias: "Ola", text: "Did it come? http://127.0.0.1:49152/riverside/l/abc123/how-was-it Thanks", link: "abc123")
        #expect(words.leading(to: "https://a.example/help").text == "Did it come? https://a.example/help/riverside/l/abc123/how-was-it Thanks")
        let moved = words.leading(to: "https://a.example/help").leading(to: "https://b.example")
        #expect(moved.text == "Did it come? https://b.example/riverside/l/abc123/how-was-it Thanks")
    }

    private func texts(_ ids: [ID<Message>], in house: House, _ group: Group) async throws -> [MessageWords] {
        try await house.database.read { connection in
            try ids.compactMap { id in
                let message = try #require(try MessageStore.with(id: id, in: group.id, connection))
                return try MessageStore.words(of: message, in: house, group: group.id, connection)
            }
        }
    }

    @Test("the address it listens on is not kept: at the next start it is another")
    func address() async throws {
        let folder = TestFolder.fresh("addresses")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for address in ["http://127.0.0.1:49152", "http://127.0.0.1:49153"] {
            let open = try await OpenHouse.open(DataFolder(folder + "/data"), publicURL: nil, address: address)
            #expect(open.house.publicURL == address)
            try open.close()
        }
    }
}
