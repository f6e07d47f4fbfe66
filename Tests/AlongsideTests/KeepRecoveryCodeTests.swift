import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@Suite struct KeepRecoveryCodeTests {
    private func standing(_ world: World) async throws -> RecoveryStanding? {
        try await world.read { connection, house, group in try RecoveryStanding.of(group.id, in: house, connection) }
    }

    private func keep(_ code: ID<Subject>, by member: World.Member, _ world: World) async throws {
        let actor = world.actor(member)
        try await world.write { transaction, house, group in
            try KeepRecoveryCode(code).run(transaction, in: house, group: group.id, by: actor)
        }
    }

    @Test("that the code is on paper is said once, of the code that holds now, by an organiser")
    func kept() async throws {
        let world = try await World()
        #expect(try await standing(world) == RecoveryStanding.none)
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        guard case .unconfirmed(let code) = try await standing(world) else {
            Issue.record("a new code is on no paper yet")
            return
        }
        await #expect(throws: Problem.forbidden()) { try await keep(code, by: .omar, world) }
        try await keep(code, by: .rosa, world)
        world.time.move(by: .days(1))
        try await keep(code, by: .rosa, world)
        #expect(try await standing(world) == .kept(at: World.start, by: world.id(.rosa)))

        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        guard case .unconfirmed = try await standing(world) else {
            Issue.record("another code is another piece of paper")
            return
        }
        await #expect(throws: Problem.conflict("problem.code.new")) { try await keep(code, by: .rosa, world) }
    }

    @Test("a demo town, which is made anew and never restored, asks for nothing")
    func demo() async throws {
        let world = try await World()
        try await world.write { transaction, _, _ in try InstallationStore.markDemo(transaction) }
        #expect(try await standing(world) == nil)
    }
}
