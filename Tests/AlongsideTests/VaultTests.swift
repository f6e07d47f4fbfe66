import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct VaultTests {
    private struct Undone: Error {}

    @Test("the key of a group whose founding was undone is not remembered; the one that was kept opens what is sealed under it")
    func undone() async throws {
        let world = try await World()
        let house = world.house
        let group = ID<Group>.random(by: house.random)
        // The first leaves the key that it made, the second also reads it inside the transaction.
        for reads in [false, true] {
            await #expect(throws: Undone.self) {
                try await house.database.write { transaction in
                    try Self.found(group, house, transaction)
                    if reads { _ = try house.vault.groupKey(group, transaction) }
                    throw Undone()
                }
            }
            await #expect(throws: Problem(.broken, "problem.key.group")) {
                try await house.database.read { _ = try house.vault.groupKey(group, $0) }
            }
        }
        let inside = try await house.database.write { transaction in
            try Self.found(group, house, transaction)
            return try house.vault.groupKey(group, transaction)
        }
        let remembered = try await house.database.read { try house.vault.groupKey(group, $0) }
        let fresh = try await house.database.read { try Vault(folder: house.vault.folder).groupKey(group, $0) }
        let sealed = Seal.seal([1, 2, 3], under: inside, bound: Self.binding)
        for key in [remembered, fresh] { #expect(try Seal.open(sealed, under: key, bound: Self.binding) == [1, 2, 3]) }
    }

    private static let binding = Binding(group: [1], record: [2], field: "three", version: 1)

    private static func found(_ id: ID<Group>, _ house: House, _ transaction: any Transaction) throws {
        guard var group = try GroupStore.named("riverside", transaction) else { throw Problem.missing() }
        group = Group(
            id: id, slug: "hillside", name: "Hillside", createdAt: house.now, timeZone: group.timeZone, firstWeekday: group.firstWeekday,
            country: group.country, currency: group.currency, languages: group.languages, retentionDays: group.retentionDays, scope: group.scope,
            pausedUntil: nil, urgentHoldMinutes: group.urgentHoldMinutes, normalHoldMinutes: group.normalHoldMinutes,
            nightFrom: group.nightFrom, nightTo: group.nightTo, weeklyLimit: group.weeklyLimit, cap: group.cap,
            approvalLimit: group.approvalLimit, silenceHours: group.silenceHours, crisisNumber: nil, groupPhone: nil
        )
        try GroupStore.insert(group, transaction)
        try house.vault.begin(id, transaction)
    }
}
