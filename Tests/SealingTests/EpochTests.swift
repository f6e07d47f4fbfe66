import Kernel
import Testing

@testable import Sealing

@Suite struct EpochTests {
    let scratch = Scratch()

    @Test("burning gives every day a new key, keeps the old ones readable until it ends, and then nowhere")
    func burn() throws {
        var keys = try DayKeys.create(at: scratch.dayKeys, today: monday)
        let old = try keys.key(for: monday + 7)
        #expect(try keys.beginEpoch(today: monday + 1) == 2)
        keys = try DayKeys.open(at: scratch.dayKeys)
        let new = try keys.key(for: monday + 7)
        #expect(new != old && keys.epoch == 2 && keys.olderEpoch == 1)
        #expect(try keys.key(for: monday + 7, epoch: 1) == old && keys.key(for: monday + 7, epoch: 2) == new)
        #expect(keys.days == (monday + 1)...(monday + 60))
        try keys.endEpoch()
        #expect(throws: SealingFault.missingEpoch(1)) { try keys.key(for: monday + 7, epoch: 1) }
        #expect(try !scratch.bytes(scratch.dayKeys).holds(old.bytes) && keys.key(for: monday + 7) == new && keys.olderEpoch == nil)
    }

    @Test("a second burn waits for the first to end; ending twice does no harm")
    func unfinished() throws {
        let keys = try DayKeys.create(at: scratch.dayKeys, today: monday)
        try keys.endEpoch()
        try keys.beginEpoch(today: monday)
        #expect(throws: SealingFault.epochUnfinished) { try keys.beginEpoch(today: monday) }
        try keys.endEpoch()
        try keys.endEpoch()
        #expect(try keys.beginEpoch(today: monday) == 3)
    }

    @Test("a drop reaches both epochs, and a burn revives no dropped day")
    func dropInBoth() throws {
        let keys = try DayKeys.create(at: scratch.dayKeys, today: monday)
        try keys.drop(only: monday + 2)
        try keys.drop(through: monday)
        try keys.beginEpoch(today: monday - 5)
        #expect(!keys.has(monday) && !keys.has(monday + 2) && keys.has(monday + 1))
        let both = try [1, 2].map { try keys.key(for: monday + 1, epoch: $0).bytes }
        try keys.drop(only: monday + 1)
        let file = try scratch.bytes(scratch.dayKeys)
        for key in both { #expect(!file.holds(key)) }
        let more = try [1, 2].map { try keys.key(for: monday + 3, epoch: $0).bytes }
        try keys.drop(through: monday + 3)
        let later = try scratch.bytes(scratch.dayKeys)
        for key in more { #expect(!later.holds(key)) }
    }

    @Test("during a burn the new epoch is extended")
    func extend() throws {
        let keys = try DayKeys.create(at: scratch.dayKeys, today: monday)
        try keys.beginEpoch(today: monday)
        try keys.extend(to: monday + 61)
        #expect(keys.has(monday + 61))
        #expect(throws: SealingFault.missingDay(monday + 61)) { try keys.key(for: monday + 61, epoch: 1) }
    }

    @Test("a wrapped key moves from one epoch to the next under the same day")
    func rewrap() throws {
        let keys = try DayKeys.create(at: scratch.dayKeys, today: monday)
        let (subject, reader) = (SealingKey.random(), SealingKey.random())
        let wrapped = try Wrap.wrap(subject, for: reader, bound: .phone, day: monday, under: keys.key(for: monday))
        try keys.beginEpoch(today: monday)
        let moved = try Wrap.move(
            wrapped, bound: .phone, from: (monday, keys.key(for: monday, epoch: 1)), to: (monday, keys.key(for: monday)))
        try keys.endEpoch()
        #expect(try Wrap.unwrap(moved, by: reader, bound: .phone, day: monday, under: keys.key(for: monday)) == subject)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: reader, bound: .phone, day: monday, under: keys.key(for: monday)) }
    }
}
