import Foundation
import Kernel
import Testing

@testable import Sealing

@Suite struct DayKeysTests {
    let scratch = Scratch()

    private func make(ahead: Int = 60) throws -> DayKeys { try DayKeys.create(at: scratch.dayKeys, today: monday, ahead: ahead) }

    @Test("a new file has a key for today and each of 60 days ahead, all different")
    func create() throws {
        let keys = try make()
        #expect(keys.days == monday...(monday + 60) && keys.epoch == 1 && keys.olderEpoch == nil && keys.floor == monday - 1)
        let all = try (0...60).map { try keys.key(for: monday + $0).bytes }
        #expect(Set(all).count == 61)
        #expect(throws: SealingFault.missingDay(monday + 61)) { try keys.key(for: monday + 61) }
        #expect(throws: SealingFault.missingDay(monday - 1)) { try keys.key(for: monday - 1) }
        #expect(!keys.has(monday - 1) && keys.has(monday))
    }

    @Test("file and folder are their owner's only, also after someone opened them up")
    func permissions() throws {
        _ = try make()
        #expect(try scratch.mode(scratch.dayKeys) == 0o600 && scratch.mode(scratch.path) == 0o700)
        #expect(chmod(scratch.dayKeys, 0o644) == 0)
        _ = try DayKeys.open(at: scratch.dayKeys)
        #expect(try scratch.mode(scratch.dayKeys) == 0o600)
    }

    @Test("a file that exists is never made again, and one that is missing is never made silently")
    func existing() throws {
        _ = try make()
        #expect(throws: SealingFault.keyFileExists(scratch.dayKeys)) { try make() }
        #expect(throws: SealingFault.missingKeyFile(scratch.path + "/other")) { try DayKeys.open(at: scratch.path + "/other") }
    }

    @Test("opened again, the file gives the same keys")
    func reopen() throws {
        let keys = try make()
        let again = try DayKeys.open(at: scratch.dayKeys)
        for ahead in 0...60 { #expect(try again.key(for: monday + ahead) == keys.key(for: monday + ahead)) }
        #expect(try scratch.bytes(scratch.dayKeys).count == 32_768)
    }

    @Test("a dropped key stands nowhere in the file; its neighbours stay")
    func dropThrough() throws {
        let keys = try make()
        let gone = try (0...4).map { try keys.key(for: monday + $0).bytes }
        let kept = try keys.key(for: monday + 5)
        #expect(try scratch.bytes(scratch.dayKeys).holds(gone[2]))
        try keys.drop(through: monday + 4)
        let file = try scratch.bytes(scratch.dayKeys)
        for key in gone { #expect(!file.holds(key)) }
        #expect(try keys.key(for: monday + 5) == kept && keys.floor == monday + 4)
        #expect(throws: SealingFault.missingDay(monday + 4)) { try DayKeys.open(at: scratch.dayKeys).key(for: monday + 4) }
    }

    @Test("one day can be dropped while an older one is stuck")
    func dropOnly() throws {
        let keys = try make()
        let gone = try keys.key(for: monday + 1).bytes
        try keys.drop(only: monday + 1)
        #expect(try !scratch.bytes(scratch.dayKeys).holds(gone))
        #expect(keys.has(monday) && !keys.has(monday + 1) && keys.floor == monday - 1)
        #expect(keys.allDays.prefix(2) == [monday, monday + 2])
    }

    @Test("the file stays as long as it was whatever is made and dropped")
    func fixedSize() throws {
        let keys = try make(ahead: 10)
        for day in 0..<30 {
            try keys.extend(to: monday + day + 10)
            try keys.drop(through: monday + day - 1)
        }
        #expect(try scratch.bytes(scratch.dayKeys).count == 32_768)
        #expect(keys.days == (monday + 29)...(monday + 39))
    }

    @Test("extending makes what is missing at the end, and changes no key that is there")
    func extend() throws {
        let keys = try make(ahead: 2)
        let before = try keys.key(for: monday + 2)
        try keys.extend(to: monday + 5)
        try keys.extend(to: monday + 4)
        #expect(keys.days == monday...(monday + 5))
        #expect(try keys.key(for: monday + 2) == before)
        #expect(try DayKeys.open(at: scratch.dayKeys).key(for: monday + 5) == keys.key(for: monday + 5))
    }

    @Test("extending never revives a dropped day, also after the file was opened again")
    func noRevival() throws {
        var keys = try make(ahead: 6)
        try keys.drop(only: monday + 3)
        try keys.drop(only: monday + 6)
        try keys.drop(through: monday + 1)
        keys = try DayKeys.open(at: scratch.dayKeys)
        try keys.extend(to: monday + 8, from: monday - 10)
        #expect(keys.allDays == [monday + 2, monday + 4, monday + 5, monday + 7, monday + 8])
        try keys.drop(through: monday + 20)
        try keys.extend(to: monday + 20)
        #expect(keys.days == nil)
        try keys.extend(to: monday + 22)
        #expect(keys.allDays == [monday + 21, monday + 22])
    }

    @Test("after a long time without power, days that nobody needs are skipped; a full file says so")
    func longGap() throws {
        let keys = try make()
        #expect(throws: SealingFault.keyFileFull) { try keys.extend(to: monday + 900) }
        #expect(keys.days == monday...(monday + 60))
        try keys.extend(to: monday + 900, from: monday + 840)
        #expect(keys.has(monday + 60) && !keys.has(monday + 61) && !keys.has(monday + 839) && keys.has(monday + 840))
        #expect(throws: SealingFault.keyFileFull) { try DayKeys.create(at: scratch.path + "/b", today: monday, ahead: 5_000) }
    }

    @Test("a key looked up while others change the file is always the right one")
    func together() async throws {
        let keys = try make()
        let last = try keys.key(for: monday + 60)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for day in 0..<10 {
                group.addTask { try keys.drop(only: monday + day) }
                group.addTask { try keys.extend(to: monday + 60 + day) }
                group.addTask {
                    let found = try keys.key(for: monday + 60)
                    #expect(found == last)
                }
            }
            try await group.waitForAll()
        }
        #expect(keys.days == (monday + 10)...(monday + 69))
    }
}
