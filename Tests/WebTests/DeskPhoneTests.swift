import Alongside
import Kernel
import Storage
import TestKit
import Testing

@testable import Web

/// Whatever a helper can do on their own page, a dispatcher can do for them while they are on the phone.
@Suite struct DeskPhoneTests {
    /// Amina is being asked.
    private func asked() async throws -> (scene: BoardScene, ask: ID<Ask>, match: Match) {
        let scene = try await BoardScene()
        let amina = try await scene.helper("Amina")
        let id = try await scene.open()
        _ = await scene.send(id, "match", [("helper", amina.text)])
        return (scene, id, try #require(try await scene.matches(id).first))
    }

    private func times(_ from: String, _ until: String) -> [(String, String)] {
        [("day", "2026-03-10"), ("when-from", from), ("when-until", until)]
    }

    /// Fills in one of the forms of the page and sends it.
    private func send(_ verb: String, _ fields: [(String, String)], _ scene: BoardScene, _ ask: ID<Ask>) async -> WebResponse {
        let page = await scene.page(ask)
        #expect(AskerScene.findings(in: page).isEmpty)
        return await scene.world.send(page, form: scene.asker.form(page, to: "/\(verb)"), fields, as: .omar)
    }

    @Test("a yes with its time, and another time later: the asker is told both")
    func window() async throws {
        let (scene, ask, _) = try await asked()
        let wrong = await send("accept", times("15:00", "11:00"), scene, ask)
        #expect(wrong.status == 422 && wrong.text.contains("value=\"11:00\"") && AskerScene.findings(in: wrong).isEmpty)
        #expect(await send("accept", times("14:00", "16:00"), scene, ask).status == 303)
        #expect(try await scene.matches(ask).first?.windowFrom == World.start + .hours(4))
        #expect(try await scene.world.waitingMessage(.helperFound).words.text.contains("14:00"))

        #expect(await send("window", times("17:00", "18:00"), scene, ask).status == 303)
        #expect(try await scene.matches(ask).first?.windowFrom == World.start + .hours(7))
        #expect(try await scene.world.waitingMessage(.helperFound).words.text.contains("17:00"))
        #expect(await send("window", times("", ""), scene, ask).status == 422)
    }

    @Test("who was expected and is not heard of stands on the board and on the ask from that time on, until they are at the door")
    func unheard() async throws {
        let (scene, ask, _) = try await asked()
        _ = await send("accept", times("14:00", "16:00"), scene, ask)
        func board() async -> String { await scene.board("?queue=way").text }
        let (row, step) = ("nothing heard since", "That time has passed, and nobody has said how it went.")
        scene.world.time.move(by: .hours(5))
        #expect(await !board().contains(row))
        #expect(await !scene.page(ask).text.contains(step))

        scene.world.time.move(by: .hours(2))
        #expect(await board().contains(row))
        #expect(await scene.page(ask).text.contains(step))

        #expect(await send("arrive", [], scene, ask).status == 303)
        #expect(await !board().contains(row))
        #expect(await !scene.page(ask).text.contains(step))
    }

    @Test("a hand-back is one: the helper is told nothing and the ask is open again")
    func handBack() async throws {
        let (scene, ask, _) = try await asked()
        _ = await send("accept", times("14:00", "16:00"), scene, ask)
        #expect(await send("hand-back", [], scene, ask).status == 303)
        #expect(try await scene.matches(ask).first?.state == .handedBack)
        #expect(try await scene.ask(ask).state == .open)
        await #expect(throws: Problem.self) { _ = try await scene.world.waitingMessage(.offerTakenBack) }
    }

    @Test("who answers after the time was up still gets it, while nobody else has said yes")
    func late() async throws {
        let (scene, ask, match) = try await asked()
        let message = try await scene.world.waitingMessage(.offerToHelper).id
        _ = await scene.world.post("/riverside/desk/send/\(message.text)/sent", as: .omar)
        scene.world.time.move(by: .hours(5))
        try await scene.world.write { try ReleaseHolds().run($0, in: $1, group: $2) }
        #expect(try await scene.matches(ask).first?.state == .lapsed)

        #expect(await scene.page(ask).text.contains("Amina answers after all"))
        #expect(await send("accept", times("17:00", "18:00"), scene, ask).status == 303)
        #expect(try await scene.matches(ask).first { $0.id == match.id }?.state == .accepted)
        #expect(await !scene.page(ask).text.contains("answers after all"))
    }

    @Test("done with what it came to: the receipt is handed in for the helper")
    func delivered() async throws {
        let (scene, ask, match) = try await asked()
        _ = await send("accept", times("14:00", "16:00"), scene, ask)
        let wrong = await send("deliver", [("total", "lots")], scene, ask)
        #expect(wrong.status == 422 && wrong.text.contains("value=\"lots\"") && AskerScene.findings(in: wrong).isEmpty)
        #expect(try await scene.ask(ask).state == .accepted)

        #expect(await send("deliver", [("total", "23.00")], scene, ask).status == 303)
        #expect(try await scene.ask(ask).state == .done)
        let receipts = try await scene.world.read { connection, _, group in try ReceiptStore.of(match: match.id, in: group.id, connection) }
        #expect(receipts.map(\.amount.minorUnits) == [2_300])
        #expect(receipts.map(\.payee) == [match.helper])
    }

    @Test("a form with a problem keeps what stands in the others")
    func besideIt() async throws {
        let (scene, ask, _) = try await asked()
        let wrong = await send("accept", times("15:00", "11:00"), scene, ask)
        let zone = PageForm.all(in: wrong.text).first { $0.action.hasSuffix("/triage") }?.fields.first { $0.0 == "zone" }?.1
        #expect(zone == scene.world.zone("Mill Lane").id.text)
    }
}
