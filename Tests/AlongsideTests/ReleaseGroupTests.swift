import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// Who may let a whole group be taken elsewhere, and when.
@Suite("A group is released by two") struct ReleaseGroupTests {
    /// Makes Omar an organiser beside Rosa, since `ago`.
    private func second(_ world: World, ago: Span = .days(8)) async throws {
        let omar = world.id(.omar)
        try await world.write { transaction, house, group in
            try PersonStore.give(.organiser, to: omar, at: house.now - ago, in: group.id, transaction)
        }
    }

    /// Rosa's role is that of a long time.
    private func settle(_ world: World) async throws { world.time.move(by: .days(8)) }

    private func actor(_ member: World.Member, _ world: World) -> Actor { .member(world.id(member), roles: [.organiser, .dispatcher]) }

    private func agree(_ member: World.Member, _ world: World, isProven: Bool = true) async throws -> GroupRelease {
        let actor = actor(member, world)
        return try await world.write { transaction, house, group in
            try ReleaseGroup(isProven: isProven).run(transaction, in: house, group: group, by: actor)
        }
    }

    private func code(_ release: GroupRelease, _ member: World.Member, _ world: World, isProven: Bool = true) async throws -> ReleaseCode {
        let (actor, code) = (actor(member, world), ReleaseCode.random())
        try await world.write { transaction, house, group in
            _ = try ShowReleaseCode(release.id, code: code, isProven: isProven).run(transaction, in: house, group: group, by: actor)
        }
        return code
    }

    @discardableResult
    private func spend(_ codes: [ReleaseCode], _ world: World) async throws -> [ID<GroupRelease>] {
        try await world.write { transaction, house, group in try SpendReleases(codes).run(transaction, in: house, group: group) }
    }

    private func messages(_ world: World) async throws -> Int? {
        try await world.read { connection, _, group in
            try connection.number("SELECT count(*) FROM message WHERE group_id = $1 AND kind = 'group_release'", [group.id.stored])
        }
    }

