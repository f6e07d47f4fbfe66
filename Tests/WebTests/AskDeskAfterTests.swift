import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// What neighbours say of what was done, as those read it who arrange help.
@Suite struct AskDeskAfterTests {
    @Test("a dispatcher reads in the neighbour's own words that it did not come, without any complaint, and looks for somebody again")
    func words() async throws {
        let scene = try await BoardScene()
        let own = try await scene.asker.asked()
        let id = try await scene.asker.newest().id
        try await scene.asker.match(id, .done, ask: .done)
        #expect(await !scene.page(id).text.contains("How it was"))
        let sent = await scene.world.post(own + "/how-was-it", [("came", "no"), ("again", "yes"), ("words", "Only an empty bag hung there")])
        #expect(sent.status == 303)

        let told = await scene.world.get(own)
        #expect(told.text.contains("Not all of it came") && !told.text.contains("We hope it was right"))
        #expect(await scene.board("?queue=amiss").text.contains("/desk/asks/\(id.text)"))
        let row = await scene.board("?queue=follow")
        #expect(row.text.contains("did not come"))
        let page = await scene.page(id)
        #expect(page.text.contains("It did not come.") && page.text.contains("Only an empty bag hung there"))
        #expect(page.text.contains("They need it again.") && AskerScene.findings(in: page).isEmpty)
        let back = await scene.world.send(page, form: scene.asker.form(page, to: "/reopen"), as: .omar)
        #expect(back.status == 303)
        #expect(try await scene.ask(id).state == .open)
        // What was said stays readable for whoever looks for somebody now.
        #expect(await scene.page(id).text.contains("Only an empty bag hung there"))
        #expect(await !scene.board("?queue=amiss").text.contains("/desk/asks/\(id.text)"))
    }

    @Test("what came stands there too, and in no queue of what is wrong")
    func allWell() async throws {
        let scene = try await BoardScene()
        let own = try await scene.asker.asked()
        let id = try await scene.asker.newest().id
        try await scene.asker.match(id, .done, ask: .done)
        _ = await scene.world.post(own + "/how-was-it", [("came", "yes"), ("words", "Still warm")])
        let page = await scene.page(id)
        #expect(page.text.contains("All of it came.") && page.text.contains("Still warm") && !page.text.contains("Look for somebody again"))
        #expect(await !scene.board("?queue=amiss").text.contains("/desk/asks/\(id.text)"))
    }
}
