import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@testable import Markup

@Suite struct SettingsPagesTests {
    private static let pages = [
        "/desk/settings", "/desk/settings/checkup", "/desk/settings/words", "/desk/settings/categories", "/desk/settings/zones",
        "/desk/settings/zones/import",
        "/desk/settings/places",
        "/desk/settings/places/import", "/desk/settings/people", "/desk/settings/people/invite", "/desk/sessions", "/sign-in",
    ]

    private func browser(_ world: World, _ member: World.Member = .rosa, language: String = "en") -> SettingsBrowser {
        SettingsBrowser(world.front, language: language, cookie: world.cookie(member))
    }

    @Test("every page of the settings is sound and has all its words", arguments: pages, ["en", "es", "ar"])
    func sound(page: String, language: String) async throws {
        let world = try await World()
        let answer = await browser(world).open("/riverside\(page)?in=\(language)")
        #expect(answer.status == 200)
        #expect(!answer.text.contains("⟦"), "\(page): \(answer.text.split(separator: "⟦").dropFirst().first?.prefix(60) ?? "")")
        #expect(Self.findings(answer).isEmpty, "\(page): \(Self.findings(answer))")
    }

    static func findings(_ answer: WebResponse) -> [String] {
        MarkupCheck.findings(in: HTML(bytes: answer.body)).map(\.description)
    }

    @Test("0.1 nobody without the role, and nobody of another group, sees or changes the settings")
    func strangers() async throws {
        let world = try await World()
        let foreign = try await world.write { transaction, house, _ in
            let (group, categories, zones) = try World.found(house, "hilltop", transaction)
            let (person, cookie) = try World.admit("Hugo", [.organiser], house, group, transaction)
            let category = try #require(categories["pets"])
            let zone = try #require(zones["Mill Lane"])
            let session = try #require(try SessionStore.all(of: person, at: house.now, in: group.id, transaction).first)
            return (person: person.text, cookie: cookie, category: category.id.text, zone: zone.id.text, session: session.id.text)
        }
        let rosa = browser(world)
        for guess in ["settings/categories/\(foreign.category)", "settings/zones/\(foreign.zone)", "settings/people/\(foreign.person)"] {
            let answer = await rosa.open("/riverside/desk/\(guess)")
            #expect(answer.status == 404, "\(guess)")
            #expect(!answer.text.contains("Hugo") && !answer.text.contains("Hilltop"))
            #expect(await rosa.open("/hilltop/desk/\(guess)").status != 200, "a session holds in its own group only")
        }
        await rosa.open("/riverside/desk/sessions")
        let own = try #require(PageForm.all(in: rosa.text).first { $0.names.contains("do") })
        let token = own.fields.filter { $0.0 == "form-token" || $0.0 == "once" }
        for (path, fields) in [
            ("sessions/\(foreign.session)", []), ("settings/zones/\(foreign.zone)", [("do", "remove")]),
            ("settings/people/\(foreign.person)", [("do", "give"), ("role", "treasurer")]),
            ("settings/categories", [("do", "move"), ("category", foreign.category), ("way", "up")]),
            ("settings/categories/\(foreign.category)", [("do", "save"), ("kind", "other"), ("minutes", "30"), ("name-en", "Mine")]),
        ] {
            let answer = await world.post("/riverside/desk/\(path)", token.filter { $0.0 == "once" } + fields, as: .rosa)
            #expect(answer.status == 404, "\(path): \(answer.status)")
        }
        for member in [World.Member.omar, .tessa, .ines] {
            for page in Self.pages where page.hasPrefix("/desk/settings") {
                #expect(await browser(world, member).open("/riverside\(page)").status == 403)
            }
            #expect(await world.post("/riverside/desk/settings/zones", [("do", "add"), ("name", "Mine")], as: member).status == 403)
        }
        let visitor = SettingsBrowser(world.front)
        #expect(await visitor.open("/riverside/desk/settings").status == 303)
    }

    @Test("0.2 (web) a kind of help that is added shows at once where people ask and offer")
    func category() async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings/categories")
        await rosa.send(
            formWith: "emoji",
            [
                ("name-en", "Plant care"), ("name-es", "Cuidar plantas"), ("name-ar", "رعاية النباتات"), ("emoji", "🪴"), ("kind", "errand"),
                ("minutes", "٢٠"),
            ])
        #expect(rosa.page.status == 200 && rosa.text.contains("Plant care"))
        let visitor = SettingsBrowser(world.front)
        #expect(await visitor.open("/riverside/ask").text.contains("Plant care"))
        #expect(await visitor.open("/riverside/ask?in=ar").text.contains("رعاية النباتات"))
        #expect(await visitor.open("/riverside/offer?in=es").text.contains("Cuidar plantas"))

