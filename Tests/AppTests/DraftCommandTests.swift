import Alongside
import Foundation
import Kernel
import Synchronization
import TestKit
import Testing

@testable import App

@Suite("alongside draft") struct DraftCommandTests {
    private final class Heard: Sendable {
        private let said = Mutex<[String]>([])
        var console: Console { Console(say: { line in self.said.withLock { $0.append(line) } }) }
        var answer: [String] { said.withLock { $0 } }
    }

    private func object(_ heard: Heard) throws -> [String: [String: Any]] {
        #expect(heard.answer.count == 1)
        let json = try JSONSerialization.jsonObject(with: Data((heard.answer.first ?? "").utf8))
        return try #require(json as? [String: Any]).compactMapValues { $0 as? [String: Any] }
    }

    private static let message = "this is zoe at 3 mill lane, need a ride to hospital on friday, 020 7946 0123"

    @Test("3.10 with a group its places, zones and kinds of help are known, and nothing is written")
    func inGroup() async throws {
        let world = try await World()
        let before = try await world.open.number("SELECT count(*) FROM history")
        let heard = Heard()
        try await DraftCommand(message: Self.message, group: "riverside", json: true).run(on: world.open, heard.console)
        let draft = try object(heard)
        #expect(draft["zone"]?["value"] as? String == "Mill Lane" && draft["zone"]?["id"] as? String == world.zone("Mill Lane").id.text)
        #expect(draft["phone"]?["value"] as? String == "+442079460123")
        // Tuesday in the world; the Friday that comes.
        #expect(draft["byWhen"]?["value"] as? String == "2026-03-13")
        let shopping = Heard()
        try await DraftCommand(message: "we need milk", group: "riverside", json: true).run(on: world.open, shopping.console)
        #expect(try object(shopping)["kinds"]?["id"] as? String == world.category("groceries").id.text)
        #expect(try await world.open.number("SELECT count(*) FROM history") == before)
        #expect(try await world.open.number("SELECT count(*) FROM ask") == 0)
    }

    @Test("without a group the words that come with the program are enough, and in plain words each thing stands with its own")
    func alone() throws {
        let today = try #require(Day(year: 2026, month: 3, day: 10))
        let heard = Heard()
        try DraftCommand.alone(Self.message, today: today, country: "GB", json: false, heard.console)
        #expect(heard.answer.contains("phone: +442079460123 (\"020 7946 0123\")"))
        #expect(heard.answer.contains("kinds of help: rides (\"ride to\")") && heard.answer.contains("email: -"))
        let json = Heard()
        try DraftCommand.alone("call 020 7946 0123 or 07700 900789", today: today, country: "GB", json: true, json.console)
        #expect((try object(json)["phone"]?["choices"] as? [Any])?.count == 2)
    }

    @Test("what cannot be read is one line: no text, nothing, too much, no such group or country")
    func refusals() async throws {
        #expect(throws: Refusal("The message cannot be read: it is no text in UTF-8.")) { try DraftCommand.text(of: [0x61, 0xFF, 0xFE]) }
        let today = Day(number: 20_000)
        let console = Heard().console
        #expect(throws: Refusal.self) { try DraftCommand.alone(" \n", today: today, country: nil, json: true, console) }
        #expect(throws: Refusal.self) {
            try DraftCommand.alone(String(repeating: "a ", count: 500_000), today: today, country: nil, json: true, console)
        }
        #expect(throws: Refusal.self) { try DraftCommand.alone("hi", today: today, country: "Narnia", json: true, console) }
        let world = try await World()
        await #expect(throws: Refusal("There is no group \"nowhere\" here.")) {
            try await DraftCommand(message: "hi", group: "nowhere", json: true).run(on: world.open, console)
        }
    }
}
