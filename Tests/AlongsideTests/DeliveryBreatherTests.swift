import Alongside
import Kernel
import Storage
import TestKit
import Testing

/// A breather, limits, and leaving.
@Suite struct DeliveryBreatherTests {
    @Test("0.13 a breather hides somebody from matching at once, and no reason is kept")
    func breather() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let (helper, actor) = (scene.helpers[0], scene.holder())
        try await scene.run { try TakeBreather(helper).run($0, in: $1, group: $2, by: actor) }

        #expect(try await scene.found(0).state == .cancelled)
        #expect(try await scene.found(1).state == .proposed)
        let (active, events) = try await scene.world.read { connection, house, group in
            (
                try HelperStore.allActive(at: house.now, in: group.id, connection).map(\.id),
                try History.of(helper.subject, key: nil, in: house, group: group.id, connection)
            )
        }
        #expect(!active.contains(helper))
        #expect(events.contains { $0.verb == .rested && $0.detail == nil })
    }

    @Test("0.13 messages wait until the breather is over")
    func quiet() async throws {
        let scene = try await DeliveryScene(helpers: 1)
        let (helper, actor) = (scene.helpers[0], scene.holder())
        try await scene.run { transaction, house, group in
            try Compose.toHelper(.silentHelper, helper, in: house, group: group, transaction)
            try TakeBreather(helper).run(transaction, in: house, group: group, by: actor)
        }
        func waiting() async throws -> Int {
            try await scene.world.read { connection, house, group in
                try MessageStore.waiting(at: house.now, in: group.id, connection).filter { $0.person == helper }.count
            }
        }
        #expect(try await waiting() == 0)
        try await scene.run { try ComeBack(helper).run($0, in: $1, group: $2, by: actor) }
        #expect(try await waiting() == 1)
    }

    @Test("a breather with a last day ends by itself")
    func until() async throws {
        let scene = try await DeliveryScene()
        let (helper, actor) = (scene.helpers[0], scene.holder())
        let today = World.start.day
        try await scene.run { try TakeBreather(helper, until: today + 2).run($0, in: $1, group: $2, by: actor) }
        let found = try await scene.world.read { connection, _, group in try HelperStore.existing(helper, in: group.id, connection) }
        #expect(!found.isActive(at: World.start + .days(2)))
        #expect(found.isActive(at: World.start + .days(3)))
    }

    @Test("leaving hands over what was promised, and closes what is held")
    func leaving() async throws {
        let scene = try await DeliveryScene()
        try await scene.accept()
        let (helper, actor) = (scene.helpers[0], scene.holder())
        try await scene.run { try LeaveHelping(helper).run($0, in: $1, group: $2, by: actor) }

        #expect(try await scene.theAsk().state == .open)
        #expect(try await scene.found().state == .handedBack)
        let state = try await scene.world.read { connection, _, group in try HelperStore.existing(helper, in: group.id, connection).state }
        #expect(state == .left)
    }

    @Test("nobody but a dispatcher says how far somebody is known")
    func trust() async throws {
        let scene = try await DeliveryScene()
        let (helper, actor, omar) = (scene.helpers[0], scene.holder(), scene.world.actor(.omar))
        #expect(await problem { try await scene.run { try SetTrust(.paired, of: helper).run($0, in: $1, group: $2, by: actor) } }?.kind == .forbidden)
        try await scene.run { try SetTrust(.paired, of: helper).run($0, in: $1, group: $2, by: omar) }
        let trust = try await scene.world.read { connection, _, group in try HelperStore.existing(helper, in: group.id, connection).trust }
        #expect(trust == .paired)
    }

    @Test("a pair is kept apart whichever way round it is asked")
    func pairs() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let (one, two, omar) = (scene.helpers[0], scene.helpers[1], scene.world.actor(.omar))
        try await scene.run { try BlockPair(one, two).run($0, in: $1, group: $2, by: omar) }
        let both = try await scene.world.read { connection, _, group in
            [try HelperPairStore.blocked(with: one, in: group.id, connection), try HelperPairStore.blocked(with: two, in: group.id, connection)]
        }
        #expect(both == [[two], [one]])
    }
}