        // Taken back within its ten minutes.
        await rosa.send(formWith: "undo", [])
        #expect(await visitor.open("/riverside/ask").text.contains("Plant care") == false)
    }

    @Test("a form sent twice adds one")
    func twice() async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings/zones")
        let form = try #require(PageForm.all(in: rosa.text).first { $0.names.contains("parent") })
        for _ in 0..<2 { #expect(await rosa.send(form, [("name", "Canal Row")], follow: false).status == 303) }
        let zones = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection) }
        #expect(zones.filter { $0.name == "Canal Row" }.count == 1)
    }

    @Test("a text saved by a double click is one change with one way back, and other words in the same form are not taken for it")
    func doubleClick() async throws {
        let world = try await World()
        let browser = browser(world)
        await browser.open("/riverside/desk/settings/words")
        let form = try #require(PageForm.all(in: browser.text).first { $0.names.contains("text") })
        let first = await browser.send(form, [("text", "Ring twice")], follow: false).header("location")
        #expect(try #require(first).contains("undo="))
        #expect(await browser.send(form, [("text", "Ring twice")], follow: false).header("location") == first)
        let other = await browser.send(form, [("text", "Knock softly")], follow: false)
        #expect(other.status == 409 && other.text.contains("Knock softly"))
    }

    @Test("the rules are saved, taken back, and the second of two browsers is told what stands now")
    func rules() async throws {
        let world = try await World()
        let (first, second) = (browser(world), browser(world))
        await first.open("/riverside/desk/settings")
        await second.open("/riverside/desk/settings")
        await first.send(formWith: "retention", [("weekly", "3"), ("phone", "020 7946 0000"), ("crisis", "988")])
        #expect(first.page.status == 200 && first.text.contains("value=\"+442079460000\""), "\(first.text.suffix(500))")

        let late = await second.send(formWith: "retention", [("weekly", "7")])
        #expect(late.status == 409)
        #expect(late.text.contains("value=\"7\""), "what was typed stays")
        await second.send(formWith: "retention", [])
        #expect(second.page.status == 200, "pressing again is a decision")
        await second.send(formWith: "undo", [])
        let limit = try await world.read { connection, _, group in try GroupStore.with(id: group.id, connection)?.weeklyLimit }
        #expect(limit == 3)
    }

    @Test(
        "every field of the rules refuses nonsense beside itself and keeps it",
        arguments: [
            ("retention", "99"), ("urgent", "soon"), ("cap", "a lot"), ("name", ""), ("zone", "Mars/Base"), ("country", "ZZ"), ("phone", "call me"),
            ("crisis", "<script>"), ("night-from", "late"), ("main-language", "not a language at all"), ("currency", "12"),
        ])
    func nonsense(field: String, value: String) async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings")
        let answer = await rosa.send(formWith: "retention", [(field, value)])
        if field == "main-language" {
            #expect(answer.status == 200, "an unknown first language leaves the chosen ones")
        } else {
            #expect(answer.status == 422, "\(field)")
            #expect(answer.text.contains("id=\"problems\""))
            #expect(Self.findings(answer).isEmpty, "\(Self.findings(answer))")
        }
        #expect(!answer.text.contains("<script>"))
    }

    @Test("the door is not closed without words for it in every language; what the program suggests is there to be read, and marked")
    func pause() async throws {
        let world = try await World()
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings")
        #expect(rosa.text.contains("We need a rest") && rosa.text.contains("Necesitamos un descanso"))
        #expect(await rosa.send(formWith: "scope", [("scope", "paused"), ("until", "2026-03-20"), ("paused-es", "")]).status == 422)
        #expect(rosa.text.contains("id=\"paused-es\"") && rosa.text.contains("what people read during the pause"))
        #expect(Self.findings(rosa.page).isEmpty)
        await rosa.open("/riverside/desk/settings/words")
        let form = try #require(
            PageForm.all(in: rosa.text).first { form in
                form.fields.contains { $0 == ("words", "paused") } && form.fields.contains { $0 == ("language", "en") }
            })
        await rosa.send(form, [("text", "Back on Friday.")])
        #expect(rosa.text.contains("Back on Friday."))
        await rosa.open("/riverside/desk/settings")
        await rosa.send(formWith: "scope", [("scope", "paused"), ("until", "2026-03-20")])
        #expect(rosa.page.status == 200)
        let group = try #require(try await world.read { connection, _, group in try GroupStore.with(id: group.id, connection) })
        #expect(group.scope == .paused && group.pausedUntil == Instant(milliseconds: 1_773_964_800_000))
        #expect(await world.get("/riverside/ask").text.contains("Back on Friday."))
        #expect(await world.get("/riverside/ask", language: "es").text.contains("Necesitamos un descanso"))
        #expect(await world.get("/riverside/ask", language: "ar").text.contains("نحتاج إلى استراحة"))
    }

    @Test(
        "0.9 (web) zones of a drawing are looked at before they are saved",
        arguments: ["bedstuy_quadrants.geojson", "crownheights_quadrants.geojson", "sudan_18_states.geojson"])
    func zonesImport(name: String) async throws {
        let world = try await World()
        let rosa = browser(world)
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../AlongsideTests/Fixtures/geo/\(name)")
        await rosa.open("/riverside/desk/settings/zones/import")
        await rosa.upload(formWith: "file", file: Array(try Data(contentsOf: file)))
        #expect(rosa.page.status == 200 && rosa.text.contains("<svg"))
        #expect(Self.findings(rosa.page).isEmpty, "\(Self.findings(rosa.page))")
        let before = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection).count }
        #expect(before == 3, "nothing is saved by looking")

        await rosa.send(formWith: "drawing", [("name-0", "")])
        #expect(rosa.page.status == 422)
        await rosa.send(formWith: "drawing", [("name-0", "First quarter")])
        #expect(rosa.page.status == 200 && rosa.text.contains("First quarter") && rosa.text.contains("<svg"), "\(rosa.page.status)")
        #expect(Self.findings(rosa.page).isEmpty, "\(Self.findings(rosa.page))")
        let zones = try await world.read { connection, _, group in try ZoneStore.boundaries(in: group.id, connection).count }
        #expect(zones >= 4)
        await rosa.send(formWith: "undo", [])
        let after = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection).map(\.name) }
        #expect(rosa.page.status == 200 && after == ["Mill Lane", "Dock Street", "Elm Court"])
    }

    @Test("a street is pointed at on the drawing, without a script")
    func pointed() async throws {
        let world = try await World()
        let actor = world.actor(.rosa)
        let square = [(51.0, 0.0), (51.0, 1.0), (52.0, 1.0), (52.0, 0.0)].compactMap { Coordinate(latitude: $0.0, longitude: $0.1) }
        let boundary = try #require(Boundary(polygons: [[square]]))
        try await world.write { transaction, house, group in
            _ = try ImportZones([.init(name: "Mill Lane", boundary: boundary)]).run(transaction, in: house, group: group.id, by: actor)
        }
        let rosa = browser(world)
        await rosa.open("/riverside/desk/settings/places")
        #expect(rosa.text.contains("type=\"image\""))
        await rosa.send(formWith: "numbers", [("name", "The Old Library"), ("point.x", "100"), ("point.y", "100")])
        #expect(rosa.page.status == 200 && rosa.text.contains("name=\"latitude\""))
        #expect(Self.findings(rosa.page).isEmpty, "\(Self.findings(rosa.page))")
        await rosa.send(formWith: "numbers", [])
        #expect(rosa.page.status == 200 && rosa.text.contains("The Old Library"))
        let entry = try await world.read { connection, _, group in
            try GazetteerStore.page(1, of: 5, matching: "library", in: group.id, connection).entries.first
        }
        #expect(entry?.zone == world.zone("Mill Lane").id)
        #expect(entry?.point.map { boundary.contains($0) } == true)

        await rosa.open("/riverside/desk/settings/places?find=the%20old%20libary")
        #expect(rosa.text.contains("Mill Lane"))
        await rosa.open("/riverside/desk/settings/places")
        await rosa.send(formWith: "entry", [])
        #expect(!rosa.text.contains("The Old Library"))
        await rosa.send(formWith: "undo", [])
        #expect(rosa.text.contains("The Old Library"))
    }

    @Test("a sheet of streets is brought in, and says which lines were left out")
    func placesImport() async throws {
        let world = try await World()
        let rosa = browser(world, language: "es")
        await rosa.open("/riverside/desk/settings/places/import")
        await rosa.upload(formWith: "file", file: Array("street,zone\nQuay Walk,Dock Street\nLost Alley,Nowhere\n".utf8))
        #expect(rosa.page.status == 200)
        #expect(rosa.text.contains("Line"))
        #expect(Self.findings(rosa.page).isEmpty, "\(Self.findings(rosa.page))")
        func entries() async throws -> Int {
            try await world.read { connection, _, group in try GazetteerStore.count(in: group.id, connection) }
        }
        #expect(try await entries() == 1)
        await rosa.send(formWith: "undo", [])
        #expect(try await entries() == 0)
        await rosa.open("/riverside/desk/settings/places/import")
        await rosa.upload(formWith: "file", file: [0, 1, 2])
        #expect(rosa.page.status == 422)
    }

    @Test("a zone is taken away and its open asks wait as unplaced when that is chosen")
    func removed() async throws {
        let world = try await World()
        let rosa = browser(world)
        let zone = world.zone("Dock Street").id.text
        await rosa.open("/riverside/desk/settings/zones/\(zone)")
        let form = try #require(PageForm.all(in: rosa.text).first { $0.fields.contains { $0 == ("do", "remove") } })
        await rosa.send(form, [])
        #expect(rosa.page.status == 200 && !rosa.text.contains("Elm Court"))
        await rosa.send(formWith: "undo", [])
        #expect(rosa.text.contains("Elm Court"))
    }
}
