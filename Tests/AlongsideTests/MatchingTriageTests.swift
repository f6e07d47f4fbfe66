import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@Suite struct MatchingTriageTests {
    @Test("triage says how soon, where, who pays, and that somebody has read it")
    func triage() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        scene.world.time.move(by: .hours(2))
        try await scene.triage(id, urgency: .today, zone: "Elm Court", cost: .fund)
        let ask = try await scene.asking.ask(id)
        #expect(ask.state == .open && ask.urgency == .today && ask.costPath == .fund)
        #expect(ask.zone == scene.world.zone("Elm Court").id)
        #expect(ask.triagedAt == scene.world.now && ask.lastContactAt == scene.world.now)
    }

    @Test("it can be put right later, also while somebody is being asked")
    func again() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.ask()
        try await scene.confirm(id, [try await scene.helper()])
        try await scene.triage(id, urgency: .twoDays)
        let ask = try await scene.asking.ask(id)
        #expect(ask.urgency == .twoDays && ask.state == .offered)
    }

    @Test("nothing is put into a part of the area that was removed; what lay there may stay")
    func removedZone() async throws {
        let scene = try await MatchingScene()
        let dock = scene.world.zone("Dock Street").id
        let lying = try await scene.ask(zone: "Dock Street")
        let other = try await scene.asking.open().ask
        let rosa = scene.world.actor(.rosa)
        try await scene.world.write { try RemoveZone(dock, asks: .keep).run($0, in: $1, group: $2.id, by: rosa) }
        let refused = await problem { try await scene.triage(other, zone: "Dock Street") }
        #expect(refused?.field == "zone" && refused?.key == "desk.triage.problem.zone")
        try await scene.triage(lying, urgency: .today, zone: "Dock Street")
        #expect(try await scene.asking.ask(lying).zone == dock)
    }

    @Test("what the group cannot do is closed kindly: the asker is told, and the ask is forgotten in its time")
    func misfit() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        try await scene.triage(id, fits: false)
        let ask = try await scene.asking.ask(id)
        #expect(ask.state == .closed && ask.closing == .outOfScope && ask.closedAt == scene.world.now)
        #expect(try await scene.asking.messages(.cannotDo).count == 1)
    }

    @Test("who might help instead stands in the message, and sealed in the history for whoever rings")
    func whoMight() async throws {
        let scene = try await MatchingScene()
        let (id, careful) = (try await scene.asking.open().ask, try await scene.asking.open(scene.asking.input(alias: "Zed")).ask)
        try await scene.world.write { transaction, _, group in
            var ask = try AskStore.existing(careful, in: group.id, transaction)
            ask.safeMode = true
            try AskStore.update(ask, in: group.id, transaction)
        }
        let actor = scene.world.actor(.omar)
        for ask in [id, careful] {
            let input = TriageAsk.Input(urgency: .week, zone: nil, costPath: nil, fits: false, whoMight: "The library, on Mondays")
            try await scene.world.write { _ = try TriageAsk(ask, input).run($0, in: $1, group: $2, by: actor) }
            let details = try await scene.world.read { connection, house, group in
                let key = try house.vault.key(of: ask.subject, in: group.id, connection)
                return try History.of(ask.subject, key: key, in: house, group: group.id, connection).compactMap(\.detail)
            }
            #expect(details == ["The library, on Mondays"])
        }
        let texts = try await scene.asking.messages(.cannotDo).map { ($0.message.subject, $0.words.text) }
        #expect(texts.first { $0.0 == id.subject }?.1.contains("The library, on Mondays") == true)
        #expect(texts.first { $0.0 == careful.subject }?.1.contains("library") == false, "safe mode says nothing of what it is about")
    }

    @Test("who might help is not dropped when nobody said that the group cannot; a cost that is not named stays as the asker said")
    func kept() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        let actor = scene.world.actor(.omar)
        func triage(_ input: TriageAsk.Input) async throws {
            try await scene.world.write { _ = try TriageAsk(id, input).run($0, in: $1, group: $2, by: actor) }
        }
        #expect(await problem { try await triage(.init(urgency: .week, zone: nil, costPath: nil, whoMight: "The library")) }?.field == "who")
        try await scene.triage(id, cost: .fund)
        try await triage(.init(urgency: .week, zone: nil, costPath: nil))
        #expect(try await scene.asking.ask(id).costPath == .fund)
    }

    @Test("a step back puts everything as it was, and nothing is told")
    func undo() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        let before = try await scene.asking.ask(id)
        let undo = try await scene.triage(id, zone: "Dock Street", fits: false)
        try await scene.undo(undo)
        let ask = try await scene.asking.ask(id)
        #expect(ask.state == .new && ask.closing == nil && ask.urgency == nil && ask.zone == before.zone)
        #expect(ask.triagedAt == nil && ask.lastContactAt == before.lastContactAt)
        #expect(try await scene.asking.messages(.cannotDo).isEmpty)
    }

    @Test("triage on which others have built is not taken back")
    func undoMoved() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        let undo = try await scene.triage(id)
        try await scene.confirm(id, [try await scene.helper()])
        #expect(await problem { try await scene.undo(undo) }?.key == "desk.problem.moved")
        #expect(try await scene.asking.ask(id).state == .offered)
    }

    @Test("a zone of another group and a slipped finger are not taken")
    func bad() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        let actor = scene.world.actor(.omar)
        let foreign = try await scene.world.write { transaction, house, _ in try World.found(house, "hillside", transaction).2["Mill Lane"]!.id }
        let zone = await problem {
            try await scene.world.write {
                _ = try TriageAsk(id, .init(urgency: .week, zone: foreign, costPath: .pays)).run($0, in: $1, group: $2, by: actor)
            }
        }
        #expect(zone?.field == "zone")
        let cap = await problem {
            try await scene.world.write {
                let input = TriageAsk.Input(urgency: .week, zone: nil, costPath: .fund, cap: Money(minorUnits: 9_000_000, currency: .gbp))
                _ = try TriageAsk(id, input).run($0, in: $1, group: $2, by: actor)
            }
        }
        #expect(cap?.field == "cap")
        #expect(try await scene.asking.ask(id).state == .new)
    }

    @Test("closing tells who was asked; a step back opens it again without holding them to it")
    func close() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.ask()
        let confirmed = try await scene.confirm(id, [try await scene.helper()])
        try await scene.told(confirmed.matches[0])
        let actor = scene.world.actor(.omar)
        let undo = try await scene.world.write { try CloseAsk(id, reason: .notWanted).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.asking.ask(id).closing == .notWanted)
        #expect(try await scene.matches(of: id).map(\.state) == [.cancelled])
        #expect(try await scene.asking.messages(.offerTakenBack).count == 1)
        try await scene.undo(undo)
        let ask = try await scene.asking.ask(id)
        #expect(ask.state == .open && ask.closing == nil && ask.closedAt == nil)
    }

    @Test("a reason that only follows from what was done cannot be chosen", arguments: [Ask.Closing.withdrawn, .undone])
    func reasons(_ reason: Ask.Closing) async throws {
        let scene = try await MatchingScene()
        let id = try await scene.ask()
        let actor = scene.world.actor(.omar)
        let refused = await problem {
            try await scene.world.write { _ = try CloseAsk(id, reason: reason).run($0, in: $1, group: $2, by: actor) }
        }
        #expect(refused?.field == "reason")
    }

    @Test("a closed ask opens again, and the step back closes it")
    func reopen() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.ask()
        let actor = scene.world.actor(.omar)
        try await scene.world.write { _ = try CloseAsk(id, reason: .unreachable).run($0, in: $1, group: $2, by: actor) }
        let undo = try await scene.world.write { try ReopenAsk(id).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.asking.ask(id).state == .open)
        try await scene.undo(undo)
        let ask = try await scene.asking.ask(id)
        #expect(ask.state == .closed && ask.closing == .unreachable && ask.closedAt != nil)
    }

    @Test("1.9 (web) having spoken with somebody ends the silence, and can be taken back")
    func contact() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        scene.world.time.move(by: .hours(30))
        let actor = scene.world.actor(.ines)
        let undo = try await scene.world.write { try NoteContact(id).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.asking.ask(id).lastContactAt == scene.world.now)
        try await scene.undo(undo)
        #expect(try await scene.asking.ask(id).lastContactAt == nil)
    }

    // MARK: A lost link

    private func replace(_ scene: MatchingScene, _ id: ID<Ask>, _ word: String, _ contact: String) async throws -> LinkToken? {
        let actor = scene.world.actor(.ines)
        return try await scene.world.write {
            try ReplaceLink(id, codeWord: word, contact: contact).run($0, in: $1, group: $2, by: actor)
        }
    }

    @Test("who lost their link tells code word and one contact: the new one waits to be sent, the old one is dead")
    func lostLink() async throws {
        let scene = try await MatchingScene()
        let opened = try await scene.asking.open()
        let word = try await scene.asking.sealed(opened.ask).face.codeWord
        #expect(try await replace(scene, opened.ask, "  \(word.uppercased()) ", "07700 900 123") == nil)
        let (old, _) = try await scene.asking.link(opened.token)
        #expect(!old.isOpen(at: scene.world.now))
        let message = try #require(try await scene.asking.messages(.newLink).first)
        #expect(message.words.phone == "+447700900123")
        let token = try #require(message.words.link.flatMap { LinkToken(text: $0) })
        let (new, _) = try await scene.asking.link(token)
        let details = try await scene.world.read { connection, house, group in
            let key = try house.vault.key(of: opened.ask.subject, in: group.id, by: new.id, token.key, connection)
            return try AskStore.sealed(of: opened.ask, key: key, in: house, group: group.id, connection).details
        }
        #expect(details.words == "Milk, rice 2 kg")
        let dead = await problem {
            _ = try await scene.world.read { connection, house, group in
                try house.vault.key(of: opened.ask.subject, in: group.id, by: old.id, opened.token.key, connection)
            }
        }
        #expect(dead != nil)
    }

    @Test("a wrong word or a wrong contact says the same and changes nothing")
    func wrong() async throws {
        let scene = try await MatchingScene()
        let opened = try await scene.asking.open()
        let word = try await scene.asking.sealed(opened.ask).face.codeWord
        for (typed, contact) in [("no such word", "07700 900123"), (word, "07700 900999"), (word, ""), ("", "07700 900123"), (word, "Ola")] {
            #expect(await problem { _ = try await replace(scene, opened.ask, typed, contact) }?.key == "desk.link.problem")
        }
        let (old, _) = try await scene.asking.link(opened.token)
        #expect(old.isOpen(at: scene.world.now))
    }

    @Test("who left no contact says their name, and is told the link on the phone")
    func noContact() async throws {
        let scene = try await MatchingScene()
        let opened = try await scene.asking.open(scene.asking.input(contact: Contact(reach: .calls)))
        let word = try await scene.asking.sealed(opened.ask).face.codeWord
        #expect(try await replace(scene, opened.ask, word, "ola") != nil)
        #expect(try await scene.asking.messages(.newLink).isEmpty)
    }
}