    @Test("two organisers agree, each with a code of a quarter of an hour that works once")
    func two() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        let (first, other) = (try await agree(.rosa, world), try await agree(.omar, world))
        let codes = [try await code(first, .rosa, world), try await code(other, .omar, world)]
        #expect(try await messages(world) == 0)
        await #expect(throws: SpendReleases.Fault.needsTwo) { try await spend([codes[0]], world) }
        await #expect(throws: SpendReleases.Fault.samePerson) { try await spend([codes[0], codes[0]], world) }
        await #expect(throws: SpendReleases.Fault.code(2)) { try await spend([codes[0], .random()], world) }
        world.time.move(by: .minutes(14))
        let spent = try await spend(codes, world)
        await #expect(throws: SpendReleases.Fault.code(1)) { try await spend(codes, world) }
        // No file came of it.
        try await world.write { transaction, _, group in try SpendReleases.giveBack(spent, in: group.id, transaction) }
        try await spend(codes, world)
    }

    @Test("after a quarter of an hour a code is good for nothing, and so is the one before the last that was shown")
    func tooLate() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        let (first, other) = (try await agree(.rosa, world), try await agree(.omar, world))
        let old = try await code(first, .rosa, world)
        let codes = [try await code(first, .rosa, world), try await code(other, .omar, world)]
        await #expect(throws: SpendReleases.Fault.code(1)) { try await spend([old, codes[1]], world) }
        world.time.move(by: .minutes(15))
        await #expect(throws: SpendReleases.Fault.code(1)) { try await spend(codes, world) }
    }

    @Test("one organiser alone waits a day of which everyone with a role is told; until then there is no code")
    func alone() async throws {
        let world = try await World()
        try await settle(world)
        let release = try await agree(.rosa, world)
        #expect(release.standing(at: world.now) == .waiting(until: world.now + .hours(24)))
        #expect(try await messages(world) == World.Member.allCases.count - 1)
        #expect(try await agree(.rosa, world) == release)
        #expect(try await messages(world) == World.Member.allCases.count - 1)
        await #expect(throws: Problem.conflict("moving.problem.waiting")) { try await code(release, .rosa, world) }
        world.time.move(by: .hours(24))
        try await spend([try await code(release, .rosa, world)], world)
    }

    @Test("who makes themself a second organiser, or takes the second one's role away, waits like one who is alone")
    func sudden() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world, ago: .days(6))
        let release = try await agree(.omar, world)
        #expect(release.standing(at: world.now) == .waiting(until: world.now + .hours(24)))

        // Both of long standing: then Rosa takes Omar's role away, and is alone with a code of before.
        let other = try await World()
        try await settle(other)
        try await second(other)
        let before = try await code(try await agree(.rosa, other), .rosa, other)
        let (omar, rosa) = (other.id(.omar), actor(.rosa, other))
        try await other.write { transaction, house, group in
            _ = try EndRole(.organiser, of: omar).run(transaction, in: house, group: group.id, by: rosa)
        }
        await #expect(throws: SpendReleases.Fault.notAnnounced) { try await spend([before], other) }
        #expect(try await agree(.rosa, other).isAnnounced)
    }

    @Test(
        "a session alone is not enough: whoever has not typed their passphrase waits like one who is alone, and is shown no code of a word that was given at once"
    )
    func unproven() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        #expect(try await agree(.rosa, world, isProven: false).standing(at: world.now) == .waiting(until: world.now + .hours(24)))
        let quick = try await agree(.omar, world)
        await #expect(throws: Problem.invalid("passphrase", "problem.required")) { try await code(quick, .omar, world, isProven: false) }
        _ = try await code(quick, .omar, world)
    }

    @Test("a code is good no longer than the week, however often it is shown")
    func noLongerThanTheWeek() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        let release = try await agree(.rosa, world)
        world.time.move(by: Span(milliseconds: GroupRelease.lapse.milliseconds - 300_000))
        let code = try await code(release, .rosa, world)
        world.time.move(by: .minutes(5))
        await #expect(throws: SpendReleases.Fault.code(1)) { try await spend([code, .random()], world) }
        await #expect(throws: Problem.conflict("moving.problem.over")) { _ = try await self.code(release, .rosa, world) }
    }

    @Test("a no that comes while the file is written counts when none comes of it")
    func late() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        let (first, other) = (try await agree(.rosa, world), try await agree(.omar, world))
        let codes = [try await code(first, .rosa, world), try await code(other, .omar, world)]
        let spent = try await spend(codes, world)
        let ines = world.actor(.ines)
        let isTaken = try await world.write { transaction, house, group in
            try StopRelease(first.id).run(transaction, in: house, group: group, by: ines)
        }
        #expect(isTaken)
        try await world.write { transaction, _, group in try SpendReleases.giveBack(spent, in: group.id, transaction) }
        await #expect(throws: SpendReleases.Fault.code(1)) { try await spend(codes, world) }
    }

    @Test("anybody with a role says no, and then there is no code and none works")
    func stopped() async throws {
        let world = try await World()
        try await settle(world)
        let release = try await agree(.rosa, world)
        world.time.move(by: .hours(25))
        let code = try await code(release, .rosa, world)
        let ines = world.actor(.ines)
        try await world.write { transaction, house, group in
            try StopRelease(release.id).run(transaction, in: house, group: group, by: ines)
            try StopRelease(release.id).run(transaction, in: house, group: group, by: ines)
        }
        await #expect(throws: SpendReleases.Fault.code(1)) { try await spend([code], world) }
        await #expect(throws: Problem.conflict("moving.problem.over")) { try await self.code(release, .rosa, world) }
        await #expect(throws: Problem.forbidden()) {
            try await world.write { transaction, house, group in try StopRelease(release.id).run(transaction, in: house, group: group, by: .visitor) }
        }
        #expect(try await agree(.rosa, world).id != release.id)
    }

    @Test("only organisers agree, and nobody shows another one's code")
    func roles() async throws {
        let world = try await World()
        try await settle(world)
        let omar = world.actor(.omar)
        await #expect(throws: Problem.forbidden()) {
            try await world.write { transaction, house, group in
                _ = try ReleaseGroup(isProven: true).run(transaction, in: house, group: group, by: omar)
            }
        }
        try await second(world)
        let release = try await agree(.rosa, world)
        await #expect(throws: Problem.missing()) { try await code(release, .omar, world) }
    }

    @Test("of a code the database holds the hash alone, and it is read however it is typed")
    func codes() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        let code = try await code(try await agree(.rosa, world), .rosa, world)
        #expect(code.text.count == 19 && ReleaseCode(typed: " " + code.text.uppercased().replacing("-", with: " ")) == code)
        #expect(ReleaseCode(typed: String(code.text.dropLast())) == nil && ReleaseCode(typed: "") == nil)
        let held = try await world.read { connection, _, _ in try connection.first("SELECT code_hash FROM group_release") { $0.bytes(0) } }
        #expect(held == code.hash)
    }

    @Test("a word of which nobody made use lapses after a week")
    func lapse() async throws {
        let world = try await World()
        try await settle(world)
        try await second(world)
        let release = try await agree(.rosa, world)
        world.time.move(by: .days(7))
        #expect(release.standing(at: world.now) == .over)
        await #expect(throws: Problem.conflict("moving.problem.over")) { try await code(release, .rosa, world) }
        #expect(try await world.read { connection, house, group in try GroupReleaseStore.pending(at: house.now, in: group.id, connection) }.isEmpty)
    }
}
