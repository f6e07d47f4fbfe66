import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

/// Opening what is sealed of an ask at the desk, and the one way that somebody who must be careful has named.
@Suite struct OpenAskFieldTests {
    private func asked(_ scene: AskScene, _ change: (inout SetAskDetails.Input) -> Void = { _ in }) async throws -> ID<Ask> {
        let ask = try await scene.open(scene.input(contact: Contact(reach: .phone, phone: "+447700900123", email: "ola@example.org"))).ask
        var input = SetAskDetails.Input(phoneAllowed: true, doorDetail: "blue door")
        change(&input)
        let (details, actor) = (input, scene.world.actor(.omar))
        try await scene.world.write { try SetAskDetails(details, of: ask).run($0, in: $1, group: $2, by: actor) }
        return ask
    }

    private func open(_ scene: AskScene, _ ask: ID<Ask>, _ field: Reveal.Field, by actor: Actor? = nil) async throws -> String {
        let actor = actor ?? scene.world.actor(.omar)
        return try await scene.world.write { try OpenAskField(ask, field).run($0, in: $1, group: $2, by: actor) }
    }

    private func rows(_ scene: AskScene, _ ask: ID<Ask>) async throws -> [Reveal.Field] {
        try await scene.world.read { connection, _, group in try Reveal.of(ask.subject, in: group.id, connection).map(\.field) }
    }

    @Test("what is opened is given out once, and leaves a row with who it was")
    func opened() async throws {
        let scene = try await AskScene()
        let ask = try await asked(scene)
        #expect(try await open(scene, ask, .contact) == "+447700900123")
        #expect(try await open(scene, ask, .street) == "14 Mill Lane")
        #expect(try await open(scene, ask, .door) == "blue door")
        let reveals = try await scene.world.read { connection, _, group in try Reveal.of(ask.subject, in: group.id, connection) }
        #expect(Set(reveals.map(\.field)) == [.contact, .street, .door] && reveals.allSatisfy { $0.person == scene.world.id(.omar) })
    }

    @Test("who may not open such things opens none, and neither does a machine that is nobody", arguments: [World.Member.tessa, .rosa])
    func whoMay(_ member: World.Member) async throws {
        let scene = try await AskScene()
        let ask = try await asked(scene)
        let actor: Actor = member == .rosa ? .member(scene.world.id(.rosa), roles: [.organiser]) : scene.world.actor(member)
        for refused in [actor, .command, .system, .visitor] {
            #expect(await problem { _ = try await open(scene, ask, .contact, by: refused) }?.kind == .forbidden)
        }
        #expect(try await rows(scene, ask).isEmpty)
    }

    @Test("a safe way that was named is the only one: no number, no address, and no row for what was refused")
    func safe() async throws {
        let scene = try await AskScene()
        let ask = try await asked(scene) { $0.safeContact = "a note under the mat" }
        #expect(try await open(scene, ask, .contact) == "a note under the mat")
        #expect(await problem { _ = try await open(scene, ask, .phone) }?.key == "desk.open.problem.safe")
        #expect(try await rows(scene, ask) == [.contact])
    }

    @Test("how to reach who asked for somebody can be opened, where they left it")
    func proxy() async throws {
        let scene = try await AskScene()
        let alone = try await asked(scene)
        #expect(await problem { _ = try await open(scene, alone, .proxy) }?.kind == .missing)
        let ask = try await asked(scene) {
            $0.proxyName = "Niece"
            $0.proxyContact = "07700 900321"
        }
        #expect(try await open(scene, ask, .proxy) == "07700 900321")
        #expect(try await rows(scene, ask) == [.proxy])
    }

    @Test("what is told to somebody who named a safe way carries neither number nor address, at every step")
    func messages() async throws {
        let scene = try await AskScene()
        let ask = try await asked(scene) { $0.safeContact = "a note under the mat" }
        let found = try await scene.ask(ask)
        try await scene.world.write { _ = try Compose.toAsker(.cannotDo, found, in: $1, group: $2, $0) }
        try await scene.match(ask, helper: try await scene.helper(), .done, ask: .done)
        scene.world.time.move(by: .hours(60))
        try await scene.world.write { _ = try SendFollowUps().run($0, in: $1, group: $2) }
        for kind in [Message.Kind.cannotDo, .followUp] {
            let words = try #require(try await scene.messages(kind).first?.words)
            #expect(words.phone == nil && words.email == nil && words.otherContact == "a note under the mat", "\(kind)")
        }
    }

    @Test("a safe way that was named after a message was written counts for it too")
    func later() async throws {
        let scene = try await AskScene()
        let ask = try await asked(scene)
        let (found, actor) = (try await scene.ask(ask), scene.world.actor(.omar))
        let message = try await scene.world.write { try Compose.toAsker(.cannotDo, found, in: $1, group: $2, $0) }
        let id = try #require(message)
        #expect(try await scene.messages(.cannotDo).first?.words.phone == "+447700900123")
        try await scene.world.write {
            try SetAskDetails(.init(safeContact: "only by letter"), of: ask).run($0, in: $1, group: $2, by: actor)
        }
        let words = try await scene.world.write { try OpenNumber(id).run($0, in: $1, group: $2, by: actor).words }
        #expect(words.phone == nil && words.email == nil && words.otherContact == "only by letter")
    }

    @Test("the helper gets no number either of who named a safe way, though they had agreed before")
    func helper() async throws {
        let scene = try await DeliveryScene { ask, details in
            ask.phoneAllowed = true
            details.safeContact = "a note under the mat"
        }
        try await scene.accept()
        #expect(await problem { _ = try await scene.open(.phone) }?.key == "helping.problem.noPhone")
    }
}
