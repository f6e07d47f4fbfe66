import Kernel
import Testing

@testable import Sealing

@Suite struct WrapTests {
    let key = SealingKey.random()
    let reader = SealingKey.random()
    let today = SealingKey.random()
    let later = SealingKey.random()

    private func wrapped() -> [UInt8] { Wrap.wrap(key, for: reader, bound: .phone, day: monday, under: today) }

    @Test("a wrapped key opens for its reader under its day, and takes 89 bytes")
    func roundTrip() throws {
        let wrapped = wrapped()
        #expect(wrapped.count == 89)
        #expect(try Wrap.unwrap(wrapped, by: reader, bound: .phone, day: monday, under: today) == key)
    }

    @Test("reader, binding, day and day key are each needed")
    func wrongParts() {
        let wrapped = wrapped()
        let other = Binding(group: [1, 2, 3], record: [4, 6], field: "person.phone", version: 1)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: .random(), bound: .phone, day: monday, under: today) }
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: reader, bound: other, day: monday, under: today) }
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: reader, bound: .phone, day: monday + 1, under: today) }
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: reader, bound: .phone, day: monday, under: later) }
    }

    @Test("a moved key opens under the new day and no longer under the old one, without the reader's key")
    func move() throws {
        let moved = try Wrap.move(wrapped(), bound: .phone, from: (monday, today), to: (monday + 3, later))
        #expect(try Wrap.unwrap(moved, by: reader, bound: .phone, day: monday + 3, under: later) == key)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(moved, by: reader, bound: .phone, day: monday, under: today) }
        #expect(moved.count == 89)
    }

    @Test("nothing moves from a day it is not under, or to another record")
    func wrongMove() {
        let other = Binding(group: [1, 2, 3], record: [9], field: "person.phone", version: 1)
        #expect(throws: SealingFault.damaged) { try Wrap.move(wrapped(), bound: .phone, from: (monday + 1, today), to: (monday, later)) }
        #expect(throws: SealingFault.damaged) { try Wrap.move(wrapped(), bound: other, from: (monday, today), to: (monday, later)) }
    }

    @Test("what arrives while a group is locked opens with the group's key after the unlock")
    func publicHalf() throws {
        let half = try #require(ReaderPublicHalf(bytes: reader.publicHalf.bytes))
        let wrapped = try Wrap.wrap(key, for: half, bound: .phone, day: monday, under: today)
        #expect(wrapped.count == 109 && Wrap.isForPublicHalf(wrapped))
        #expect(try Wrap.unwrap(wrapped, by: reader, bound: .phone, day: monday, under: today) == key)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: .random(), bound: .phone, day: monday, under: today) }
        let moved = try Wrap.move(wrapped, bound: .phone, from: (monday, today), to: (monday + 1, later))
        #expect(try Wrap.unwrap(moved, by: reader, bound: .phone, day: monday + 1, under: later) == key)
    }

    @Test("a key wrapped without a day is no key under a day, nor the other way round")
    func withoutDay() throws {
        let lasting = Wrap.wrap(key, for: reader, bound: .phone)
        #expect(lasting.count == 61)
        #expect(try Wrap.unwrap(lasting, by: reader, bound: .phone) == key)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(lasting, by: reader, bound: .phone, day: monday, under: today) }
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped(), by: reader, bound: .phone) }
    }

    @Test("every changed byte and every cut of a wrapped key is told")
    func damage() {
        let wrapped = wrapped()
        for index in wrapped.indices {
            var changed = wrapped
            changed[index] ^= 1
            #expect(throws: SealingFault.damaged) { try Wrap.unwrap(changed, by: reader, bound: .phone, day: monday, under: today) }
            let cut = Array(wrapped[..<index])
            #expect(throws: SealingFault.damaged) { try Wrap.unwrap(cut, by: reader, bound: .phone, day: monday, under: today) }
        }
    }

    @Test("without its day a key is carried to another installation: there it opens for its reader under that one's day, and for nobody before")
    func carried() throws {
        let peeled = try Wrap.peel(wrapped(), bound: .phone, day: monday, under: today)
        #expect(throws: SealingFault.damaged) { try Wrap.peel(wrapped(), bound: .phone, day: monday, under: later) }
        let there = try Wrap.cover(peeled, bound: .phone, day: monday + 5, under: later)
        #expect(try Wrap.unwrap(there, by: reader, bound: .phone, day: monday + 5, under: later) == key)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(there, by: .random(), bound: .phone, day: monday + 5, under: later) }
        #expect(throws: SealingFault.damaged) { try Wrap.cover([9] + peeled.dropFirst(), bound: .phone, day: monday, under: later) }
        #expect(throws: SealingFault.damaged) { try Wrap.cover([], bound: .phone, day: monday, under: later) }
    }
}
