import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

@Suite struct AskerComplaintTests {
    private func complained(_ scene: AskerScene, about: String, by member: World.Member = .omar) async throws -> String {
        let own = try await scene.asked()
        try await scene.match(scene.newest().id, .done, ask: .done, by: member)
        let page = await scene.world.get(own + "/complain")
        let sent = await scene.world.send(
            page, form: scene.form(page, to: "/complain"), [("about", about), ("words", "The eggs were thrown <at me>")])
        #expect(sent.status == 303)
        #expect(await scene.world.follow(sent).text.contains("We have it."))
        return own
    }

    @Test("a complaint is heard at the desk, taken on and closed, and the asker sees how it stands")
    func heard() async throws {
        let scene = try await AskerScene()
        let own = try await complained(scene, about: "helper")
        let list = await scene.world.get("/riverside/desk/complaints", as: .rosa)
        #expect(list.status == 200 && list.text.contains("Nobody yet") && AskerScene.findings(in: list).isEmpty)
        let path = try #require(list.text.components(between: "href=\"", and: "\"").first { $0.contains("/desk/complaints/") })
        var page = await scene.world.get(path, as: .rosa)
        #expect(
            page.text.contains("The eggs were thrown &lt;at me&gt;") && page.text.contains("Amina") && AskerScene.findings(in: page).isEmpty)
        page = await scene.world.follow(await scene.world.post(path, [("do", "take")], as: .rosa), as: .rosa)
        #expect(page.text.contains("Taken on by"))
        #expect(await scene.world.get(own).text.contains("Someone has taken it on."))
        let empty = await scene.world.post(path, [("do", "close")], as: .rosa)
        #expect(empty.status == 422 && empty.text.contains("id=\"answer-problem\""))
        page = await scene.world.follow(await scene.world.post(path, [("do", "close"), ("answer", "We talked")], as: .rosa), as: .rosa)
        #expect(page.text.contains("We talked"))
        #expect(await scene.world.get(own).text.contains("It has been looked into."))
    }

    @Test("for the dispatcher whom it is about there is no complaint: not in the list, not by its address")
    func bypasses() async throws {
        let scene = try await AskerScene()
        _ = try await complained(scene, about: "dispatcher")
        let list = await scene.world.get("/riverside/desk/complaints", as: .rosa)
        let path = try #require(list.text.components(between: "href=\"", and: "\"").first { $0.contains("/desk/complaints/") })
        #expect(await !scene.world.get("/riverside/desk/complaints", as: .omar).text.contains(path))
        #expect(await scene.world.get(path, as: .omar).status == 404)
        #expect(await scene.world.post(path, [("do", "take")], as: .omar).status == 404)
        #expect(await scene.world.get(path, as: .tessa).status == 403)
    }

    @Test("the number in the menu leaves out what is about its reader")
    func badge() async throws {
        let scene = try await AskerScene()
        _ = try await complained(scene, about: "dispatcher")
        func count(_ member: World.Member) async -> String? {
            let page = await scene.world.get("/riverside/desk", as: member).text
            let entry = page.components(between: "href=\"/riverside/desk/complaints\"", and: "</a>").first ?? "no such entry"
            return entry.components(between: "<span class=\"count\">", and: "</span>").first
        }
        #expect(await count(.rosa) == "1")
        #expect(await count(.omar) == nil)
        #expect(await scene.world.get("/riverside/desk", as: .omar).text.contains("/riverside/desk/complaints"))
    }

    @Test("a complaint of another group is no page here")
    func foreign() async throws {
        let scene = try await AskerScene()
        #expect(await scene.world.get("/riverside/desk/complaints/00000000000000000000000000", as: .rosa).status == 404)
        #expect(await scene.world.get("/riverside/desk/complaints/nonsense", as: .rosa).status == 404)
    }

    @Test("whom and what are needed, and what was typed stays")
    func problems() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let response = await scene.world.post(own + "/complain", [("words", "Something")])
        #expect(response.status == 422 && response.text.contains("Something") && response.text.contains("id=\"about-problem\""))
    }
}
