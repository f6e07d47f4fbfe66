import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct FindAsksTests {
    private func find(_ scene: AskScene, _ typed: String, by actor: Actor? = nil) async throws -> FindAsks.Answer {
        let actor = actor ?? scene.world.actor(.ines)
        return try await scene.world.write { try FindAsks(typed).run($0, in: $1, group: $2, by: actor) }
    }

    private func ids(_ scene: AskScene, _ typed: String) async throws -> [ID<Ask>] { try await find(scene, typed).found.map(\.ask.id) }

    private func lookedUp(_ scene: AskScene, _ ask: ID<Ask>) async throws -> Int {
        try await scene.world.read { connection, _, group in
            try Reveal.of(ask.subject, in: group.id, connection).filter { $0.field == .lookup }.count
        }
    }

    @Test("an ask is found by its code word in either script, by a part of the name, by its number and its address")
    func ways() async throws {
        let scene = try await AskScene()
        let contact = Contact(reach: .phone, phone: "+447700900123", email: "ola@example.org")
        let ask = try await scene.open(scene.input(alias: "Øla Brown", contact: contact, language: .arabic)).ask
        let other = try await scene.open(scene.input(alias: "Zed", contact: .calls)).ask
        let face = try await scene.sealed(ask).face
        let latin = try #require(face.codeWordLatin)
        for typed in [face.codeWord, latin.uppercased(), "brown", "07700 900 123", "Ola@Example.org"] {
            #expect(try await ids(scene, typed) == [ask], "\(typed)")
        }
        #expect(try await ids(scene, "zed") == [other])
        #expect(try await ids(scene, "nobody of this name").isEmpty)
    }

    @Test("who finds an ask by number or address leaves a row that its person can see; by code word or name none")
    func noted() async throws {
        let scene = try await AskScene()
        let ask = try await scene.open().ask
        _ = try await find(scene, try await scene.sealed(ask).face.codeWord)
        _ = try await find(scene, "Ola")
        #expect(try await lookedUp(scene, ask) == 0)
        _ = try await find(scene, "07700 900123")
        #expect(try await lookedUp(scene, ask) == 1)
    }

    @Test("what is asked after the first search is found too, what changed is found as it is now, and what is forgotten by nothing")
    func fed() async throws {
        let scene = try await AskScene()
        let first = try await scene.open().ask
        #expect(try await ids(scene, "07700 900123") == [first])
        let second = try await scene.open(scene.input(alias: "Mara", contact: Contact(reach: .phone, phone: "+447700900321"))).ask
        #expect(try await ids(scene, "mara") == [second])
        let actor = scene.world.actor(.ines)
        let input = scene.input(alias: "Mara", contact: Contact(reach: .phone, phone: "+447700900322"))
        try await scene.world.write { try ChangeAsk(input, of: second).run($0, in: $1, group: $2, by: actor) }
        #expect(try await ids(scene, "07700 900321").isEmpty)
        #expect(try await ids(scene, "07700 900322") == [second])
        let dispatcher = scene.world.actor(.omar)
        try await scene.world.write { _ = try CloseAsk(second, reason: .duplicate).run($0, in: $1, group: $2, by: dispatcher) }
        #expect(try await ids(scene, "mara") == [second], "closed, and still there for thanks")
        try await scene.world.write { try Forgetting.forget(second.subject, .ask, in: $1, group: $2.id, $0) }
        #expect(try await ids(scene, "mara").isEmpty)
    }

    @Test("another group's asks are found by nothing")
    func isolation() async throws {
        let scene = try await AskScene()
        let world = scene.world
        try await world.write { transaction, house, _ in
            let (group, categories, _) = try World.found(house, "hillside", transaction)
            let input = OpenAsk.Input(
                alias: "Zebedee", contact: Contact(reach: .phone, phone: "+447700900555"), place: nil, category: categories["groceries"]!.id,
                words: "Oranges", language: .english
            )
            _ = try OpenAsk(input).run(transaction, in: house, group: group, by: .visitor)
        }
        for typed in ["Zebedee", "07700 900555"] { #expect(try await ids(scene, typed).isEmpty) }
    }

    @Test("who may not see the board finds nothing, and nothing typed is nothing looked for")
    func refused() async throws {
        let scene = try await AskScene()
        #expect(await problem { _ = try await find(scene, "Ola", by: scene.world.actor(.tessa)) }?.kind == .forbidden)
        #expect(await problem { _ = try await find(scene, "  ") }?.field == "find")
        #expect(await problem { _ = try await find(scene, String(repeating: "x", count: 300)) }?.field == "find")
    }

    @Test("of many of one name the newest twenty are shown, and how many there are")
    func many() async throws {
        let scene = try await AskScene()
        for _ in 0..<22 {
            _ = try await scene.open(scene.input(contact: .calls))
            scene.world.time.move(by: .minutes(1))
        }
        let answer = try await find(scene, "ola")
        #expect(answer.found.count == FindAsks.most && answer.count == 22)
        #expect(answer.found.map(\.ask.createdAt) == answer.found.map(\.ask.createdAt).sorted(by: >))
    }
}
