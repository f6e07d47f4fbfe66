import Alongside
import Foundation
import Kernel
import TestKit
import Testing

@testable import Web

/// Ways from an ask that lead over another page, and what a refused field of it says.
@Suite struct BoardWayBackTests {
    @Test("the way through a helper's page leads back to the ask, and from there to the list from which it was opened")
    func trustAndList() async throws {
        let scene = try await BoardScene()
        _ = try await scene.helper("Amina") { $0.trust = .new }
        let id = try await scene.open()
        let mark = BoardFilter(queue: .open, order: .newest).mark
        let ask = await scene.world.get("/riverside/desk/asks/\(id.text)?from=\(mark)", as: .omar)
        let there = try #require(ask.text.components(between: "href=\"", and: "\"").first { $0.contains("/desk/helpers/") }).replacing(
            "&amp;", with: "&")
        let page = await scene.world.get(there, as: .omar)
        let saved = await scene.world.send(page, form: scene.asker.form(page, to: "/trust"), [("trust", "solo")], as: .omar)
        for page in [page, await scene.world.follow(saved, as: .omar)] {
            #expect(page.text.contains("/desk/asks/\(id.text)?from=\(mark)\""))
        }
    }

    @Test("the amount that is given as an example is taken, in a currency without a smaller unit too", arguments: ["GBP", "JPY", "KWD"])
    func exampleAmount(code: String) throws {
        let currency = try #require(Currency(code: code))
        let refused = TypedMoney.unclear("cap", currency)
        let example = try #require(refused.arguments["example"])
        #expect(Money(typed: example, currency: currency)?.minorUnits == 1_240)
    }

    @Test("a refused amount in yen is told an amount in yen")
    func yen() async throws {
        let scene = try await BoardScene()
        let id = try await scene.asked()
        let yen = try #require(Currency(code: "JPY"))
        try await scene.world.write { transaction, _, group in
            var group = group
            group.currency = yen
            try GroupStore.update(group, transaction)
        }
        let refused = await scene.send(id, "triage", [("urgency", "week"), ("cost", "fund"), ("cap", "12.40")])
        #expect(refused.status == 422 && refused.text.contains("Write it like 1,240."))
        #expect(await scene.send(id, "triage", [("urgency", "week"), ("cost", "fund"), ("cap", "1,240")]).status == 303)
        #expect(try await scene.ask(id).capMinor == 1_240)
    }
}
