import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

/// What was typed while founding, where several nodes hold the keys.
@Suite struct FoundingDraftTests {
    private let world: World
    private let token = LinkToken.random()
    private let typed: FoundingDraft

    init() async throws {
        world = try await World()
        var draft = FoundingDraft()
        draft[.name] = ["Elm Street"]
        typed = draft
    }

    private var keys: DayKeys { world.house.vault.dayKeys }

    private func keep() async throws {
        let (token, typed) = (token, typed)
        try await world.write { transaction, house, _ in
            try SetUpStore.open(token, transaction)
            try KeepFoundingDraft(typed).run(transaction, in: house, setUp: token)
        }
    }

    private func kept() async throws -> FoundingDraft {
        let token = token
        return try await world.read { connection, house, _ in try SetUpStore.draft(by: token, in: house, connection) }
    }

    @Test("what was typed while founding waits for a key that only another node has; it is gone once its day has passed, not before")
    func elsewhere() async throws {
        let today = world.now.day
        try await keep()
        #expect(try await kept() == typed)
        world.house.vault.among(.init(today: today, last: today + 60, published: today + 60))
        try keys.drop(only: today + 7)
        await #expect(throws: Problem(.busy, "problem.key.elsewhere")) { try await kept() }
        world.time.move(by: .days(8))
        #expect(try await kept() == FoundingDraft())
    }

    @Test("what was typed while founding is sealed to no later day than every node can read")
    func lastDay() async throws {
        let today = world.now.day
        world.house.vault.among(.init(today: today, last: today + 3, published: today + 60))
        try keys.drop(only: today + 7)
        try await keep()
        #expect(try await kept() == typed)
    }
}
