import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

/// A helper at the trust step "paired" goes to doors with somebody who goes alone, and both are told.
@Suite struct MatchingCompanionTests {
    private let window: @Sendable (House) throws -> VisitWindow = { house in
        try VisitWindow(from: house.now + .hours(2), to: house.now + .hours(4), at: house.now, field: "when")
    }

    private func accept(_ scene: MatchingScene, _ match: ID<Match>, by helper: ID<Person>) async throws {
        try await scene.world.write { [window] transaction, house, group in
            try AcceptMatch(match, window: window(house)).run(
                transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: helper))
        }
    }

    private func sent(_ scene: MatchingScene, _ message: Message) async throws {
        let actor = scene.world.actor(.omar)
        _ = try await scene.world.write { try MarkSent(message.id).run($0, in: $1, group: $2, by: actor) }
    }

    @Test("the helper reads with whom they would go, and after the yes the companion reads when, by a link of their own")
    func both() async throws {
        let scene = try await MatchingScene()
        let (cal, amina) = (try await scene.helper("Cal") { $0.trust = .paired }, try await scene.helper("Amina"))
        let ask = try await scene.ask()
        let confirmed = try await scene.confirm(ask, [cal])
        #expect(try await scene.matches(of: ask).map(\.companion) == [amina])
        let offer = try #require(try await scene.asking.messages(.offerToHelper).first?.words.text)
        #expect(offer.contains("You would go with Amina."))
        #expect(try await scene.asking.messages(.goAlong).isEmpty)

        try await accept(scene, confirmed.matches[0], by: cal)
        let told = try #require(try await scene.asking.messages(.goAlong).first)
        #expect(told.message.person == amina && told.words.text.contains("Cal") && told.words.text.contains("Mill Lane"))
        let token = try #require(told.words.link.flatMap { LinkToken(text: $0) })
        let (link, _) = try await scene.asking.link(token)
        #expect(link.purpose == .match && link.person == amina && link.match == confirmed.matches[0])
        // It opens nothing of the ask: the place stays with the helper.
        let refused = await problem {
            try await scene.world.read { connection, house, group in
                _ = try house.vault.key(of: ask.subject, in: group.id, by: link.id, token.key, connection)
            }
        }
        #expect(refused?.kind == .missing)
    }

    @Test("who goes alone has no companion, and who helps by phone needs none")
    func alone() async throws {
        let scene = try await MatchingScene()
        let (amina, cal) = (try await scene.helper("Amina"), try await scene.helper("Cal") { $0.trust = .paired })
        let ask = try await scene.ask()
        try await accept(scene, try await scene.confirm(ask, [amina]).matches[0], by: amina)
        let chat = try await scene.ask("chat", alias: "Bea")
        try await accept(scene, try await scene.confirm(chat, [cal]).matches[0], by: cal)
        #expect(try await scene.matches(of: ask).map(\.companion) + scene.matches(of: chat).map(\.companion) == [nil, nil])
        #expect(try await scene.asking.messages(.goAlong).isEmpty)
    }

    @Test("handed back: whoever was told that they go along hears that they need not; who was not told hears nothing")
    func handedBack() async throws {
        for wasSent in [true, false] {
            let scene = try await MatchingScene()
            let (cal, amina) = (try await scene.helper("Cal") { $0.trust = .paired }, try await scene.helper("Amina"))
            let match = try await scene.confirm(try await scene.ask(), [cal]).matches[0]
            try await accept(scene, match, by: cal)
            if wasSent { try await sent(scene, try #require(try await scene.asking.messages(.goAlong).first?.message)) }
            try await scene.world.write { transaction, house, group in
                try HandBack(match).run(transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: cal))
            }
            #expect(try await scene.asking.messages(.goAlong).isEmpty)
            #expect(try await scene.asking.messages(.offerTakenBack).map(\.message.person) == (wasSent ? [amina] : []))
        }
    }

    @Test("whoever is next in the order and cannot go alone is passed over while nobody can go along")
    func nobody() async throws {
        let scene = try await MatchingScene()
        let (amina, cal) = (try await scene.helper("Amina"), try await scene.helper("Cal") { $0.trust = .paired })
        let ask = try await scene.ask()
        let confirmed = try await scene.confirm(ask, [amina, cal])
        try await scene.world.write { transaction, house, group in
            try DeclineMatch(confirmed.matches[0]).run(
                transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: amina))
        }
        #expect(try await scene.matches(of: ask).map(\.state) == [.declined, .cancelled])
        #expect(try await scene.asking.ask(ask).state == .open)
    }
}
