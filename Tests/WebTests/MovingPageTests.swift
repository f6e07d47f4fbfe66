import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@testable import Alongside

/// The page on which organisers agree that the group is taken elsewhere, and everyone with a role can say no.
@Suite("Taking the group elsewhere") struct MovingPageTests {
    private static let page = "/riverside/desk/settings/move"

    private func pending(_ world: World) async throws -> [GroupRelease] {
        try await world.read { connection, house, group in try GroupReleaseStore.pending(at: house.now, in: group.id, connection) }
    }

    @Test("an organiser who is alone waits a day; the others read it on every page of the desk and say no", arguments: ["en", "es", "ar"])
    func alone(language: String) async throws {
        let world = try await World()
        world.time.move(by: .days(8))
        let before = await world.get(Self.page + "?in=\(language)", as: .rosa)
        #expect(before.status == 200 && !before.text.contains("⟦") && SettingsPagesTests.findings(before).isEmpty)
        let asked = await world.post(Self.page + "/agree", [("do", "ask")], as: .rosa)
        #expect(asked.status == 303)
        let release = try #require(try await pending(world).first)
        let waiting = await world.get(Self.page + "?in=\(language)", as: .rosa)
        #expect(!waiting.text.contains("⟦") && SettingsPagesTests.findings(waiting).isEmpty)
        #expect(await world.post(Self.page + "/agree", [("do", "show"), ("release", release.id.text)], as: .rosa).status == 409)

        let board = await world.get("/riverside/desk?in=\(language)", as: .omar)
        #expect(board.text.contains("/desk/settings/move"))
        let seen = await world.get(Self.page + "?in=\(language)", as: .ines)
        #expect(seen.text.contains("Rosa") && !seen.text.contains("⟦"))
        let stopped = await world.follow(await world.post(Self.page, [("do", "stop"), ("release", release.id.text)], as: .ines), as: .ines)
        #expect(stopped.status == 200)
        #expect(try await pending(world).isEmpty)
        let after = await world.get("/riverside/desk", as: .omar)
        #expect(after.status == 200 && !after.text.contains("/desk/settings/move"))
    }

    @Test("with a second organiser of long standing there is a code at once, on the answer alone and in no row")
    func two() async throws {
        let world = try await World()
        let omar = world.id(.omar)
        let rosa = world.id(.rosa)
        let hash = try Passphrase.hash("three green boats", cost: .quick)
        try await world.write { transaction, house, group in
            try PersonStore.give(.organiser, to: omar, at: house.now, in: group.id, transaction)
            var card = try #require(try PersonStore.with(id: rosa, in: house, group: group.id, transaction)?.card)
            card.passphraseHash = hash
            try PersonStore.update(rosa, card, in: house, group: group.id, transaction)
        }
        world.time.move(by: .days(8))
        let wrong = await world.post(Self.page + "/agree", [("do", "ask"), ("passphrase", "three red boats")], as: .rosa)
        #expect(wrong.status == 422 && wrong.text.contains("This is not your passphrase"))
        #expect(try await pending(world).isEmpty)
        let answer = await world.post(Self.page + "/agree", [("do", "ask"), ("passphrase", "three green boats")], as: .rosa)
        #expect(answer.status == 200)
        let code = try #require(answer.text.firstMatch(of: /<strong>([0-9a-z]{4}(?:-[0-9a-z]{4}){3})<\/strong>/)?.output.1)
        #expect(ReleaseCode(typed: String(code)) != nil)
        #expect(await !world.get(Self.page, as: .rosa).text.contains(code))
        let show = [("do", "show"), ("release", try #require(try await pending(world).first).id.text)]
        // The session alone does not do: another organiser may have made a link that signs in as somebody.
        #expect(await world.post(Self.page + "/agree", show, as: .rosa).status == 422)
        let again = await world.post(Self.page + "/agree", show + [("passphrase", "three green boats")], as: .rosa)
        #expect(again.status == 200 && !again.text.contains(code))
        // Omar has none, and waits.
        let omars = await world.post(Self.page + "/agree", [("do", "ask")], as: .omar)
        #expect(omars.status == 303)
        #expect(try await pending(world).contains { $0.person == omar && $0.opensAt > world.now })
    }

    @Test("whoever is no organiser has no button for it, and a form of theirs is refused")
    func others() async throws {
        let world = try await World()
        for member in [World.Member.omar, .tessa, .ines] {
            let page = await world.get(Self.page, as: member)
            #expect(page.status == 200 && !page.text.contains("value=\"ask\""))
            #expect(await world.post(Self.page + "/agree", [("do", "ask")], as: member).status == 403)
        }
        #expect(try await pending(world).isEmpty)
    }
}
