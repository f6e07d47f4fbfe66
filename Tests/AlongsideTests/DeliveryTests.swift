import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

/// From an offer to "done", and every way it can go otherwise.
@Suite struct DeliveryTests {
    @Test("a yes wins the ask, tells the asker, and lets the task's own link read it")
    func accepting() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let token = try await scene.token()
        try await scene.accept(token: token)

        #expect(try await scene.found().state == .accepted)
        // Further down in the order, and asked only if this is handed back.
        #expect(try await scene.found(1).state == .planned)
        #expect(try await scene.theAsk().state == .accepted)
        let told = try await scene.asking.messages(.helperFound)
        #expect(told.count == 1)
        #expect(told.first?.words.text.contains("Amina") == true)
        #expect(try await opens(scene, token))
    }

    @Test("when the task is over its link reads the ask no more")
    func dismissed() async throws {
        let scene = try await DeliveryScene()
        let token = try await scene.token()
        try await scene.accept(token: token)
        let (id, actor) = (scene.match, scene.holder())
        try await scene.run { try DeliverAsk(id).run($0, in: $1, group: $2, by: actor) }

        #expect(try await scene.theAsk().state == .done)
        #expect(try await !opens(scene, token))
    }

    @Test("of two who say yes one wins, and the other is told kindly")
    func twoAtOnce() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let (ask, other) = (scene.ask, scene.matches[1])
        try await scene.run { transaction, house, group in
            var second = try MatchStore.existing(other, in: group.id, transaction)
            try MatchStore.apply(.propose, to: &second, at: house.now)
            try MatchStore.update(second, in: group.id, transaction)
            #expect(try MatchStore.of(ask: ask, in: group.id, transaction).count == 2)
        }
        try await scene.accept(0)
        let refused = await problem { try await scene.accept(1) }

        #expect(refused?.kind == .conflict)
        #expect(refused?.key == "helping.taken")
        #expect(try await scene.found(0).state == .accepted)
    }

    @Test("a no asks the next in the order; after the last the ask is the dispatcher's")
    func declining() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let (first, second) = (scene.matches[0], scene.matches[1])
        let (one, two) = (scene.holder(0), scene.holder(1))
        try await scene.run { try DeclineMatch(first).run($0, in: $1, group: $2, by: one) }
        #expect(try await scene.found(1).state == .proposed)
        #expect(try await scene.theAsk().state == .offered)

        try await scene.run { try DeclineMatch(second).run($0, in: $1, group: $2, by: two) }
        #expect(try await scene.theAsk().state == .open)
    }

    @Test("handing back opens the ask again, and writes no reason")
    func handingBack() async throws {
        let scene = try await DeliveryScene()
        try await scene.accept()
        let (id, actor, ask) = (scene.match, scene.holder(), scene.ask)
        try await scene.run { try HandBack(id).run($0, in: $1, group: $2, by: actor) }

        #expect(try await scene.theAsk().state == .open)
        #expect(try await scene.found().failure == nil)
        // They were not told yet that somebody comes, so there is nothing to take back.
        #expect(try await scene.asking.messages(.helperFound).isEmpty)
        #expect(try await scene.asking.messages(.takesLonger).isEmpty)
        let events = try await scene.world.read { connection, house, group in
            try History.of(ask.subject, key: nil, in: house, group: group.id, connection)
        }
        #expect(events.contains { $0.verb == .handedBack && $0.detail == nil })
    }

    @Test("after a hand-back the next of the confirmed order is asked")
    func handingOn() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        try await scene.accept()
        #expect(try await scene.found(1).state == .planned)
        let (id, actor) = (scene.match, scene.holder())
        try await scene.run { try HandBack(id).run($0, in: $1, group: $2, by: actor) }

        #expect(try await scene.found(1).state == .proposed)
        #expect(try await scene.theAsk().state == .offered)
        #expect(try await scene.asking.messages(.offerToHelper).map(\.message.person) == [scene.helpers[1]])
    }

    @Test("when it is done, or could not be done, nobody further down in the order is asked")
    func orderEnds() async throws {
        let done = try await DeliveryScene(helpers: 2)
        try await done.accept()
        let (delivered, one) = (done.match, done.holder())
        try await done.run { try DeliverAsk(delivered).run($0, in: $1, group: $2, by: one) }
        #expect(try await done.found(1).state == .cancelled)

        let failed = try await DeliveryScene(helpers: 2)
        try await failed.accept()
        let (unsafe, two) = (failed.match, failed.holder())
        try await failed.run { try FailDelivery(unsafe, .notSafe, next: .dispatcher).run($0, in: $1, group: $2, by: two) }
        #expect(try await failed.found(1).state == .cancelled)
        #expect(try await failed.theAsk().state == .open)
        #expect(try await failed.asking.messages(.offerToHelper).isEmpty)
    }

    @Test("news to the asker bring the way to their own page, and in safe mode none")
    func ownPage() async throws {
        let scene = try await DeliveryScene()
        try await scene.accept()
        let words = try #require(try await scene.asking.messages(.helperFound).first?.words)
        let token = try #require(words.link.flatMap { LinkToken(text: $0) })
        #expect(words.text.contains("http://localhost:8080/riverside/l/\(token.text)"))
        let (link, _) = try await scene.asking.link(token)
        #expect(link.purpose == .asker && link.subject == scene.ask.subject)
        #expect(try await opens(scene, token))

        let safe = try await DeliveryScene { ask, _ in ask.safeMode = true }
        try await safe.accept()
        #expect(try await safe.asking.messages(.helperFound).map(\.words.link) == [nil])
    }

    @Test("2.19 a bench by the library needs no address and is deliverable")
    func bench() async throws {
        let scene = try await DeliveryScene(place: "bench by library, 7 pm, blue hat")
        try await scene.accept(in: 9)
        #expect(await problem { _ = try await scene.open(.street) }?.key == "helping.problem.early")

        scene.world.time.move(by: .minutes(511))
        #expect(try await scene.open(.street) == "bench by library, 7 pm, blue hat")
        let (id, actor) = (scene.match, scene.holder())
        try await scene.run { try ArriveAtDoor(id).run($0, in: $1, group: $2, by: actor) }
        try await scene.run { try DeliverAsk(id).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.theAsk().state == .done)
    }

    @Test("the phone opens on a yes only if the asker agreed; each opening is a row")
    func phone() async throws {
        let scene = try await DeliveryScene()
        try await scene.accept()
        #expect(await problem { _ = try await scene.open(.phone) }?.key == "helping.problem.noPhone")

        let allowed = try await DeliveryScene { ask, _ in ask.phoneAllowed = true }
        #expect(await problem { _ = try await allowed.open(.phone) }?.kind == .missing)
        try await allowed.accept()
        #expect(try await allowed.open(.phone) == "+447700900123")
        let ask = allowed.ask
        let rows = try await allowed.world.read { connection, _, group in try Reveal.of(ask.subject, in: group.id, connection) }
        #expect(rows.map(\.field) == [.phone])
    }

    @Test("a helper opens eight different neighbours a day; the ninth needs a dispatcher")
    func dailyLimit() async throws {
        let scene = try await DeliveryScene { ask, _ in ask.phoneAllowed = true }
        try await scene.accept()
        let helper = scene.helpers[0]
        try await scene.run { transaction, house, group in
            for _ in 0..<Reveal.helperLimit {
                try Reveal.record(.phone, of: house.newID(Subject.self), by: helper, in: house, group: group.id, transaction)
            }
        }
        #expect(await problem { _ = try await scene.open(.phone) }?.key == "helping.problem.limit")

        scene.world.time.move(by: .days(1))
        #expect(try await scene.open(.phone) != nil)
    }

    @Test("0.3 the total counts what is in the basket, and the cap is the group's unless the ask has its own")
    func total() async throws {
        let bought = [
            MatchNotes.Bought(line: 0, text: "Milk", got: .yes, priceMinor: 120), .init(line: 1, text: "Rice", got: .none, priceMinor: 300),
            .init(line: nil, text: "Bread", got: .instead, priceMinor: 200),
        ]
        #expect(TickLines.total(bought) == 320)
        let scene = try await DeliveryScene { ask, _ in ask.capMinor = 4_500 }
        let ask = try await scene.theAsk()
        #expect(TaskCap.of(ask, in: scene.world.group)?.minorUnits == 4_500)
    }

    @Test("4.20 a dispatcher asks first before somebody is put beyond their limit")
    func askFirst() async throws {
        let scene = try await DeliveryScene()
        let (id, helper, omar) = (scene.match, scene.helpers[0], scene.world.actor(.omar))
        try await scene.run { transaction, _, group in
            var found = try HelperStore.existing(helper, in: group.id, transaction)
            found.weeklyLimit = 0
            try HelperStore.update(found, in: group.id, transaction)
        }
        let refused = await problem { try await scene.run { try AcceptMatch(id, window: nil).run($0, in: $1, group: $2, by: omar) } }
        #expect(refused?.key == "helping.problem.askFirst")

        try await scene.run { try AcceptMatch(id, window: nil, askedFirst: true).run($0, in: $1, group: $2, by: omar) }
        #expect(try await scene.found().state == .accepted)
    }

    @Test("every failure leads on: the ask opens again, closes, is tried again, or is done", arguments: Match.Failure.allCases)
    func failures(_ failure: Match.Failure) async throws {
        for next in FailDelivery.steps(after: failure) {
            let scene = try await DeliveryScene()
            try await scene.accept()
            let (id, actor, ask) = (scene.match, scene.holder(), scene.ask)
            try await scene.run { try FailDelivery(id, failure, next: next).run($0, in: $1, group: $2, by: actor) }
            let state = try await scene.theAsk().state
            switch next {
            case .retry: #expect(state == .accepted)
            case .neighbour: #expect(state == .done)
            case .close: #expect(state == .closed)
            case .depot, .return, .dispatcher: #expect(state == .open)
            }
            let attempts = try await scene.world.read { connection, _, group in try AttemptStore.of(ask, in: group.id, connection) }
            #expect(attempts.map(\.next) == [next])
        }
    }

    @Test("only what is not wanted is closed: an ask the shop had nothing for goes on, and every step follows some failure")
    func unmet() async throws {
        #expect(Match.Failure.allCases.filter { FailDelivery.steps(after: $0).contains(.close) } == [.notWanted])
        #expect(Set(Match.Failure.allCases.flatMap(FailDelivery.steps)) == Set(Match.NextStep.allCases))

        let scene = try await DeliveryScene()
        try await scene.accept()
        let (id, actor) = (scene.match, scene.holder())
        let refused = await problem { try await scene.run { try FailDelivery(id, .shopHadNone, next: .close).run($0, in: $1, group: $2, by: actor) } }
        #expect(refused?.kind == .invalid)
        #expect(try await scene.theAsk().state == .accepted)
    }

    @Test("when a helper closes an ask as not wanted, the asker is told and has the way to ask again", arguments: [false, true])
    func closedByHelper(_ safeMode: Bool) async throws {
        let scene = try await DeliveryScene { ask, _ in ask.safeMode = safeMode }
        try await scene.accept()
        let (id, actor) = (scene.match, scene.holder())
        try await scene.run { try FailDelivery(id, .notWanted, next: .close).run($0, in: $1, group: $2, by: actor) }
        let told = try await scene.asking.messages(.notDelivered)
        #expect(told.count == 1)
        let words = try #require(told.first?.words)
        #expect(words.text.contains("not wanted any more") != safeMode)
        // A link in safe mode would open on a phone that others hold.
        guard !safeMode else { return #expect(words.link == nil) }
        let token = try #require(words.link.flatMap { LinkToken(text: $0) })
        #expect(try await opens(scene, token))
    }

    @Test("at a place that is not safe nobody is sent again alone")
    func unsafe() async throws {
        let scene = try await DeliveryScene()
        try await scene.accept()
        let (id, actor) = (scene.match, scene.holder())
        #expect(
            await problem { try await scene.run { try FailDelivery(id, .notSafe, next: .retry).run($0, in: $1, group: $2, by: actor) } }?.kind
                == .invalid)
    }

    @Test("what is done closes when the asker has answered, or after seven days")
    func settling() async throws {
        let scene = try await DeliveryScene()
        try await scene.accept()
        let (id, actor) = (scene.match, scene.holder())
        try await scene.run { try DeliverAsk(id).run($0, in: $1, group: $2, by: actor) }
        scene.world.time.move(by: .days(6))
        try await scene.run { try SettleAsks().run($0, in: $1, group: $2) }
        #expect(try await scene.theAsk().state == .done)

        scene.world.time.move(by: .days(2))
        try await scene.run { try SettleAsks().run($0, in: $1, group: $2) }
        #expect(try await scene.theAsk().closing == .met)
    }

    @Test("somebody else's link is no way to a match")
    func strangers() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let (id, stranger, ines) = (scene.match, scene.holder(1), scene.world.actor(.ines))
        #expect(await problem { try await scene.run { try DeclineMatch(id).run($0, in: $1, group: $2, by: stranger) } }?.kind == .missing)
        #expect(await problem { try await scene.run { try DeclineMatch(id).run($0, in: $1, group: $2, by: ines) } }?.kind == .forbidden)
    }

    /// Whether the task's link reads the ask by its own key.
    private func opens(_ scene: DeliveryScene, _ token: LinkToken) async throws -> Bool {
        let ask = scene.ask
        let refused = await problem {
            try await scene.world.read { connection, house, group in
                guard let link = try LinkStore.with(hash: token.hash, in: group.id, connection) else { throw Problem.missing() }
                _ = try house.vault.key(of: ask.subject, in: group.id, by: link.id, token.key, connection)
            }
        }
        return refused == nil
    }
}
