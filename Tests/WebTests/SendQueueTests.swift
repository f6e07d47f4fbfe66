import Alongside
import Kernel
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
        #expect(await !scene.world.get("/riverside/desk/send", as: .omar).text.contains(link))
        let opened = await scene.world.post("/riverside/desk/send/\(found.id.text)/open", as: .omar)
        #expect(opened.text.contains("/riverside/l/\(link)"))
        let page = await scene.world.get("/riverside/l/\(link)")
        #expect(page.status == 200 && page.text.contains("Ola") && page.text.contains("Omar"))
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
