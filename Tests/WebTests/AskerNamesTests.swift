import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// What askers read of those who help them: the first name, and where somebody is asked first again, only what is true.
@Suite struct AskerNamesTests {
    private let full = "Moira Tolliver-Wray"

    @Test("3.6 an asker reads only the first name of who helps: on every page, in who saw what, and in every message")
    func firstName() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest().id
        try await scene.match(ask, .proposed, ask: .offered, helper: full)
        let omar = scene.world.actor(.omar)
        let match = try #require(try await scene.world.read { connection, _, group in try MatchStore.of(ask: ask, in: group.id, connection).last })
        try await scene.world.write { transaction, house, group in
            try AcceptMatch(match.id, window: nil, askedFirst: true).run(transaction, in: house, group: group, by: omar)
            try Reveal.record(.phone, of: ask.subject, by: match.helper, in: house, group: group.id, transaction)
        }
        #expect(await shows("Moira", scene, own))
        #expect(await scene.world.get(own).text.contains("Moira opened your phone number"))
        try await scene.world.write { transaction, house, group in
            try ArriveAtDoor(match.id).run(transaction, in: house, group: group, by: omar)
        }
        #expect(await shows("Moira", scene, own))
        let told = try await scene.world.read { connection, house, group in
            try MessageStore.waiting(at: house.now + .days(3), in: group.id, connection).filter { $0.subject == ask.subject }
                .compactMap { try MessageStore.words(of: $0, in: house, group: group.id, connection)?.text }
        }
        #expect(told.filter { $0.contains("Moira") }.count == 2)
        #expect(told.allSatisfy { !$0.contains("Tolliver") })
        try await scene.world.write { transaction, house, group in
            try DeliverAsk(match.id).run(transaction, in: house, group: group, by: omar)
        }
        for path in ["/thank", "/complain"] { #expect(await shows("Moira", scene, own + path), "\(path)") }
        _ = await scene.world.post(own + "/how-was-it", [("came", "yes"), ("again", "yes")])
        #expect(await shows("Moira", scene, own + "/how-was-it"))
    }

    private func shows(_ name: String, _ scene: AskerScene, _ path: String) async -> Bool {
        let page = await scene.world.get(path)
        return page.status == 200 && page.text.contains(name) && !page.text.contains("Tolliver")
    }

    // MARK: "We ask NAME first"

    /// The form for asking again, after Amina has done it, with something that happened to her since.
    private func again(_ change: (AskerScene, ID<Person>, ID<Person>) async throws -> Void = { _, _, _ in }) async throws -> WebResponse {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest()
        try await scene.match(ask.id, .done, ask: .done)
        let helper = try await scene.world.read { connection, _, group in try MatchStore.of(ask: ask.id, in: group.id, connection).last?.helper }
        try await change(scene, try #require(helper), try #require(ask.person))
        _ = await scene.world.post(own + "/how-was-it", [("came", "yes"), ("again", "yes")])
        let page = await scene.world.get(own + "/how-was-it")
        #expect(page.text.contains("Everything is filled in."))
        return page
    }

    @Test("1.11 it is said who is asked first again")
    func first() async throws {
        #expect(try await again().text.contains("We ask Amina first"))
    }

    @Test("1.11 two people who are kept apart are promised nothing")
    func blocked() async throws {
        let page = try await again { scene, helper, person in
            let omar = scene.world.actor(.omar)
            try await scene.world.write { transaction, house, group in
                try BlockPair(helper, person).run(transaction, in: house, group: group, by: omar)
            }
        }
        #expect(!page.text.contains("Amina"))
    }

    @Test("0.13 who takes a breather is not said to be asked first")
    func resting() async throws {
        let page = try await again { scene, helper, _ in
            try await scene.world.write { transaction, house, group in
                try TakeBreather(helper).run(transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: helper))
            }
        }
        #expect(!page.text.contains("Amina"))
    }

    @Test("where nothing came, because a helper was told it is not wanted, the asker's page leads to asking again, filled in")
    func notWanted() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest().id
        try await scene.match(ask, .accepted, ask: .accepted)
        let match = try #require(try await scene.world.read { connection, _, group in try MatchStore.of(ask: ask, in: group.id, connection).last })
        let omar = scene.world.actor(.omar)
        try await scene.world.write { transaction, house, group in
            try FailDelivery(match.id, .notWanted, next: .close).run(transaction, in: house, group: group, by: omar)
        }
        #expect(await scene.world.get(own).text.contains("Ask for it again"))
        let page = await scene.world.get(own + "/how-was-it")
        #expect(page.status == 200 && page.text.contains("Ask again") && page.text.contains("Milk, rice 2 kg"))
        #expect(!page.text.contains("name=\"came\""))
    }

    @Test("who helps no more is not said to be asked first")
    func left() async throws {
        let page = try await again { scene, helper, _ in
            try await scene.world.write { transaction, house, group in
                try LeaveHelping(helper).run(transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: helper))
            }
        }
        #expect(!page.text.contains("Amina"))
    }
}
