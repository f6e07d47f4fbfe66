import Kernel
import Testing

@testable import Sealing

/// What is left on disk when power goes at any point of a change, and what a damaged disk leaves.
@Suite struct DayKeysCrashTests {
    let scratch = Scratch()
    private let slot = DayKeySlot.byteCount

    /// The file before and after a drop, and the key that was dropped.
    private func dropped() throws -> (before: [UInt8], after: [UInt8], gone: [UInt8]) {
        let keys = try DayKeys.create(at: scratch.dayKeys, today: monday)
        let before = try scratch.bytes(scratch.dayKeys)
        let gone = try keys.key(for: monday).bytes
        try keys.drop(through: monday)
        return (before, try scratch.bytes(scratch.dayKeys), gone)
    }

    @Test("a crash between the two slots keeps the newer one, and the dropped key leaves the stale one when the file opens", arguments: [0, 1])
    func betweenSlots(newer: Int) throws {
        let (before, after, gone) = try dropped()
        try scratch.change(scratch.dayKeys) { bytes in
            bytes = newer == 0 ? Array(after[..<slot] + before[slot...]) : Array(before[..<slot] + after[slot...])
        }
        #expect(try scratch.bytes(scratch.dayKeys).holds(gone))
        let keys = try DayKeys.open(at: scratch.dayKeys)
        #expect(!keys.has(monday) && keys.has(monday + 1))
        #expect(try !scratch.bytes(scratch.dayKeys).holds(gone))
    }

    /// The last cut lies in the checksum, eight bytes before its end: where the one last byte was missing, it would be the right one already once in 256 runs.
    @Test("a crash in the middle of a slot keeps the other one", arguments: [0, 1], [0, 9, 70, 4_000, 16_376])
    func tornSlot(torn: Int, at cut: Int) throws {
        let (before, after, _) = try dropped()
        try scratch.change(scratch.dayKeys) { bytes in
            bytes = before
            let start = torn * slot
            bytes.replaceSubrange(start..<(start + cut), with: after[start..<(start + cut)])
        }
        let keys = try DayKeys.open(at: scratch.dayKeys)
        #expect(keys.has(monday) && keys.days == monday...(monday + 60))
        let healed = try scratch.bytes(scratch.dayKeys)
        #expect(healed[..<slot] == healed[slot...].prefix(slot))
    }

    @Test("one damaged slot is written anew from the other", arguments: [0, 1])
    func damagedSlot(index: Int) throws {
        let key = try DayKeys.create(at: scratch.dayKeys, today: monday).key(for: monday + 9)
        try scratch.change(scratch.dayKeys) { $0[index * slot + 500] ^= 1 }
        #expect(try DayKeys.open(at: scratch.dayKeys).key(for: monday + 9) == key)
        try scratch.change(scratch.dayKeys) { $0[(1 - index) * slot + 500] ^= 1 }
        #expect(try DayKeys.open(at: scratch.dayKeys).key(for: monday + 9) == key)
    }

    @Test("a file cut after its first slot opens and is whole again")
    func cutFile() throws {
        let key = try DayKeys.create(at: scratch.dayKeys, today: monday).key(for: monday)
        try scratch.change(scratch.dayKeys) { $0.removeLast(slot - 5) }
        #expect(try DayKeys.open(at: scratch.dayKeys).key(for: monday) == key)
        #expect(try scratch.bytes(scratch.dayKeys).count == 2 * slot)
    }

    @Test("damage to both slots is an error, never an empty file", arguments: [0, 100, 16_384, 32_768])
    func bothSlots(kept: Int) throws {
        _ = try DayKeys.create(at: scratch.dayKeys, today: monday)
        try scratch.change(scratch.dayKeys) { bytes in
            bytes[40] ^= 1
            if kept == bytes.count { bytes[slot + 40] ^= 1 }
            bytes.removeLast(bytes.count - kept)
        }
        #expect(throws: SealingFault.damagedKeyFile) { try DayKeys.open(at: scratch.dayKeys) }
        #expect(try scratch.bytes(scratch.dayKeys).count == kept)
    }

    @Test("every byte of a slot is under its checksum")
    func checksum() {
        let whole = DayKeySlot.write(DayKeyTable(today: monday, last: monday + 3), generation: 5)
        #expect(DayKeySlot.read(whole[...])?.generation == 5)
        for index in stride(from: 0, to: whole.count, by: 61) {
            var changed = whole
            changed[index] ^= 0x80
            #expect(DayKeySlot.read(changed[...]) == nil)
        }
    }
}
