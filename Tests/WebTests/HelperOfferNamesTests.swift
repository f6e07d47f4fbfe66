import Alongside
import Kernel
import Storage
import TestKit
import Testing
import Web

/// What somebody who has not said yes reads of who asks, and of what they take.
@Suite struct HelperOfferNamesTests {
    @Test("3.6 an offer calls its asker by their first name; the rest of the name is for whoever says yes", arguments: ["en", "es", "ar"])
    func firstName(_ language: String) async throws {
        let scene = try await HelperScene(alias: "Moira Tolliver-Wray")
        let offer = await scene.world.get(scene.task + "?in=\(language)").text
        #expect(offer.contains("Moira") && !offer.contains("Tolliver"))
        _ = await scene.accept()
        #expect(await scene.world.get(scene.task).text.contains("Moira Tolliver-Wray"))
    }

    @Test("an offer of medicine names none, not even by its first words")
    func words() async throws {
        let scene = try await HelperScene(kind: "prescriptions", words: "Metformin and insulin")
        let offer = await scene.world.get(scene.task)
        #expect(offer.status == 200 && !offer.text.contains("Metformin") && !offer.text.contains("The list"))
        _ = await scene.accept()
        #expect(await scene.world.get(scene.task).text.contains("Metformin and insulin"))
    }

    @Test("an offer of medicine says how many lines there are")
    func lines() async throws {
        let scene = try await medicines()
        let offer = await scene.world.get(scene.task).text
        #expect(offer.contains("2 things") && !offer.contains("Metformin") && !offer.contains("insulin"))
    }

    @Test("medicine that another helper has already bought is not named in the offer either")
    func bought() async throws {
        let scene = try await medicines()
        let (match, omar, ben) = (scene.match, scene.world.actor(.omar), try await scene.world.neighbourWhoHelps("Ben"))
        _ = await scene.accept()
        try await scene.world.write { transaction, house, group in
            try TickLines(match, [.init(line: 0, text: "Metformin", got: .yes)]).run(transaction, in: house, group: group, by: omar)
            try FailDelivery(match, .nobodyHome, next: .dispatcher).run(transaction, in: house, group: group, by: omar)
        }
        _ = await scene.world.post("/riverside/desk/asks/\(scene.ask.text)/match", [("helper", ben.text)], as: .omar)
        let link = try #require(try await scene.world.waitingMessage(.offerToHelper).words.link)
        let offer = await scene.world.get("/riverside/l/" + link).text
        #expect(offer.contains("1 thing. You only fetch it") && !offer.contains("Metformin"))
    }

    private func medicines() async throws -> HelperScene {
        let scene = try await HelperScene(kind: "prescriptions", words: "What I always take")
        let ask = scene.ask
        try await scene.world.write { transaction, house, group in
            let key = try house.vault.key(of: ask.subject, in: group.id, transaction)
            var (face, details) = try AskStore.sealed(of: ask, key: key, in: house, group: group.id, transaction)
            face.summary = "Metformin"
            details.replaceLines([.init(text: "Metformin"), .init(text: "insulin")])
            try AskStore.reseal(ask, face: face, details: details, key: key, in: house, group: group.id, transaction)
        }
        return scene
    }
}
