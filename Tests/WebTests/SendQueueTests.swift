import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

/// The page of what is sent by hand.
@Suite struct SendQueueTests {
    @Test("the queue shows alias and text, and no number until it is opened")
    func queue() async throws {
        let scene = try await HelperScene()
        let page = await scene.world.get("/riverside/desk/send", as: .omar)
        #expect(page.status == 200)
        #expect(!page.text.contains("⟦"))
        #expect(page.text.contains("Amina") && page.text.contains("/riverside/l/"))
        #expect(!page.text.contains("+447700900777") && !page.text.contains("sms:") && !page.text.contains("tel:"))
        #expect(page.text.contains("data-key=\"s\""))

        let id = try await message(scene)
        let opened = await scene.world.post("/riverside/desk/send/\(id)/open", as: .omar)
        #expect(opened.status == 200)
        #expect(opened.text.contains("+447700900777") && opened.text.contains("sms:+447700900777"))
    }

    @Test("the way to an asker's own page stands in the queue only when their number was opened")
    func ownPage() async throws {
        let scene = try await HelperScene()
        _ = await scene.accept()
        let found = try await scene.world.waitingMessage(.helperFound)
        let link = try #require(found.words.link)
        let closed = await scene.world.get("/riverside/desk/send", as: .omar).text
        #expect(!closed.contains(link))
        // Sent without its link it would lead nowhere: until the number is opened there is nothing to copy, and nothing to mark.
        let path = "/riverside/desk/send/\(found.id.text)"
        #expect(!closed.contains("id=\"text-\(found.id.text)\"") && !closed.contains("\(path)/sent\"") && closed.contains("\(path)/open\""))
        #expect(closed.contains("Open the number first."))
        let opened = await scene.world.post("/riverside/desk/send/\(found.id.text)/open", as: .omar)
        #expect(opened.text.contains("/riverside/l/\(link)"))
        #expect(opened.text.contains("data-copy=\"text-\(found.id.text)\"") && opened.text.contains("\(path)/sent\""))
        let page = await scene.world.get("/riverside/l/\(link)")
        #expect(page.status == 200 && page.text.contains("Ola") && page.text.contains("Omar"))
    }

    @Test("a form of an older page cannot mark what stands there without its link, until the same person has opened the number")
    func unopened() async throws {
        let scene = try await HelperScene()
        _ = await scene.accept()
        let found = try await scene.world.waitingMessage(.helperFound)
        let path = "/riverside/desk/send/\(found.id.text)"
        // Somebody else has it open: that is not on this screen.
        scene.world.time.move(by: .minutes(1))
        _ = await scene.world.post("\(path)/open", as: .rosa)
        let refused = await scene.world.post("\(path)/sent", as: .omar)
        #expect(refused.status == 409 && refused.text.contains("Open the number first. Only then"))
        #expect(try await scene.world.waitingMessage(.helperFound).id == found.id)
        _ = await scene.world.post("\(path)/open", as: .omar)
        #expect(await scene.world.post("\(path)/sent", as: .omar).status == 303)
    }

