import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct KeepRecoveryCodeTests {
    private func standing(_ world: World) async throws -> RecoveryStanding? {
        try await world.read { connection, house, group in try RecoveryStanding.of(group.id, in: house, connection) }
    }

    private func keep(_ code: ID<Subject>, by member: World.Member, _ world: World) async throws {
        let actor = world.actor(member)
        try await world.write { transaction, house, group in
            try KeepRecoveryCode(code, isBeside: false).run(transaction, in: house, group: group.id, by: actor)
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

    @Test("it is not apart from the machine as long as its file lies there; whoever looks after the machine may keep it all the same")
    func beside() async throws {
        let world = try await World()
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        guard case .unconfirmed(let code) = try await standing(world) else { throw Problem.missing() }
        let actor = world.actor(.rosa)
        func keep(_ place: KeepRecoveryCode.Place) async throws {
            try await world.write { transaction, house, group in
                try KeepRecoveryCode(code, place, isBeside: true).run(transaction, in: house, group: group.id, by: actor)
            }
        }
        await #expect(throws: Problem.conflict("problem.code.beside")) { try await keep(.paper) }
        try await keep(.keeper)
        #expect(try await standing(world) == .entrusted(at: World.start, by: world.id(.rosa)))
    }

    @Test("what was said of it can be taken back, and is asked about again; nothing is taken back that nobody said")
    func doubted() async throws {
        let world = try await World()
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        let (rosa, omar) = (world.actor(.rosa), world.actor(.omar))
        guard case .unconfirmed(let code) = try await standing(world) else { throw Problem.missing() }
        func doubt(_ actor: Actor) async throws {
            try await world.write { transaction, house, group in try DoubtRecoveryCode().run(transaction, in: house, group: group.id, by: actor) }
        }
        try await doubt(rosa)
        try await keep(code, by: .rosa, world)
        world.time.move(by: .minutes(1))
        await #expect(throws: Problem.forbidden()) { try await doubt(omar) }
        try await doubt(rosa)
        #expect(try await standing(world) == .unconfirmed(code))
        world.time.move(by: .minutes(1))
        try await keep(code, by: .rosa, world)
        #expect(try await standing(world) == .kept(at: World.start + .minutes(2), by: world.id(.rosa)))
        let verbs = try await world.read { connection, house, group in
            try History.of(code, key: nil, in: house, group: group.id, connection).map(\.verb)
        }
        #expect(verbs == [.codeKept, .codeDoubted, .codeKept])
    }

    @Test("the first steps are done without a code that the group cannot make, and not while it can be asked where the code is")
    func steps() {
        func isDone(_ standing: RecoveryStanding?, isBeside: Bool = false) -> Bool {
            FirstSteps(
                people: 2, hasAsk: true, hasZone: false, hasMoney: false, recovery: standing, isCodeBeside: isBeside, invitation: nil
            ).isDone
        }
        #expect(isDone(nil) && isDone(RecoveryStanding.none))
        #expect(isDone(.kept(at: World.start, by: nil)) && isDone(.entrusted(at: World.start, by: nil)))
        #expect(!isDone(.unconfirmed(ID(high: 1, low: 2))))
    }

    @Test("the first steps are not done while the code's file lies on the machine, whoever keeps it; and the disk is looked at")
    func stepsBeside() async throws {
        let world = try await World()
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        guard case .unconfirmed(let code) = try await standing(world) else { throw Problem.missing() }
        let actor = world.actor(.rosa)
        try await world.write { try KeepRecoveryCode(code, .keeper, isBeside: true).run($0, in: $1, group: $2.id, by: actor) }
        let file = TestFolder.fresh("code") + ".recovery-code"
        defer { try? FileManager.default.removeItem(atPath: file) }
        func steps() async throws -> FirstSteps {
            try await world.read { connection, house, group in
                let house = House(
                    database: house.database, vault: house.vault, lookups: house.lookups, time: house.time, random: house.random,
                    catalogs: house.catalogs, publicURL: house.publicURL, codeFile: file)
                return try FirstStepsStore.load(of: group.id, session: nil, in: house, connection)
            }
        }
        func isDone(_ steps: FirstSteps) -> Bool {
            FirstSteps(
                people: 2, hasAsk: true, hasZone: false, hasMoney: false, recovery: steps.recovery, isCodeBeside: steps.isCodeBeside, invitation: nil
            ).isDone
        }
        try "a code".write(toFile: file, atomically: true, encoding: .utf8)
        let lying = try await steps()
        #expect(lying.recovery?.isKept == true && !lying.isCodeSafe && !isDone(lying))
        try FileManager.default.removeItem(atPath: file)
        let gone = try await steps()
        #expect(gone.isCodeSafe && isDone(gone))
    }

    @Test("a demo town, which is made anew and never restored, asks for nothing")
    func demo() async throws {
        let world = try await World()
        try await world.write { transaction, _, _ in try InstallationStore.markDemo(transaction) }
        #expect(try await standing(world) == nil)
    }
}
