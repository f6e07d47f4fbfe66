import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// From a door where nobody was to the next helper, with the bag in between.
@Suite struct HelperGoodsTests {
    @Test("what was brought to the depot stands at the desk, and the next helper fetches it and buys only the rest", arguments: ["en", "es", "ar"])
    func depot(_ language: String) async throws {
        let scene = try await HelperScene()
        let (world, ben) = (scene.world, try await scene.world.neighbourWhoHelps("Ben"))
        try await change(world) { $0.depot = "Church hall, side door" }
        _ = await scene.accept()
        _ = await world.post(scene.task + "/list", [("got-0", "yes"), ("price-0", "2.40")])

        let second = await world.post(scene.task + "/problem?in=\(language)", [("failure", "nobody_home")])
        #expect(second.text.contains("Church hall, side door") && second.text.contains("name=\"place\""))
        let told = await world.post(scene.task + "/problem", [("failure", "nobody_home"), ("next", "depot"), ("place", "in the fridge")])
        #expect(told.status == 303)
        let over = await world.get(scene.task + "?in=\(language)")
        #expect(over.text.contains("Church hall, side door"))

        let desk = await world.get("/riverside/desk/asks/\(scene.ask.text)?in=\(language)", as: .omar)
        #expect(desk.status == 200 && !desk.text.contains("⟦"))
        #expect(desk.text.contains("Church hall, side door · in the fridge"))

        let task = try await offered(to: ben, scene)
        let offer = await world.get(task + "?in=\(language)")
        #expect(offer.text.contains("Milk") && offer.text.contains("rice") && !offer.text.contains("in the fridge"))
        _ = await world.post(task + "/accept", [("day", "2026-03-10"), ("when-from", "15:00"), ("when-until", "16:00")])
        let promise = await world.get(task + "?in=\(language)")
        #expect(promise.status == 200 && !promise.text.contains("⟦"))
        #expect(promise.text.contains("Church hall, side door · in the fridge"))
        if language == "en" {
            #expect(offer.text.contains("You only fetch it and bring it."))
            #expect(promise.text.contains("already bought"))
        }
    }

    @Test("what somebody still has is asked for at the group, and what went back to the shop is bought again")
    func elsewhere() async throws {
        for (next, isHeld) in [("dispatcher", true), ("return", false)] {
            let scene = try await HelperScene()
            let ben = try await scene.world.neighbourWhoHelps("Ben")
            _ = await scene.accept()
            _ = await scene.world.post(scene.task + "/list", [("got-0", "yes"), ("price-0", "2.40")])
            _ = await scene.world.post(scene.task + "/problem", [("failure", "nobody_home"), ("next", next)])
            let desk = await scene.world.get("/riverside/desk/asks/\(scene.ask.text)", as: .omar)
            #expect(desk.text.contains("Amina has it.") == isHeld)
            let task = try await offered(to: ben, scene)
            let offer = await scene.world.get(task)
            #expect(offer.text.contains("Already bought") == isHeld)
            guard isHeld else { continue }
            _ = await scene.world.post(task + "/accept", [("day", "2026-03-10"), ("when-from", "15:00"), ("when-until", "16:00")])
            #expect(await scene.world.get(task).text.contains("Call the group. We tell you where to fetch it."))
            try await change(scene.world) { $0.groupPhone = nil }
            let silent = await scene.world.get(task).text
            #expect(silent.contains("A dispatcher tells you where to fetch it.") && !silent.contains("Call the group"))
        }
    }

    /// A dispatcher asks somebody else; the address of their task.
    private func offered(to helper: ID<Person>, _ scene: HelperScene) async throws -> String {
        let answer = await scene.world.post("/riverside/desk/asks/\(scene.ask.text)/match", [("helper", helper.text)], as: .omar)
        #expect(answer.status == 303)
        return "/riverside/l/" + (try await scene.world.waitingMessage(.offerToHelper).words.link ?? "")
    }

    private func change(_ world: World, _ change: @escaping @Sendable (inout ChangeRules.Input) -> Void) async throws {
        let rosa = world.actor(.rosa)
        try await world.write { transaction, house, group in
            var rules = ChangeRules.Input(group)
            change(&rules)
            try ChangeRules(rules, shown: .of(group.ruleFields)).run(transaction, in: house, group: group.id, by: rosa)
        }
    }
}
