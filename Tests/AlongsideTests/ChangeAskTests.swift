import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct ChangeAskTests {
    private func change(_ scene: AskScene, _ opened: OpenAsk.Opened, _ input: OpenAsk.Input) async throws {
        let (link, actor) = try await scene.link(opened.token)
        try await scene.world.write { transaction, house, group in
            try ChangeAsk(input, of: opened.ask).run(transaction, in: house, group: group, by: actor, link: link)
        }
    }

    private func detail(_ scene: AskScene, _ opened: OpenAsk.Opened, _ input: SetAskDetails.Input) async throws {
        let (link, actor) = try await scene.link(opened.token)
        try await scene.world.write { transaction, house, group in
            try SetAskDetails(input, of: opened.ask).run(transaction, in: house, group: group, by: actor, link: link)
        }
    }

    @Test("everything of the six fields can be changed, and a list that nobody edited follows the words")
    func all() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await change(
            scene, opened,
            scene.input(
                alias: "Olu", contact: Contact(reach: .email, email: "olu@example.org"), place: "Dock Street", words: "Bread", language: .spanish)
        )
        let (face, details) = try await scene.sealed(opened.ask)
        let ask = try await scene.ask(opened.ask)
        #expect(face.alias == "Olu" && face.area == "Dock Street" && face.summary == "Bread" && details.lines.map(\.text) == ["Bread"])
        #expect(details.phone == nil && details.email == "olu@example.org" && ask.reach == .email && ask.language == .spanish && ask.state == .new)
    }

    @Test("what the words say of food follows them, and what was written by hand stays")
    func diet() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open(scene.input(words: "Milk, allergic to nuts"))
        #expect(try await scene.sealed(opened.ask).1.diet == "allergic to nuts")
        try await change(scene, opened, scene.input(words: "Milk, allergic to eggs"))
        #expect(try await scene.sealed(opened.ask).1.diet == "allergic to eggs")
        try await change(scene, opened, scene.input(words: "Milk"))
        #expect(try await scene.sealed(opened.ask).1.diet == nil)
        try await detail(scene, opened, SetAskDetails.Input(diet: "no salt"))
        try await change(scene, opened, scene.input(words: "Milk, allergic to nuts"))
        #expect(try await scene.sealed(opened.ask).1.diet == "no salt")
    }

    @Test("where the group has no number nobody changes to calling it; whoever had said so before may change the rest")
    func nobodyToCall() async throws {
        let scene = try await AskScene()
        let (opened, caller) = (try await scene.open(), try await scene.open(scene.input(alias: "Zed", contact: .calls)))
        let input = scene.input(contact: .calls, words: "Bread")
        let (link, actor) = try await scene.link(opened.token)
        let (own, zed) = try await scene.link(caller.token)
        try await scene.world.write { transaction, house, group in
            // The number went after the form was shown: what the use case is handed still has it.
            var without = group
            without.groupPhone = nil
            try GroupStore.update(without, transaction)
            let refused = #expect(throws: Problem.self) {
                try ChangeAsk(input, of: opened.ask).run(transaction, in: house, group: group, by: actor, link: link)
            }
            #expect(refused == .invalid("reach", "ask.problem.reach.noPhone"))
            try ChangeAsk(input, of: caller.ask).run(transaction, in: house, group: group, by: zed, link: own)
        }
        #expect(try await scene.ask(opened.ask).reach == .phone)
        #expect(try await scene.sealed(opened.ask).1.words != "Bread")
        #expect(try await scene.sealed(caller.ask).1.words == "Bread")
    }

    @Test("another number means another yes to giving it away")
    func number() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await detail(scene, opened, SetAskDetails.Input(phoneAllowed: true))
        #expect(try await scene.ask(opened.ask).phoneAllowed)
        try await change(scene, opened, scene.input(contact: Contact(reach: .phone, phone: "+447700900555")))
        #expect(try await scene.ask(opened.ask).phoneAllowed == false)
    }

    @Test("a promised ask keeps its kind, a done one is left alone")
    func late() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await scene.match(opened.ask, helper: scene.helper(), .accepted, ask: .accepted)
        #expect(await problem { try await change(scene, opened, scene.input("pets")) }?.field == "kind")
        try await change(scene, opened, scene.input(words: "Only milk"))
        var ask = try await scene.ask(opened.ask)
        ask.state = .done
        let done = ask
        try await scene.world.write { transaction, _, group in try AskStore.update(done, in: group.id, transaction) }
        #expect(await problem { try await change(scene, opened, scene.input()) }?.key == "problem.ask.state")
    }

    @Test("0.4 (web) days at home are kept until they are over; the day after, flag and date are gone")
    func isolation() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        try await detail(scene, opened, SetAskDetails.Input(isolatingUntil: World.start.day + 10))
        #expect(try await scene.sealed(opened.ask).details.isolating(at: scene.world.now) != nil)
        scene.world.time.move(by: .days(10))
        #expect(try await scene.sealed(opened.ask).details.isolating(at: scene.world.now) != nil)
        scene.world.time.move(by: .days(1))
        #expect(try await scene.sealed(opened.ask).details.isolating(at: scene.world.now) == nil)
        #expect(try await EndIsolation.run(in: scene.world.house, group: scene.world.group) == 1)
        #expect(try await scene.sealed(opened.ask).details.isolatingUntil == nil)
        #expect(try await EndIsolation.run(in: scene.world.house, group: scene.world.group) == 0)
    }

    @Test("0.4 (web) ten days at home: three times somebody asks how they are, and no more when the ask is over or the day is taken back")
    func checkIns() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        func days() async throws -> [Int] {
            try await scene.messages(.checkIn).map { CalendarDay.of($0.message.dueAt, zone: scene.world.group.timeZone) - World.start.day }.sorted()
        }
        func due() async throws -> Int {
            try await scene.world.read { connection, house, group in
                try MessageStore.waiting(at: house.now, in: group.id, connection).filter { $0.kind == .checkIn }.count
            }
        }
        var input = SetAskDetails.Input(isolatingUntil: World.start.day + 10)
        try await detail(scene, opened, input)
        #expect(try await days() == [3, 6, 9])
        #expect(try await due() == 0)
        // Saving the page again plans nothing twice.
        scene.world.time.move(by: .days(3))
        try await detail(scene, opened, input)
        #expect(try await days() == [3, 6, 9])
        #expect(try await due() == 1)

        input.isolatingUntil = nil
        try await detail(scene, opened, input)
        #expect(try await days().isEmpty)
        input.isolatingUntil = World.start.day + 10
        try await detail(scene, opened, input)
        #expect(try await days() == [6, 9])
        let (link, actor) = try await scene.link(opened.token)
        let undo = try await scene.world.write { try WithdrawAsk(of: link).run($0, in: $1, group: $2, by: actor) }
        #expect(try await days().isEmpty)
        try await scene.world.write { try UndoWithdrawal(undo, of: link).run($0, in: $1, group: $2, by: actor) }
        #expect(try await days() == [6, 9])
    }

    @Test("details are kept sealed; asking for somebody else keeps that person's own safe contact")
    func details() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let input = SetAskDetails.Input(
            costPath: .fund, lines: [.init(text: "milk", quantity: "2 l", mustHave: true, instead: "oat")], substitutions: .ask, diet: "halal",
            access: [.ramp, .interpreter], proxyName: "Niece", proxyContact: "07700 900321", safeContact: "only Tuesdays, by letter",
            phoneAllowed: true,
            safeMode: true, callTimes: "after six", doorDetail: "blue door"
        )
        try await detail(scene, opened, input)
        let ask = try await scene.ask(opened.ask)
        let details = try await scene.sealed(opened.ask).details
        #expect(ask.costPath == .fund && ask.phoneAllowed && ask.safeMode)
        #expect(details.lines.map(\.unnumbered) == input.lines && details.substitutions == .ask && details.access == [.ramp, .interpreter])
        #expect(details.safeContact == "only Tuesdays, by letter" && details.proxyName == "Niece" && details.doorDetail == "blue door")
    }

    @Test("somebody at the desk may with triage, others may not")
    func desk() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let input = scene.input(words: "Bread")
        let write: (World.Member) async throws -> Void = { member in
            let actor = scene.world.actor(member)
            try await scene.world.write { transaction, house, group in
                try ChangeAsk(input, of: opened.ask).run(transaction, in: house, group: group, by: actor)
            }
        }
        try await write(.ines)
        #expect(await problem { try await write(.tessa) }?.kind == .forbidden)
    }
}
