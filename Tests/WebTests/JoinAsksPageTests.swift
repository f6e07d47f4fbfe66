import Alongside
import Foundation
import Kernel
import TestKit
import Testing
import Web

/// What may be the same ask, on the page of one.
@Suite struct JoinAsksPageTests {
    @Test("1.6 (web) what may be the same stands beside an ask with its reason, is joined in one tap and taken back", arguments: ["en", "es", "ar"])
    func joined(language: String) async throws {
        let scene = try await BoardScene()
        let first = try await scene.asked(["name": "Khaled"])
        let second = try await scene.asked(["name": "خالد", "reach": "nobody@example.org"])
        let page = await scene.world.get("/riverside/desk/asks/\(second.text)?in=\(language)", as: .ines)
        #expect(page.status == 200 && AskerScene.findings(in: page).isEmpty, "\(AskerScene.findings(in: page))")
        let reasons = ["en": "a name that is like it", "es": "un nombre parecido", "ar": "اسم يشبهه"]
        #expect(page.text.contains(reasons[language] ?? "-") && page.text.contains(first.text))
        let forms = PageForm.all(in: page.text).indices.filter { PageForm.all(in: page.text)[$0].action.contains("/same") }
        #expect(forms.count == 2)
        let ask = forms.first { PageForm.all(in: page.text)[$0].fields.contains { $0 == ("how", "ask") } } ?? 99
        let sent = await scene.world.send(page, form: ask, as: .ines)
        #expect(sent.status == 303)
        #expect(try await scene.ask(second).closing == .duplicate)
        let after = await scene.world.follow(sent, as: .ines)
        let undo = PageForm.all(in: after.text).firstIndex { $0.action.contains("/undo/") } ?? 99
        #expect(await scene.world.send(after, form: undo, as: .ines).status == 303)
        #expect(try await scene.ask(second).state == .new)
        // Another dispatcher, whose page is older, is told.
        _ = await scene.send(second, "close", [("reason", "not_wanted")])
        #expect(await scene.send(second, "same", [("other", first.text), ("how", "ask")]).status == 409)
    }

    @Test("whoever may not open contacts reads that an ask may be the same, not that its number is", arguments: ["en", "es", "ar"])
    func withoutContact(language: String) async throws {
        let scene = try await BoardScene()
        let first = try await scene.asked(["name": "Khaled"])
        _ = try await scene.asked(["name": "K.", "place": "3 Station Road"], kind: "chat")
        let cookie = try await scene.world.write { try World.admit("Olga", [.organiser], $1, $2, $0).cookie }
        let path = "/riverside/desk/asks/\(first.text)"
        let page = await scene.world.front.answer(
            WebRequest(method: .get, path: path, query: ["in": language], acceptLanguage: language, cookies: ["alongside": cookie]))
        let maybe = ["en": "It may be the same.", "es": "Puede que sea lo mismo.", "ar": "قد يكون هو نفسه."]
        let number = ["en": "the same number", "es": "el mismo número", "ar": "الرقم نفسه"]
        #expect(page.status == 200 && page.text.contains(maybe[language] ?? "-") && !page.text.contains(number[language] ?? "-"))
        let dispatchers = await scene.world.get("\(path)?in=\(language)", as: .omar)
        #expect(dispatchers.text.contains(number[language] ?? "-") && !dispatchers.text.contains(maybe[language] ?? "-"))
    }
}
