import Alongside
import Kernel
import Storage
import TestKit
import Testing

/// What the neighbour says did not come, or not all of it, is not closed by itself and counts as no wait.
@Suite struct FollowUpAmissTests {
    private let scene: AskScene
    private let ask: OpenAsk.Opened
    private let match: Match

    init() async throws {
        scene = try await AskScene()
        ask = try await scene.open()
        match = try await scene.match(ask.ask, helper: scene.helper(), .done, ask: .done)
    }

    /// It is done once more, now.
    private func doneAgain() async throws {
        var (again, found) = (match, try await scene.ask(ask.ask))
        again.endedAt = scene.world.now
        found.state = .done
        let (match, ask) = (again, found)
        try await scene.world.write { transaction, house, group in
            try MatchStore.update(match, in: group.id, transaction)
            try AskStore.update(ask, in: group.id, transaction)
            try FollowUp.schedule(ask.id, doneAt: house.now, in: group, transaction)
        }
    }

    private func answer(_ came: FollowUp.Came) async throws {
        let (link, actor) = try await scene.link(ask.token)
        try await scene.world.write { transaction, house, group in
            try AnswerFollowUp(.init(came: came, again: false, words: nil), of: link).run(transaction, in: house, group: group, by: actor)
        }
    }

    private func settle() async throws {
        try await scene.world.write { transaction, house, group in _ = try SettleAsks().run(transaction, in: house, group: group) }
    }

    private func amiss() async throws -> Int {
        try await scene.world.read { connection, _, group in try BoardStore.counts(silentSince: World.start, in: group.id, connection).amiss }
    }

    @Test("an ask is closed by itself only when all of it came", arguments: FollowUp.Came.allCases)
    func settling(came: FollowUp.Came) async throws {
        try await answer(came)
        scene.world.time.move(by: .days(8))
        try await settle()
        let state = try await scene.ask(ask.ask).state
        #expect(state == (came == .yes ? .closed : .done))
        #expect(try await amiss() == (came == .yes ? 0 : 1))
    }

    @Test("a dispatcher looks for somebody again, and the next time is asked about anew")
    func again() async throws {
        try await answer(.no)
        let (id, omar) = (ask.ask, scene.world.actor(.omar))
        try await scene.world.write { transaction, house, group in _ = try ReopenAsk(id).run(transaction, in: house, group: group, by: omar) }
        #expect(try await scene.ask(id).state == .open)
        #expect(try await amiss() == 0)
        scene.world.time.move(by: .days(9))
        try await doneAgain()
        let followUp = try await scene.world.read { connection, _, group in try FollowUpStore.of(id, in: group.id, connection) }
        #expect(followUp?.state == .waiting)
        #expect(try await amiss() == 0)
        // What was done first long ago closes nothing: the week begins with the last time.
        try await settle()
        #expect(try await scene.ask(id).state == .done)
        scene.world.time.move(by: .days(8))
        try await settle()
        #expect(try await scene.ask(id).closing == .met)
    }

    @Test("a dispatcher closes it with a reason")
    func closed() async throws {
        try await answer(.partly)
        let (id, omar) = (ask.ask, scene.world.actor(.omar))
        try await scene.world.write { transaction, house, group in
            _ = try CloseAsk(id, reason: .elsewhere).run(transaction, in: house, group: group, by: omar)
        }
        #expect(try await scene.ask(id).closing == .elsewhere)
        #expect(try await amiss() == 0)
    }

    @Test("who says only after it was closed that it did not come stands before a dispatcher again, and is kept as long as the living")
    func late() async throws {
        scene.world.time.move(by: .days(8))
        try await settle()
        try await answer(.no)
        let found = try await scene.ask(ask.ask)
        #expect(found.state == .done && found.closing == nil && found.closedAt == nil)
        #expect(try await amiss() == 1)
        let id = ask.ask
        let forgottenOn = try await scene.world.read { connection, _, group in try AskStore.forgottenOn(id, in: group.id, connection) }
        #expect(forgottenOn == nil)
    }

    @Test("what did not come counts as no wait; what came the second time counts once, from asking to then")
    func waits() async throws {
        let groceries = scene.world.category("groceries").id
        for _ in 0..<5 { try await scene.match(scene.open().ask, helper: scene.helper(), .done, ask: .done) }
        func counted() async throws -> Int {
            try await scene.world.read { connection, house, group in
                guard case .usual(_, _, _, let count) = try HonestWait.of(groceries, at: house.now, in: group, connection) else { return 0 }
                return count
            }
        }
        #expect(try await counted() == 6)
        try await answer(.no)
        #expect(try await counted() == 5)
        scene.world.time.move(by: .hours(10))
        try await doneAgain()
        #expect(try await counted() == 6)
    }
}
