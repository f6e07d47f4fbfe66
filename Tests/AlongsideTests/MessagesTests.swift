import Kernel
import Storage
import TestKit
import Testing
import Words

@testable import Alongside

/// The queue of what is sent by hand.
@Suite struct MessagesTests {
    private func offer(_ scene: DeliveryScene) async throws -> (message: Message, words: MessageWords) {
        guard let found = try await scene.asking.messages(.offerToHelper).first else { throw Problem.missing() }
        return found
    }

    private func send(_ id: ID<Message>, by member: World.Member, _ scene: DeliveryScene) async throws -> ID<Undo>? {
        let actor = scene.world.actor(member)
        return try await scene.world.write { try MarkSent(id).run($0, in: $1, group: $2, by: actor) }
    }

    @Test("a hold begins when its message is marked as sent, and not before")
    func hold() async throws {
        let scene = try await DeliveryScene()
        #expect(try await scene.found().holdUntil == nil)
        let message = try await offer(scene).message
        _ = try await send(message.id, by: .omar, scene)
        #expect(try await scene.found().holdUntil == World.start + .minutes(240))
    }

    @Test(
        "a message is written in the language of whoever gets it, whatever the group has listed, and in the group's where there are no words in theirs"
    )
    func readersLanguage() async throws {
        let world = try await World()
        var group = world.group
        group.languages = [.spanish]
        for (reader, expected) in [("ar", "ar"), ("en", "en"), ("so", "es"), ("es-MX", "es")] {
            #expect(world.house.wording(try #require(LanguageTag(reader)), in: group).language.text == expected)
        }
    }

    @Test("a message with the link to an asker's own page is marked only by who opened this very message's number")
    func unopened() async throws {
        let scene = try await DeliveryScene()
        let (ask, omar) = (scene.ask, scene.world.actor(.omar))
        // Opened for another message, before this one was written.
        try await scene.world.write { try Reveal.record(.contact, of: ask.subject, by: omar.person!, in: $1, group: $2.id, $0) }
        scene.world.time.move(by: .minutes(1))
        try await scene.accept()
        let message = try #require(try await scene.asking.messages(.helperFound).first)
        #expect(message.message.hidesLink(of: message.words))
        await #expect(throws: Problem.conflict("send.problem.unopened")) { try await send(message.message.id, by: .omar, scene) }
        // Nor does a number that is opened on the ask's page, which shows no link, or by somebody else.
        let id = message.message.id
        try await scene.world.write { _ = try OpenAskField(ask, .contact).run($0, in: $1, group: $2, by: omar) }
        let rosa = scene.world.actor(.rosa)
        try await scene.world.write { _ = try OpenNumber(id).run($0, in: $1, group: $2, by: rosa) }
        await #expect(throws: Problem.conflict("send.problem.unopened")) { try await send(message.message.id, by: .omar, scene) }
        try await scene.world.write { _ = try OpenNumber(id).run($0, in: $1, group: $2, by: omar) }
        #expect(try await send(id, by: .omar, scene) != nil)
        #expect(try await send(id, by: .omar, scene) == nil, "twice is once")
    }

    @Test("a hold begins when the link is opened, also when nobody marked the message; whoever marks it then is told nothing")
    func opened() async throws {
        let scene = try await DeliveryScene { ask, _ in ask.urgency = .today }
        let (id, actor) = (scene.match, Actor.link(ID(high: 1, low: 2), .match, person: scene.helpers[0]))
        let message = try await offer(scene).message.id
        try await scene.run { _ = try NoteOpened(id).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.found().holdUntil == World.start + .minutes(30))
        #expect(try await scene.asking.messages(.offerToHelper).isEmpty)

        scene.world.time.move(by: .minutes(5))
        #expect(try await send(message, by: .omar, scene) == nil)
        #expect(try await send(message, by: .rosa, scene) == nil)
        #expect(try await scene.found().holdUntil == World.start + .minutes(30))
    }

    @Test("a hold rests in the night")
    func night() async throws {
        let world = try await World()
        let evening = World.start + .hours(11)
        // Two hours before the night and two after it.
        #expect(ToldAbout.holdUntil(toldAt: evening - .hours(1), urgent: false, in: world.group) == evening + .hours(13))
    }

    @Test("pressed twice it is sent once; of two dispatchers the second is told")
    func twice() async throws {
        let scene = try await DeliveryScene()
        let message = try await offer(scene).message
        #expect(try await send(message.id, by: .omar, scene) != nil)
        #expect(try await send(message.id, by: .omar, scene) == nil)
        #expect(await problem { _ = try await send(message.id, by: .rosa, scene) }?.key == "send.problem.sent")
    }

    @Test("sent by mistake: back in the queue within ten minutes, and the hold with it")
    func undo() async throws {
        let scene = try await DeliveryScene()
        let message = try await offer(scene).message
        guard let undo = try await send(message.id, by: .omar, scene) else { throw Problem.missing() }
        let actor = scene.world.actor(.omar)
        try await scene.run { try UndoSent(undo).run($0, in: $1, group: $2, by: actor) }
        #expect(try await scene.found().toldAt == nil)
        #expect(try await scene.asking.messages(.offerToHelper).count == 1)
    }