    @Test("who named a safe way is told that way only: no number, no address, no button for them")
    func safeWay() async throws {
        let scene = try await HelperScene()
        let (ask, actor) = (scene.ask, scene.world.actor(.omar))
        try await scene.world.write {
            try SetAskDetails(.init(safeContact: "a note under the mat"), of: ask).run($0, in: $1, group: $2, by: actor)
        }
        _ = await scene.accept()
        let found = try await scene.world.waitingMessage(.helperFound)
        let opened = await scene.world.post("/riverside/desk/send/\(found.id.text)/open", as: .omar)
        #expect(opened.status == 200 && opened.text.contains("a note under the mat"))
        for hidden in ["900123", "sms:", "tel:", "mailto:"] { #expect(!opened.text.contains(hidden), "\(hidden)") }
    }

    @Test("one key marks it as sent, and the undo stands on the next page")
    func sent() async throws {
        let scene = try await HelperScene()
        let id = try await message(scene)
        let answer = await scene.world.post("/riverside/desk/send/\(id)/sent", as: .omar)
        #expect(answer.status == 303)
        let next = await scene.world.follow(answer, as: .omar)
        #expect(next.text.contains("class=\"undo\""))
        #expect(try await scene.found().holdUntil != nil)
        #expect(await scene.world.post("/riverside/desk/send/\(id)/sent", as: .rosa).status == 409)
        #expect(await scene.world.send(next, form: 0, as: .omar).status == 303)
        #expect(try await scene.found().holdUntil == nil)
    }

    @Test("an unsure message says so and is not repeated by itself")
    func unsure() async throws {
        let scene = try await HelperScene()
        let id = try await message(scene)
        try await scene.world.write { transaction, _, group in
            guard let known = ID<Message>(text: id), var found = try MessageStore.with(id: known, in: group.id, transaction) else { return }
            found.state = .unsure
            try MessageStore.update(found, in: group.id, transaction)
        }
        #expect(await scene.world.get("/riverside/desk/send", as: .omar).text.contains("maybe sent"))
    }

    @Test("in the night only what is urgent is offered; what was written in the evening rests until morning, and comes then")
    func night() async throws {
        let scene = try await HelperScene()
        let world = scene.world
        world.time.move(by: .hours(11))
        let helper = scene.helper
        try await world.write { transaction, house, group in
            try Compose.toHelper(.silentHelper, helper, in: house, group: group, transaction)
            try Compose.toHelper(.welcomeHelper, helper, urgent: true, link: .random(), in: house, group: group, transaction)
        }
        func queue() async -> (cards: Int, text: String) {
            let text = await world.get("/riverside/desk/send", as: .omar).text
            return (text.ranges(of: "data-message=").count, text)
        }
        // At nine in the evening: the offer of the morning, and these two.
        let evening = await queue()
        #expect(evening.cards == 3 && !evening.text.contains("rest until") && !evening.text.contains("rests until"))

        world.time.move(by: .hours(4))
        let night = await queue()
        #expect(night.cards == 1)
        #expect(night.text.contains("2 more messages rest, the first until") && night.text.contains("8:00"), "\(night.text)")
        let resting = try await world.read { connection, house, group in try MessageStore.resting(at: house.now, in: group, connection) }
        #expect(resting?.count == 2 && resting?.next == World.start + .hours(22))
        #expect(try await world.read { connection, house, group in try MessageStore.toSendCount(at: house.now, in: group, connection) } == 1)

        world.time.move(by: .hours(7))
        let morning = await queue()
        #expect(morning.cards == 3 && !morning.text.contains("more messages rest"))
    }

    @Test("where all that waits rests, the page does not say that everything is sent, and says to whom it goes", arguments: ["en", "es", "ar"])
    func onlyResting(_ language: String) async throws {
        let scene = try await HelperScene()
        scene.world.time.move(by: .hours(13))
        let night = await scene.world.get("/riverside/desk/send", as: .omar, language: language).text
        #expect(!night.contains("data-message=") && night.contains("<bdi>Amina</bdi>") && !night.contains("⟦"))
        let desk = await scene.world.get("/riverside/desk/asks/\(scene.ask.text)", as: .omar).text
        #expect(desk.contains("1 message rests until") && !desk.contains("1 message waits to be sent"))
        guard language == "en" else { return }
        #expect(!night.contains("class=\"empty\"") && night.contains("Nothing to send now"))
        #expect(night.contains("One message rests until") && night.contains("8:00"))
    }

    @Test("a message whose number was opened as the night began is still shown with it")
    func openedAtNightfall() async throws {
        let scene = try await HelperScene()
        let id = try await message(scene)
        scene.world.time.move(by: .hours(13))
        #expect(await !scene.world.get("/riverside/desk/send", as: .omar).text.contains(id))
        let opened = await scene.world.post("/riverside/desk/send/\(id)/open", as: .omar)
        #expect(opened.status == 200 && opened.text.contains("+447700900777"))
    }

    @Test("who may not send has no queue")
    func access() async throws {
        let scene = try await HelperScene()
        #expect(await scene.world.get("/riverside/desk/send", as: .tessa).status == 403)
        let id = try await message(scene)
        #expect(await scene.world.post("/riverside/desk/send/\(id)/open", as: .tessa).status == 403)
    }

    private func message(_ scene: HelperScene) async throws -> String {
        let found = try await scene.world.read { connection, house, group in
            try MessageStore.waiting(at: house.now, in: group.id, connection).first?.id.text
        }
        guard let found else { throw Problem.missing() }
        return found
    }
}
