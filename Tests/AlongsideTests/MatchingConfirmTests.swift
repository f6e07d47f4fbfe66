import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct MatchingConfirmTests {
    @Test("one helper is asked: a match, a message with a link, and a row in the history")
    func one() async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper(), try await scene.ask())
        let confirmed = try await scene.confirm(ask, [amina])
        #expect(try await scene.asking.ask(ask).state == .offered)
        #expect(try await scene.matches(of: ask).map(\.state) == [.proposed])
        let message = try #require(try await scene.asking.messages(.offerToHelper).first)
        #expect(message.message.match == confirmed.matches[0] && message.message.person == amina)
        #expect(message.words.link != nil)
        let verbs = try await scene.world.read { connection, house, group in
            try History.of(ask.subject, key: nil, in: house, group: group.id, connection).map(\.verb)
        }
        #expect(verbs.contains(.matched) && verbs.contains(.proposed))
    }

    @Test("the link of an offer does not open the ask before somebody says yes")
    func link() async throws {
        let scene = try await MatchingScene()
        let ask = try await scene.ask()
        try await scene.confirm(ask, [try await scene.helper()])
        let readers = try await scene.world.read { connection, _, group in
            try connection.number("SELECT count(*) FROM record_key WHERE group_id = $1 AND subject_id = $2", [group.id.stored, ask.stored])
        }
        // The group and the asker's own link.
        #expect(readers == 2)
    }

    @Test("an order of three asks the first only")
    func order() async throws {
        let scene = try await MatchingScene()
        var order: [ID<Person>] = []
        for name in ["Amina", "Ben", "Chloe"] { order.append(try await scene.helper(name)) }
        let ask = try await scene.ask()
        try await scene.confirm(ask, order)
        let matches = try await scene.matches(of: ask)
        #expect(matches.map(\.helper) == order)
        #expect(matches.map(\.state) == [.proposed, .planned, .planned])
        #expect(try await scene.asking.messages(.offerToHelper).count == 1)
    }

    @Test("nobody, four, and the same person twice are no order")
    func noOrder() async throws {
        let scene = try await MatchingScene()
        let ask = try await scene.ask()
        var order: [ID<Person>] = []
        for name in ["Amina", "Ben", "Chloe", "Dan"] { order.append(try await scene.helper(name)) }
        let wrong: [([ID<Person>], String)] = [
            ([], "match.problem.nobody"), (order, "match.problem.order"), ([order[0], order[0]], "match.problem.order"),
        ]
        for (helpers, key) in wrong { #expect(await problem { try await scene.confirm(ask, helpers) }?.key == key) }
        #expect(try await scene.matches(of: ask).isEmpty)
    }

    @Test("of two dispatchers at once one wins and the other is told")
    func twoDispatchers() async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        let ask = try await scene.ask()
        async let first = problem { try await scene.confirm(ask, [amina], by: .omar) }
        async let second = problem { try await scene.confirm(ask, [ben], by: .ivo) }
        let problems = await [first, second].compactMap { $0 }
        #expect(problems.map(\.key) == ["match.problem.taken"])
        #expect(try await scene.matches(of: ask).count == 1)
        #expect(try await scene.asking.messages(.offerToHelper).count == 1)
    }

    @Test("4.20 a helper at the limit is asked only when a dispatcher insists, and is told so")
    func overLimit() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper { $0.weeklyLimit = 0 }
        let ask = try await scene.ask()
        let refused = await problem { try await scene.confirm(ask, [amina]) }
        #expect(refused?.key == "match.problem.limit.atLimit" && refused?.field == "helper")
        try await scene.confirm(ask, [amina], overLimit: true)
        let plain = try await plainOffer()
        let words = try #require(try await scene.asking.messages(.offerToHelper).first?.words.text)
        #expect(Self.shape(words) != Self.shape(plain))
    }

    @Test(
        "4.20 whoever comes later in the order and has enough by then is asked only when that was insisted on, and is told so",
        arguments: [true, false])
    func overLimitLater(_ insists: Bool) async throws {
        let scene = try await MatchingScene()
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben") { $0.weeklyLimit = 1 })
        let ask = try await scene.ask()
        let order = try await scene.confirm(ask, [amina, ben], overLimit: insists)
        // By then Ben has promised something else: he has enough.
        let other = try await scene.ask("pets", alias: "Bea")
        try await scene.asking.match(other, helper: ben, .accepted, ask: .accepted)
        try await scene.decline(order.matches[0], by: amina)
        let words = try await scene.asking.messages(.offerToHelper).first { $0.message.person == ben }?.words.text
        #expect(words?.contains("A no is fine.") == (insists ? true : nil))
        #expect(try await scene.matches(of: ask).map(\.state) == [.declined, insists ? .proposed : .cancelled])
        #expect(try await scene.asking.ask(ask).state == (insists ? .offered : .open))
    }

    @Test("4.20 insisting lets the weekly limit give way and hides no other limit behind it")
    func overLimitOnly() async throws {
        let scene = try await MatchingScene()
        let ask = try await scene.ask()
        let amina = try await scene.helper {
            $0.weeklyLimit = 0
            $0.trust = .new
        }
        #expect(await problem { try await scene.confirm(ask, [amina], overLimit: true) }?.key == "match.problem.limit.trust")
    }

    @Test("when nobody could be asked, that is said and nothing is kept")
    func nobodyAsked() async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper("Amina"), try await scene.ask())
        // Somebody has done it, and the ask does not know.
        try await scene.asking.match(ask, helper: try await scene.helper("Ben"), .done, ask: .open)
        #expect(await problem { try await scene.confirm(ask, [amina]) }?.key == "match.problem.nobodyAsked")
        #expect(try await scene.matches(of: ask).map(\.state) == [.done])
    }

    /// What somebody reads who is not at their limit.
    private func plainOffer() async throws -> String {
        let scene = try await MatchingScene()
        try await scene.confirm(try await scene.ask(), [try await scene.helper()])
        return try await scene.asking.messages(.offerToHelper).first?.words.text ?? ""
    }

    /// Without the link, which differs each time.
    private static func shape(_ text: String) -> String { text.split(separator: " ").filter { !$0.contains("/l/") }.joined(separator: " ") }

    @Test("no other limit gives way")
    func otherLimits() async throws {
        let scene = try await MatchingScene()
        let ask = try await scene.ask()
        let cases: [(String, @Sendable (inout Helper) -> Void)] = [
            ("match.problem.limit.resting", { $0.state = .left }), ("match.problem.limit.trust", { $0.trust = .new }),
            ("match.problem.limit.nobodyToGoWith", { $0.trust = .paired }), ("match.problem.limit.remoteOnly", { $0.remoteOnly = true }),
            ("match.problem.limit.language", { $0.languages = [.spanish] }), ("match.problem.limit.hours", { $0.hours = WeekHours(mask: 0) }),
        ]
        for (key, change) in cases {
            let helper = try await scene.helper("Amina", change)
            #expect(await problem { try await scene.confirm(ask, [helper], overLimit: true) }?.key == key)
        }
    }

    @Test("the page may be old: a limit that was reached meanwhile counts when it is confirmed")
    func staleness() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper { $0.weeklyLimit = 1 }
        let (ask, other) = (try await scene.ask(), try await scene.ask("pets", alias: "Bea"))
        #expect(try await scene.suggestions(for: ask).best.map(\.helper) == [amina])
        try await scene.confirm(other, [amina])
        #expect(await problem { try await scene.confirm(ask, [amina]) }?.key == "match.problem.limit.atLimit")
    }

    @Test("an ask that nobody has read or that is over has nobody asked")
    func states() async throws {
        let scene = try await MatchingScene()
        let amina = try await scene.helper()
        let new = try await scene.asking.open().ask
        #expect(await problem { try await scene.confirm(new, [amina]) }?.key == "match.problem.triageFirst")
        let done = try await scene.ask("pets")
        try await scene.asking.match(done, helper: try await scene.helper("Ben"), .done, ask: .done)
        #expect(await problem { try await scene.confirm(done, [amina]) }?.key == "match.problem.over")
    }

    @Test("intake and treasurer may not ask helpers", arguments: [World.Member.ines, .tessa])
    func roles(_ member: World.Member) async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper(), try await scene.ask())
        #expect(await problem { try await scene.confirm(ask, [amina], by: member) }?.kind == .forbidden)
    }

    @Test("a helper of another group is not there")
    func otherGroup() async throws {
        let scene = try await MatchingScene()
        let ask = try await scene.ask()
        let stranger = try await scene.world.write { transaction, house, _ in
            let (group, _, _) = try World.found(house, "hillside", transaction)
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: "Zed"), language: .english, in: house, group: group, transaction)
            try HelperStore.insert(
                Helper(id: id, trust: .solo, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id, transaction
            )
            return id
        }
        #expect(await problem { try await scene.confirm(ask, [stranger]) }?.kind == .missing)
        #expect(try await scene.suggestions(for: ask).best.isEmpty)
    }

    @Test("taken back within ten minutes: nobody is asked, and the message is not sent")
    func undo() async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper(), try await scene.ask())
        let confirmed = try await scene.confirm(ask, [amina])
        try await scene.undo(confirmed.undo)
        #expect(try await scene.asking.ask(ask).state == .open)
        #expect(try await scene.matches(of: ask).map(\.state) == [.cancelled])
        #expect(try await scene.asking.messages(.offerToHelper).isEmpty)
        #expect(try await scene.asking.messages(.offerTakenBack).isEmpty)
        // And may be asked again.
        try await scene.confirm(ask, [amina])
    }

    @Test("taken back after the message was sent: the helper is told")
    func undoTold() async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper(), try await scene.ask())
        let confirmed = try await scene.confirm(ask, [amina])
        try await scene.told(confirmed.matches[0])
        try await scene.undo(confirmed.undo)
        #expect(try await scene.asking.messages(.offerTakenBack).map(\.message.person) == [amina])
    }

    @Test("a yes is not undone in passing")
    func undoAfterYes() async throws {
        let scene = try await MatchingScene()
        let (amina, ask) = (try await scene.helper(), try await scene.ask())
        let confirmed = try await scene.confirm(ask, [amina])
        try await scene.world.write { transaction, house, group in
            try AcceptMatch(confirmed.matches[0], window: nil).run(
                transaction, in: house, group: group, by: .link(ID(high: 1, low: 1), .helper, person: amina))
        }
        #expect(await problem { try await scene.undo(confirmed.undo) }?.key == "desk.problem.moved")
        #expect(try await scene.asking.ask(ask).state == .accepted)
    }

    @Test("after ten minutes there is no way back")
    func undoLate() async throws {
        let scene = try await MatchingScene()
        let confirmed = try await scene.confirm(try await scene.ask(), [try await scene.helper()])
        scene.world.time.move(by: .minutes(11))
        #expect(await problem { try await scene.undo(confirmed.undo) }?.key == "problem.undo.late")
    }
}