    @Test("after eleven minutes it stays sent")
    func late() async throws {
        let scene = try await DeliveryScene()
        let message = try await offer(scene).message
        guard let undo = try await send(message.id, by: .omar, scene) else { throw Problem.missing() }
        scene.world.time.move(by: .minutes(11))
        let actor = scene.world.actor(.omar)
        #expect(await problem { try await scene.run { try UndoSent(undo).run($0, in: $1, group: $2, by: actor) } }?.kind == .conflict)
    }

    @Test("opening a number is one row of who did, and nobody without the ability may")
    func opening() async throws {
        let scene = try await DeliveryScene()
        let id = try await offer(scene).message.id
        let (omar, tessa) = (scene.world.actor(.omar), scene.world.actor(.tessa))
        let phone = try await scene.world.write { try OpenNumber(id).run($0, in: $1, group: $2, by: omar).words.phone }
        #expect(phone == "+447700900700")
        let helper = scene.helpers[0]
        let rows = try await scene.world.read { connection, _, group in try Reveal.of(helper.subject, in: group.id, connection) }
        #expect(rows.map(\.field) == [.contact])
        #expect(await problem { try await scene.run { _ = try OpenNumber(id).run($0, in: $1, group: $2, by: tessa) } }?.kind == .forbidden)
    }

    @Test("in safe mode no message says what it is about")
    func safe() async throws {
        let scene = try await DeliveryScene { ask, _ in ask.safeMode = true }
        let offer = try await offer(scene).words.text
        #expect(!offer.contains("Groceries") && !offer.contains("Mill Lane"))
        try await scene.accept()
        let found = try await scene.asking.messages(.helperFound).first?.words.text ?? ""
        #expect(!found.isEmpty)
        #expect(!found.contains("Amina") && !found.contains("door"))
    }

    @Test("texts are in the language of whoever reads them, and links begin with the public address")
    func language() async throws {
        let scene = try await DeliveryScene()
        let words = try await offer(scene).words
        #expect(words.text.contains("http://localhost:8080/riverside/l/"))
        #expect(!words.text.contains("⟦"))
    }

    @Test("an offer that is never sent is taken back, and the next is asked")
    func dropped() async throws {
        let scene = try await DeliveryScene(helpers: 2)
        let id = try await offer(scene).message.id
        let omar = scene.world.actor(.omar)
        try await scene.run { try SkipMessage(id, .drop).run($0, in: $1, group: $2, by: omar) }
        #expect(try await scene.found(0).state == .cancelled)
        #expect(try await scene.found(1).state == .proposed)
    }

    @Test("no message says to call a group that has no number")
    func nobodyToCall() async throws {
        let scene = try await AskScene()
        let id = try await scene.open().ask
        let texts = try await scene.world.write { transaction, house, group in
            var (ask, silent) = (try AskStore.existing(id, in: group.id, transaction), group)
            silent.groupPhone = nil
            var texts: [(with: String, without: String)] = []
            for (kind, safe) in [(.cannotDo, false), (.cannotDo, true), (.helperFound, true), (.notDelivered, true)] as [(Message.Kind, Bool)] {
                ask.safeMode = safe
                let both = try [group, silent].map { group in
                    let message = try #require(try Compose.toAsker(kind, ask, in: house, group: group, transaction))
                    let found = try #require(try MessageStore.with(id: message, in: group.id, transaction))
                    return try #require(try MessageStore.words(of: found, in: house, group: group.id, transaction)).text
                }
                texts.append((both[0], both[1]))
            }
            return texts
        }
        for text in texts {
            #expect(text.with.lowercased().contains("call us") && !text.without.lowercased().contains("call"))
            #expect(
                !text.without.lowercased().contains("answer") && text.without.contains(" page"), "somebody who helps sends it from their own phone")
        }

        // Nothing new says it without a twin.
        let say = scene.world.house.catalogs.wording(.english)
        for member in Message.Kind.allCases.flatMap({ [$0.rawValue, $0.rawValue + ".safe"] }) where say.has("message.\(member)") {
            #expect(say.family("message", member).lowercased().contains("call us") == Compose.saysToCall.contains(member), "\(member)")
        }
        for language in scene.world.house.catalogs.languages {
            let say = scene.world.house.catalogs.wording(language)
            for member in Compose.saysToCall {
                #expect(say.has("message.\(member).noPhone"))
                let text = say.family("message", member + ".noPhone")
                for answer in ["nswer", "ontesta", "ردوا"] { #expect(!text.contains(answer), "\(language) \(member)") }
            }
        }
    }

    @Test("every kind of message has a text and a neutral twin in every language")
    func texts() async throws {
        let world = try await World()
        let own: [Message.Kind] = [
            .offerToHelper, .offerTakenBack, .helperFound, .takesLonger, .atTheDoor, .cannotDo, .newLink, .welcomeHelper, .silentHelper, .checkIn,
        ]
        for language in world.house.catalogs.languages {
            let say = world.house.catalogs.wording(language)
            for kind in own { #expect(say.has("message.\(kind.rawValue)"), "message.\(kind.rawValue) in \(language.text)") }
            for kind in Message.Kind.allCases { #expect(say.has("send.kind.\(kind.rawValue)")) }
        }
    }
}
