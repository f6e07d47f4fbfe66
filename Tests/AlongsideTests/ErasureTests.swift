import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct ErasureTests {
    @Test("early erasure waits for the ten minutes of undo, and then leaves an opaque ID")
    func erases() async throws {
        let scene = try await ForgettingScene()
        let opened = try await scene.ask("Zoltan", phone: "+447700900201")
        try await scene.world.write { transaction, house, group in
            try Erasure.plan(opened.ask.subject, in: house, group: group.id, transaction)
        }
        scene.world.time.move(by: .minutes(9))
        #expect(try await scene.night().erased == 0)
        scene.world.time.move(by: .minutes(2))
        #expect(try await scene.night().erased == 1)
        let ask = try await scene.scene.ask(opened.ask)
        #expect(ask.forgottenAt != nil && ask.state == .closed)
        let noted = try await scene.world.read { connection, _, _ in try connection.number("SELECT count(*) FROM erasure") }
        #expect(noted == 1)
    }

    @Test("an erasure that is taken back does not happen")
    func keeps() async throws {
        let scene = try await ForgettingScene()
        let opened = try await scene.ask("Zoltan", phone: "+447700900201")
        try await scene.world.write { transaction, house, group in
            try Erasure.plan(opened.ask.subject, in: house, group: group.id, transaction)
            try Erasure.keep(opened.ask.subject, in: group.id, transaction)
        }
        scene.world.time.move(by: .minutes(11))
        #expect(try await scene.night().erased == 0)
    }
}
