import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing
import Web
import Words

@Suite struct NewLanguageTests {
    private static let catalogs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Words/Catalogs").path

    @Test(
        "adding a language is adding a file: its pages, its direction, its place in the menu, its plurals",
        arguments: [("pt", "es", "ltr", "Português"), ("fa", "ar", "rtl", "فارسی")])
    func added(tag: String, model: String, direction: String, name: String) async throws {
        let world = try await World()
        let language = try #require(LanguageTag(tag))
        let house = try house(in: world, with: tag, asIn: model)
        try await world.write { transaction, _, group in
            var group = group
            group.languages.append(language)
            try GroupStore.update(group, transaction)
        }
        let front = Front(house: house, assets: try Assets.load())
        let page = await front.answer(WebRequest(method: .get, path: "/riverside/ask", acceptLanguage: tag))
        #expect(page.status == 200 && page.text.contains("<html lang=\"\(tag)\" dir=\"\(direction)\""))
        let title = house.catalogs.wording(try #require(LanguageTag(model)))("ask.form.title")
        #expect(page.text.contains("<h1>\(title)</h1>") && !page.text.contains("⟦"))

        let english = await front.answer(WebRequest(method: .get, path: "/riverside/ask", acceptLanguage: "en"))
        #expect(english.text.contains("/riverside/ask?in=\(tag)\" lang=\"\(tag)\""), "the menu leads to it")
        #expect(english.text.lowercased().contains(name.lowercased()))
    }

    @Test("the plurals of a language that was added are those of its own header")
    func plurals() async throws {
        let world = try await World()
        for (tag, model) in [("pt", "es"), ("fa", "ar")] {
            let catalogs = try house(in: world, with: tag, asIn: model).catalogs
            let own = catalogs.wording(try #require(LanguageTag(tag)))
            let said = [0, 1, 2, 5, 11, 100].map { own("board.count", ["count": .count($0)]) }
            #expect(Set(said.map { $0.filter { !$0.isNumber } }).count == (model == "ar" ? 6 : 2), "\(said)")
        }
    }

    /// A house whose catalogs are the program's and one more: a copy of `model` under another name.
    private func house(in world: World, with tag: String, asIn model: String) throws -> House {
        let folder = world.folder + "/catalogs-\(tag)"
        try FileManager.default.copyItem(atPath: Self.catalogs, toPath: folder)
        let text = try String(contentsOfFile: "\(folder)/\(model).po", encoding: .utf8)
        try text.replacing("\"Language: \(model)\\n\"", with: "\"Language: \(tag)\\n\"")
            .write(toFile: "\(folder)/\(tag).po", atomically: true, encoding: .utf8)
        let own = world.house
        return House(
            database: own.database, vault: own.vault, lookups: own.lookups, time: own.time, random: own.random,
            catalogs: try Catalogs.load(folder: folder), publicURL: own.publicURL
        )
    }
}
