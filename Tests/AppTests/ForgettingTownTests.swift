import Alongside
import Kernel
import TestKit
import Testing

/// Forgetting as a whole town knows it: every sealed column, every key that anybody still has, and the backups of each night.
@Suite(.serialized) struct ForgettingTownTests {
    @Test("forgetting: on day 31 a backup of day 0 opens with no key that is left, and that of day 25 all of the living and nothing that was closed")
    func days() async throws {
        var town = try await PassingTown()
        let closed = try await town.close(4)
        let first = try await town.backUp()
        let firstKeys = try town.sealedKeys()

        // On day 0 everything opens: in every sealed column, with the keys beside it and with those of the backup.
        let whole = try await town.opens(first, with: town.keys)
        for column in SealedColumn.allCases { #expect(whole.open[column, default: 0] > 0, "\(column) is empty, so nothing is shown of it") }
        #expect(whole.shut.isEmpty && closed.count >= 6 && closed.isSubset(of: whole.byLink))
        #expect(try await town.opens(first, with: town.folder(of: firstKeys)) == whole)

        try await town.pass(days: 25)
        let later = try await town.backUp()
        try await town.pass(days: 6)
        let living = try await town.living(in: later)
        #expect(living.count > 100 && living.isDisjoint(with: closed))

        let left = [town.keys, try town.folder(of: town.sealedKeys())]
        for keys in left {
            let old = try await town.opens(first, with: keys)
            #expect(old.open.isEmpty && old.byLink.isEmpty, "\(old.open)")
            let young = try await town.opens(later, with: keys)
            #expect(living.subtracting(young.subjects).isEmpty)
            #expect(young.subjects.isDisjoint(with: closed) && !young.byLink.isEmpty && young.byLink.isDisjoint(with: closed))
        }

        // Whoever keeps a backup of the keys that should have been replaced does open what it belongs to: so the above could have failed.
        #expect(try await town.opens(first, with: town.folder(of: firstKeys)) == whole)
        try town.end()
    }

    @Test("forgetting: with the one chore left out that forgets, what was closed on day 0 still opens on day 31")
    func withoutForgetting() async throws {
        var town = try await PassingTown()
        let closed = try await town.close(4)
        let first = try await town.backUp()
        try await town.pass(days: 31, forgets: false, backingUp: false)
        let old = try await town.opens(first, with: town.keys)
        #expect(old.shut.isEmpty && closed.isSubset(of: old.subjects) && closed.isSubset(of: old.byLink))
        try town.end()
    }
}
