import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

/// Two asks that were joined are parted again, and nothing else of them changes.
@Suite struct JoinAsksUndoTests {
    @Test("taking back that two asks are of one person leaves what another dispatcher decided meanwhile")
    func others() async throws {
        let scene = try await MatchingScene()
        let (first, second) = (try await scene.ask(), try await scene.ask(alias: "Khaled"))
        let own = try await scene.asking.ask(second).person
        let undo = try await scene.asking.join(second, first, .person)
        scene.world.time.move(by: .minutes(1))
        try await scene.triage(second, urgency: .today, zone: "Dock Street", by: .rosa)
        let decided = DeskUndo.before(try await scene.asking.ask(second))
        try await scene.asking.takeBack(undo)
        let ask = try await scene.asking.ask(second)
        #expect(ask.person == own && ask.urgency == .today)
        #expect(DeskUndo.before(ask) == decided)
    }

    @Test("two who were said to be one person after each other are parted in the order that they were joined, the last first")
    func order() async throws {
        let scene = try await AskScene()
        var asks: [ID<Ask>] = []
        for phone in ["+447700900123", "+447700900124", "+447700900125"] {
            asks.append(try await scene.open(scene.input(contact: Contact(reach: .phone, phone: phone))).ask)
        }
        var people: [ID<Person>?] = []
        for ask in asks { people.append(try await scene.ask(ask).person) }
        let undos = [try await scene.join(asks[0], asks[1], .person), try await scene.join(asks[0], asks[2], .person)]
        #expect(await problem { try await scene.takeBack(undos[0]) } == .conflict("desk.problem.moved"))
        #expect(try await scene.ask(asks[0]).person == people[2])
        try await scene.takeBack(undos[1])
        #expect(try await scene.ask(asks[0]).person == people[1])
        try await scene.takeBack(undos[0])
        #expect(try await scene.ask(asks[0]).person == people[0])
    }

    @Test("an ask that was nobody's is nobody's again, and so is its link, while an older link stays whose it was")
    func nobody() async throws {
        let scene = try await AskScene()
        let first = try await scene.open().ask
        let opened = try await scene.open(scene.input(contact: Contact(reach: .other)))
        let old = try await scene.ask(opened.ask).person
        let older = LinkToken.random()
        try await scene.world.write { transaction, house, group in
            var ask = try AskStore.existing(opened.ask, in: group.id, transaction)
            ask.person = nil
            try AskStore.update(ask, in: group.id, transaction)
            try LinkStore.give(opened.ask.subject, to: nil, in: group.id, transaction)
            let link = PrivateLink(group: group.id, id: house.newID(), purpose: .asker, person: old, subject: opened.ask.subject, roles: [])
            try LinkStore.insert(link, hash: older.hash, at: house.now, transaction)
        }
        let undo = try await scene.join(opened.ask, first, .person)
        let person = try await scene.ask(first).person
        #expect(try await scene.link(opened.token).0.person == person)
        #expect(try await scene.link(older).0.person == person)
        try await scene.takeBack(undo)
        #expect(try await scene.ask(opened.ask).person == nil)
        #expect(try await scene.link(opened.token).0.person == nil)
        #expect(try await scene.link(older).0.person == old)
    }

    @Test("a duplicate that was opened and closed again since is not opened by the way back")
    func closedAgain() async throws {
        let scene = try await AskScene()
        let (first, second) = (try await scene.open().ask, try await scene.open().ask)
        let undo = try await scene.join(second, first, .ask)
        scene.world.time.move(by: .minutes(1))
        let omar = scene.world.actor(.omar)
        try await scene.world.write { try ReopenAsk(second).run($0, in: $1, group: $2, by: omar) }
        try await scene.world.write { try CloseAsk(second, reason: .duplicate).run($0, in: $1, group: $2, by: omar) }
        #expect(await problem { try await scene.takeBack(undo) } == .conflict("desk.problem.moved"))
        #expect(try await scene.ask(second).state == .closed)
    }

    @Test("a duplicate that is opened again by the way back is asked how it was the last time, as was planned")
    func followUp() async throws {
        let scene = try await AskScene()
        let (first, second) = (try await scene.open().ask, try await scene.open().ask)
        try await scene.match(second, helper: scene.helper(), .done, ask: .done)
        let omar = scene.world.actor(.omar)
        try await scene.world.write { try ReopenAsk(second).run($0, in: $1, group: $2, by: omar) }
        let undo = try await scene.join(second, first, .ask)
        let asked = { try await scene.world.read { connection, _, group in try FollowUpStore.of(second, in: group.id, connection)?.state } }
        #expect(try await asked() == .dropped)
        try await scene.takeBack(undo)
        #expect(try await asked() == .waiting)
        #expect(try await scene.ask(second).state == .open)
    }
}
