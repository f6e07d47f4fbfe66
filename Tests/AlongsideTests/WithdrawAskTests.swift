import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@Suite struct WithdrawAskTests {
    private func withdraw(_ scene: AskScene, _ opened: OpenAsk.Opened) async throws -> ID<Undo> {
        let (link, actor) = try await scene.link(opened.token)
        return try await scene.world.write { transaction, house, group in
            try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor)
        }
    }

    private func undo(_ scene: AskScene, _ opened: OpenAsk.Opened, _ undo: ID<Undo>) async throws {
        let (link, actor) = try await scene.link(opened.token)
        try await scene.world.write { transaction, house, group in
            try UndoWithdrawal(undo, of: link).run(transaction, in: house, group: group, by: actor)
        }
    }

    @Test("withdrawing closes at once, sets the day of forgetting, and can be taken back")
    func backAndForth() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let step = try await withdraw(scene, opened)
        let ask = try await scene.ask(opened.ask)
        #expect(ask.state == .closed && ask.closing == .withdrawn)
        let due = try await scene.world.read { connection, _, group in try AskStore.forgottenOn(opened.ask, in: group.id, connection) }
        #expect(due == World.start.day + 30)

        scene.world.time.move(by: .minutes(9))
        try await undo(scene, opened, step)
        let again = try await scene.ask(opened.ask)
        #expect(again.state == .new && again.closing == nil && again.closedAt == nil)
        #expect(try await scene.world.read { connection, _, group in try AskStore.forgottenOn(opened.ask, in: group.id, connection) } == nil)
    }

    @Test("after ten minutes, or a second time, it is too late")
    func late() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let step = try await withdraw(scene, opened)
        scene.world.time.move(by: .minutes(11))
        #expect(await problem { try await undo(scene, opened, step) }?.key == "problem.undo.late")
        #expect(await problem { _ = try await withdraw(scene, opened) }?.key == "problem.ask.state")
    }

    @Test("the undo of another ask does nothing here")
    func foreignUndo() async throws {
        let scene = try await AskScene()
        let first = try await scene.open()
        let second = try await scene.open()
        let step = try await withdraw(scene, first)
        _ = try await withdraw(scene, second)
        #expect(await problem { try await undo(scene, second, step) }?.kind == .missing)
        #expect(try await scene.ask(second.ask).state == .closed)
    }

    @Test("a helper who promised is told, and keeps the promise when it is taken back before that")
    func promised() async throws {
        let scene = try await AskScene()
        let helper = try await scene.helper(phone: "+447700900777")
        let opened = try await scene.open()
        let match = try await scene.match(opened.ask, helper: helper, .accepted, ask: .accepted)
        let step = try await withdraw(scene, opened)
        let told = try await scene.messages(.offerTakenBack)
        #expect(
            told.count == 1 && told.first?.message.person == helper && told.first?.words.phone == "+447700900777"
                && told.first?.message.urgent == true)

        try await undo(scene, opened, step)
        let back = try await scene.world.read { connection, _, group in try MatchStore.existing(match.id, in: group.id, connection) }
        #expect(back.state == .accepted)
        #expect(try await scene.ask(opened.ask).state == .accepted)
        #expect(try await scene.messages(.offerTakenBack).isEmpty)
    }

    @Test("the link of the task reads a withdrawn ask no more")
    func closed() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let match = try await scene.match(opened.ask, helper: scene.helper(), .accepted, ask: .accepted)
        let token = LinkToken.random()
        try await scene.world.write { transaction, house, group in
            try OpenTask(match.id, token: token).run(
                transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: match.helper))
        }
        func readers() async throws -> Int? {
            try await scene.world.read { connection, _, group in
                try connection.number(
                    "SELECT count(*) FROM record_key WHERE group_id = $1 AND subject_id = $2", [group.id.stored, opened.ask.stored]
                )
            }
        }
        // The group, the asker's own link, and the task's.
        #expect(try await readers() == 3)
        _ = try await withdraw(scene, opened)
        #expect(try await readers() == 2)
    }

    @Test("a helper whose turn is over for good is followed by the next of the order when the ask comes back")
    func nextAfterUndo() async throws {
        let scene = try await AskScene()
        let (first, second) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let opened = try await scene.open()
        try await scene.match(opened.ask, helper: first, .accepted, ask: .accepted)
        try await scene.world.write { transaction, house, group in
            let planned = Match(id: house.newID(), ask: opened.ask, helper: second, position: 2, state: .planned, proposedAt: house.now)
            try MatchStore.insert(planned, in: group.id, transaction)
        }
        let step = try await withdraw(scene, opened)
        var sent = try #require(try await scene.messages(.offerTakenBack).first).message
        sent.state = .sent
        let message = sent
        try await scene.world.write { transaction, _, group in try MessageStore.update(message, in: group.id, transaction) }
        try await undo(scene, opened, step)
        #expect(try await scene.ask(opened.ask).state == .offered)
        #expect(try await scene.messages(.offerToHelper).map(\.message.person) == [second])
    }

    @Test("a helper who was told already is not held to it: the ask looks for somebody again")
    func toldAlready() async throws {
        let scene = try await AskScene()
        let helper = try await scene.helper()
        let opened = try await scene.open()
        let match = try await scene.match(opened.ask, helper: helper, .accepted, ask: .accepted)
        let step = try await withdraw(scene, opened)
        var sent = try #require(try await scene.messages(.offerTakenBack).first).message
        sent.state = .sent
        let message = sent
        try await scene.world.write { transaction, _, group in try MessageStore.update(message, in: group.id, transaction) }
        try await undo(scene, opened, step)
        #expect(try await scene.ask(opened.ask).state == .open)
        #expect(
            try await scene.world.read { connection, _, group in try MatchStore.existing(match.id, in: group.id, connection) }.state == .cancelled)
    }

    @Test("only the ask's own link may: not a stranger, not a member")
    func who() async throws {
        let scene = try await AskScene()
        let first = try await scene.open()
        let second = try await scene.open()
        let (link, _) = try await scene.link(first.token)
        let (_, otherActor) = try await scene.link(second.token)
        for actor in [Actor.visitor, scene.world.actor(.rosa), otherActor] {
            let found = await problem {
                try await scene.world.write { transaction, house, group in
                    _ = try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor)
                }
            }
            #expect(found?.kind == .missing)
        }
    }
}
