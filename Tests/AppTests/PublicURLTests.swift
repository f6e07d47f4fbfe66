import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

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
