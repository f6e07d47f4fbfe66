import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct ComplainTests {
    private func complain(_ scene: AskScene, _ opened: OpenAsk.Opened, _ about: Complaint.About, once: OnceKey? = nil) async throws -> Bool {
        let (link, actor) = try await scene.link(opened.token)
        return try await scene.world.write { transaction, house, group in
            try Complain(.init(about: about, words: "It was rude"), of: link, once: once).run(transaction, in: house, group: group, by: actor)
        }
    }

    private func seen(_ scene: AskScene, by member: World.Member) async throws -> [Complaint] {
        let actor = scene.world.actor(member)
        return try await scene.world.read { connection, _, group in
            try ComplaintStore.all(in: group.id, notAbout: actor.person, connection).filter { $0.isVisible(to: actor) }
        }
    }

    @Test("a complaint about the helper goes past them, also when they hear complaints themselves")
    func aboutHelper() async throws {
        let scene = try await AskScene()
        let omar = scene.world.id(.omar)
        try await scene.world.write { transaction, house, group in
            try HelperStore.insert(
                Helper(id: omar, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id, transaction)
        }
        let opened = try await scene.open()
        try await scene.match(opened.ask, helper: omar, .done, ask: .done, by: .ivo)
        #expect(try await complain(scene, opened, .helper))
        #expect(try await seen(scene, by: .omar).isEmpty)
        #expect(try await seen(scene, by: .rosa).count == 1)
        #expect(try await seen(scene, by: .tessa).isEmpty, "a treasurer hears no complaints")
    }

    @Test("a complaint about the dispatcher goes past the one who arranged it, in lists, counts and by its address")
    func aboutDispatcher() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await scene.match(opened.ask, helper: scene.helper(), .done, ask: .done, by: .omar)
        #expect(try await complain(scene, opened, .dispatcher))
        #expect(try await seen(scene, by: .omar).isEmpty)
        let complaint = try #require(try await seen(scene, by: .rosa).first)
        let omar = scene.world.id(.omar)
        let counts = try await scene.world.read { connection, _, group in
            (try ComplaintStore.openCount(in: group.id, notAbout: omar, connection), try ComplaintStore.openCount(in: group.id, connection))
        }
        #expect(counts == (0, 1))
        let actor = scene.world.actor(.omar)
        let found = await problem {
            try await scene.world.write { transaction, house, group in
                try HearComplaint(complaint.id, .take).run(transaction, in: house, group: group, by: actor)
            }
        }
        #expect(found?.kind == .missing)
    }

    @Test("the history of the ask does not give the complaint away")
    func quiet() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        _ = try await complain(scene, opened, .other)
        let events = try await scene.world.read { connection, house, group in
            try History.of(opened.ask.subject, key: nil, in: house, group: group.id, connection)
        }
        #expect(!events.contains { $0.verb == .complained })
    }

    @Test("when nobody else is there to hear it, the asker is told so and it is kept")
    func nobody() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await scene.match(opened.ask, helper: scene.helper(), .done, ask: .done, by: .omar)
        try await scene.world.write { [world = scene.world] transaction, house, group in
            for (role, member) in [(Role.organiser, World.Member.rosa), (.dispatcher, .rosa), (.dispatcher, .ivo)] {
                try PersonStore.end(role, of: world.id(member), at: house.now, in: group.id, transaction)
            }
        }
        #expect(try await complain(scene, opened, .dispatcher) == false)
        #expect(try await seen(scene, by: .rosa).count == 1)
    }

    @Test("one takes it on, another is told so, and it is closed with what was done")
    func heard() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let once = OnceKey.random(by: scene.world.house.random)
        _ = try await complain(scene, opened, .other, once: once)
        _ = try await complain(scene, opened, .other, once: once)
        let complaints = try await seen(scene, by: .rosa)
        #expect(complaints.count == 1)
        let id = try #require(complaints.first).id
        let hear: (World.Member, HearComplaint.Step) async throws -> Void = { member, step in
            let actor = scene.world.actor(member)
            try await scene.world.write { transaction, house, group in
                try HearComplaint(id, step).run(transaction, in: house, group: group, by: actor)
            }
        }
        try await hear(.rosa, .take)
        #expect(await problem { try await hear(.omar, .take) }?.key == "complaint.problem.taken")
        #expect(await problem { try await hear(.tessa, .take) }?.kind == .forbidden)
        try await hear(.rosa, .close(answer: "We talked"))
        let words = try await scene.world.read { connection, house, group in
            guard let complaint = try ComplaintStore.with(id: id, in: group.id, connection) else { throw Problem.missing() }
            let key = try house.vault.key(of: opened.ask.subject, in: group.id, connection)
            return (complaint.state, try ComplaintStore.words(of: complaint, key: key, in: house, group: group.id, connection)?.answer)
        }
        #expect(words.0 == .closed && words.1 == "We talked")
    }
}
