import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// The list of what has ended, which every backup of the keys carries and which is kept beside them once an hour.
@Suite struct EndingsTests {
    @Test("the list holds nothing that ended before any backup that still opens, and nobody who is forgotten")
    func bounded() async throws {
        let world = try await World()
        let (left, forgotten) = (try await world.neighbourWhoHelps("Nadia Roe"), try await world.neighbourWhoHelps("Piet Roe"))
        let (gone, longGone) = (ID<Subject>(high: 1, low: 1), ID<Subject>(high: 1, low: 2))
        let (ivo, omar) = (world.id(.ivo), world.id(.omar))
        let (lately, long) = (world.now - .days(61), world.now - .days(64))
        try await world.write { transaction, house, group in
            try ForgettingStore.noteErasure(gone, at: lately, in: group.id, transaction)
            try ForgettingStore.noteErasure(longGone, at: long, in: group.id, transaction)
            try PersonStore.end(.treasurer, of: ivo, at: lately, in: group.id, transaction)
            try PersonStore.end(.dispatcher, of: omar, at: long, in: group.id, transaction)
            _ = try transaction.execute("UPDATE helper SET state = 'left' WHERE group_id = $1", [group.id.stored])
            _ = try transaction.execute(
                "UPDATE person SET forgotten_at = $1 WHERE group_id = $2 AND person_id = $3", [house.now.stored, group.id.stored, forgotten.stored])
        }
        let list = try await world.read { connection, house, _ in try Endings(at: house.now, connection) }
        #expect(list.erasures.map(\.id) == [gone] && list.roles.map(\.id) == [ivo.subject])
        #expect(list.gone.contains { $0.id == left.subject } && !list.gone.contains { $0.id == forgotten.subject })
    }

    @Test("what is written by hand reads as what it was, every list in its place")
    func bytes() throws {
        func row(_ number: UInt64, _ more: String? = nil) -> Endings.Row {
            Endings.Row(group: ID(high: 1, low: number), id: ID(high: 2, low: number), more: more)
        }
        var list = Endings()
        #expect(try Endings(bytes: list.bytes()) == list)
        list.erasures = [row(1), row(2)]
        list.links = [row(3)]
        list.roles = [row(4, "treasurer"), row(4, "organiser")]
        list.withdrawnAsks = [row(5)]
        list.withdrawnOffers = [row(6)]
        list.withoutPhone = [row(7)]
        list.gone = [row(8)]
        list.blockedPairs = [row(9, ID<Person>(high: 3, low: 9).text)]
        #expect(try Endings(bytes: list.bytes()) == list)
    }
}
