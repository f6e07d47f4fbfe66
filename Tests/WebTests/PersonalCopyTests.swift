import Foundation
import Kernel
import Storage
import TestKit
import Testing
import Web

@testable import Alongside

/// What somebody may take with them: all that the group holds about them, and nothing about anybody else.
@Suite("A copy for whoever it is about") struct PersonalCopyTests {
    private struct Copy: Decodable {
        struct Opened: Decodable { let at: String, what: String, who: String }
        let group: String
        let made: String
        let kept: [String: [[String: Field]]]
        let opened: [Opened]
    }

    /// A field is a text, a number, or a list that the test does not look into.
    private enum Field: Decodable, Equatable {
        case text(String), number(Int64), other

        init(from decoder: any Decoder) throws {
            let one = try decoder.singleValueContainer()
            if let text = try? one.decode(String.self) {
                self = .text(text)
            } else {
                self = (try? one.decode(Int64.self)).map { .number($0) } ?? .other
            }
        }
    }

    private func copy(_ response: WebResponse) throws -> Copy { try JSONDecoder().decode(Copy.self, from: Data(response.body)) }

    @Test("the holder of an ask's link saves what is kept of it, with who opened what")
    func ask() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked(["place": "14 Mill Lane, blue door"])
        let id = try await scene.newest().id
        let omar = scene.world.id(.omar)
        try await scene.world.write { transaction, house, group in
            try Reveal.record(.phone, of: id.subject, by: omar, in: house, group: group.id, transaction)
        }
        #expect(await scene.world.get(own).text.contains("my-data.json"))
        let answer = await scene.world.get(own + "/my-data.json")
        #expect(answer.status == 200 && answer.header("content-type")?.hasPrefix("application/json") == true)
        #expect(answer.header("cache-control")?.contains("no-store") == true)
        let file = try copy(answer)
        #expect(file.group == "Riverside Neighbours" && file.made == "2026-03-10T10:00:01Z")
        #expect(file.kept["ask.face"]?.first?["alias"] == .text("Ola"))
        let details = try #require(file.kept["ask.details"]?.first)
        #expect(details["phone"] == .text("+447700900123") && details["place"] == .text("14 Mill Lane, blue door") && details["lines"] == .other)
        #expect(file.opened.map(\.what) == ["phone"] && file.opened.first?.who == "Omar")
        // Another one's ask is not in it.
        _ = try await scene.asked(["name": "Zebedee"])
        #expect(await !scene.world.get(own + "/my-data.json").text.contains("Zebedee"))
    }

    @Test("a helper saves their card, offers and receipts, without anybody's street, number, passphrase or link")
    func helper() async throws {
        let scene = try await HelperScene()
        let answer = await scene.world.get(scene.mine + "/my-data.json")
        let file = try copy(answer)
        #expect(file.kept["person.sealed"]?.first?["phone"] == .text("+447700900777"))
        #expect(file.kept["message.sealed"]?.isEmpty == false)
        for secret in ["14 Mill Lane", "+447700900123", "\"link\"", "passphrase", "/l/" + scene.task.suffix(32)] {
            #expect(!answer.text.contains(secret), "\(secret)")
        }
    }

    @Test("what the group noted for itself is not in it, and in safe mode no complaint either", arguments: [false, true])
    func notes(safe: Bool) async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest()
        try await scene.world.write { transaction, house, group in
            _ = try transaction.execute("UPDATE ask SET safe_mode = $1 WHERE ask_id = $2", [Value(safe), ask.id.stored])
            let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
            let id: ID<Complaint> = house.newID()
            let words = ComplaintWords(text: "He shouted at me", about: .other, answer: "Talked to Bert about it")
            _ = try transaction.execute(
                "INSERT INTO complaint (group_id, complaint_id, ask_id, state, opened_at, sealed) VALUES ($1, $2, $3, 'closed', $4, $5)",
                [
                    group.id.stored, id.stored, ask.id.stored, house.now.stored,
                    .bytes(house.vault.seal(words, row: id.bytes, key: key, in: group.id)),
                ])
            try History.record(
                .contacted, "ask", ask.id.subject, by: .command, in: house, group: group.id, detail: ("the shelter might help", key), transaction)
        }
        let text = await scene.world.get(own + "/my-data.json").text
        #expect(text.contains("He shouted at me") == !safe)
        #expect(!text.contains("Bert") && !text.contains("shelter"))
    }

    @Test("a link for something else has no copy, and a forgotten ask none either")
    func none() async throws {
        let scene = try await HelperScene()
        #expect(await scene.world.get(scene.task + "/my-data.json").status == 404)
        let asker = try await AskerScene()
        let own = try await asker.asked()
        let id = try await asker.newest().id
        try await asker.world.write { transaction, house, group in try Erasure.erase(id.subject, in: house, group: group.id, transaction) }
        #expect(await asker.world.get(own + "/my-data.json").status == 404)
    }
}
