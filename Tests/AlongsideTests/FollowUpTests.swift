import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@Suite struct FollowUpTests {
    private func done(_ scene: AskScene, contact: Contact = Contact(reach: .phone, phone: "+447700900123")) async throws -> (
        OpenAsk.Opened, ID<Person>
    ) {
        let helper = try await scene.helper(phone: "+447700900777")
        let opened = try await scene.open(scene.input(contact: contact))
        try await scene.match(opened.ask, helper: helper, .done, ask: .done)
        return (opened, helper)
    }

    private func send(_ scene: AskScene) async throws -> Int {
        try await scene.world.write { transaction, house, group in try SendFollowUps().run(transaction, in: house, group: group) }
    }

    @Test("48 hours after it was done somebody is asked how it was, once, with a link that opens")
    func asked() async throws {
        let scene = try await AskScene()
        let (opened, _) = try await done(scene)
        scene.world.time.move(by: .hours(47))
        #expect(try await send(scene) == 0)
        scene.world.time.move(by: .hours(1))
        #expect(try await send(scene) == 1)
        #expect(try await send(scene) == 0)
        let message = try #require(try await scene.messages(.followUp).first)
        let token = try #require(message.words.link.flatMap { LinkToken(text: $0) })
        #expect(message.words.text.contains(token.text) && message.words.text.contains("Ola") && message.words.phone == "+447700900123")
        #expect(try await scene.link(token).0.subject == opened.ask.subject)
    }

    @Test("a question that falls into the night waits for the morning")
    func night() async throws {
        let scene = try await AskScene()
        scene.world.time.move(by: .hours(13))
        let (opened, _) = try await done(scene)
        let followUp = try await scene.world.read { connection, _, group in try FollowUpStore.of(opened.ask, in: group.id, connection) }
        #expect(followUp?.dueAt == World.start + .hours(13 + 48 + 9))
    }

    @Test("safe mode says nothing of what it is about; who calls us is not written to")
    func careful() async throws {
        let scene = try await AskScene()
        let (opened, _) = try await done(scene)
        _ = try await done(scene, contact: .calls)
        var ask = try await scene.ask(opened.ask)
        ask.safeMode = true
        let safe = ask
        try await scene.world.write { transaction, _, group in try AskStore.update(safe, in: group.id, transaction) }
        scene.world.time.move(by: .hours(60))
        #expect(try await send(scene) == 2)
        let messages = try await scene.messages(.followUp)
        #expect(messages.count == 1 && messages.first?.words.text.contains("Riverside") == false)
    }

    @Test("a withdrawn ask is not asked about")
    func dropped() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await scene.world.write { transaction, house, group in
            try FollowUp.schedule(opened.ask, doneAt: house.now, in: group, transaction)
            try FollowUp.drop(opened.ask, in: group.id, transaction)
        }
        scene.world.time.move(by: .days(3))
        #expect(try await send(scene) == 0)
    }

    @Test("the answer is kept, its words sealed, and counts as contact")
    func answered() async throws {
        let scene = try await AskScene()
        let (opened, _) = try await done(scene)
        let (link, actor) = try await scene.link(opened.token)
        try await scene.world.write { transaction, house, group in
            let input = AnswerFollowUp.Input(came: .partly, again: true, words: "no rice")
            try AnswerFollowUp(input, of: link).run(transaction, in: house, group: group, by: actor)
        }
        let followUp = try await scene.world.read { connection, _, group in try FollowUpStore.of(opened.ask, in: group.id, connection) }
        #expect(followUp?.state == .answered && followUp?.came == .partly && followUp?.again == true)
        #expect(try await scene.ask(opened.ask).lastContactAt == scene.world.now)
    }

    @Test("thanks go to the helper in the neighbour's words, are asked for once and given once")
    func thanks() async throws {
        let scene = try await AskScene()
        let (opened, helper) = try await done(scene)
        let (link, actor) = try await scene.link(opened.token)
        let give: (String?) async throws -> Void = { words in
            try await scene.world.write { transaction, house, group in
                try GiveThanks(words, of: link).run(transaction, in: house, group: group, by: actor)
            }
        }
        try await give("You made my day")
        let message = try #require(try await scene.messages(.thanks).first)
        #expect(message.message.person == helper && message.words.phone == "+447700900777" && message.words.text.contains("You made my day"))
        #expect(await problem { try await give("again") }?.key == "asker.thank.twice")
        try await scene.world.write { transaction, house, group in try Thanks.pass(on: opened.ask, at: house.now, in: group.id, transaction) }
        let state = try await scene.world.read { connection, _, group in try ThanksStore.of(opened.ask, in: group.id, connection)?.state }
        #expect(state == .passed)
    }

    @Test("who would rather not is not asked again, and nothing is sent")
    func skipped() async throws {
        let scene = try await AskScene()
        let (opened, _) = try await done(scene)
        let (link, actor) = try await scene.link(opened.token)
        try await scene.world.write { transaction, house, group in
            try GiveThanks(nil, of: link).run(transaction, in: house, group: group, by: actor)
        }
        let state = try await scene.world.read { connection, _, group in try ThanksStore.of(opened.ask, in: group.id, connection)?.state }
        #expect(state == .skipped)
        #expect(try await scene.messages(.thanks).isEmpty)
    }
}
