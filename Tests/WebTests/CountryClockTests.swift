import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing
import Web

/// The clock of a group's country, on a page and in a message that is written for somebody.
@Suite struct CountryClockTests {
    @Test(
        "a day has as many hours on a page and in a message as on the clocks of the group's country",
        arguments: [("GB", "14:00", "2:00"), ("US", "2:00", "14:00")])
    func clock(country: String, written: String, other: String) async throws {
        let scene = try await HelperScene()
        let (world, rosa) = (scene.world, scene.world.actor(.rosa))
        try await world.write { transaction, house, group in
            var rules = ChangeRules.Input(group)
            rules.country = country
            _ = try ChangeRules(rules, shown: .of(group.ruleFields)).run(transaction, in: house, group: group.id, by: rosa)
        }
        let page = await world.follow(await scene.accept())
        func has(_ text: String, _ time: String) -> Bool {
            text.range(of: "(?<![0-9])" + time, options: .regularExpression) != nil
        }
        let shown = page.text.components(separatedBy: "<form").first ?? ""
        #expect(page.status == 200 && has(shown, written) && !has(shown, other), "\(shown.suffix(900))")
        let message = try await world.waitingMessage(.helperFound).words.text
        #expect(has(message, written) && !has(message, other), "\(message)")
        #expect(message.lowercased().contains("pm") == (country == "US"), "\(message)")
    }
}
