import Foundation
import Kernel
import Testing

@testable import Words

@Suite struct LanguageChoiceTests {
    private let offered: [LanguageTag] = [.spanish, .english, .arabic]
    private func catalogs() throws -> Catalogs {
        try Catalogs(files: [
            .english: "msgid \"a.b\"\nmsgstr \"en\"\n", .spanish: "msgid \"a.b\"\nmsgstr \"es\"\n", .arabic: "msgid \"a.b\"\nmsgstr \"ar\"\n",
        ])
    }

    @Test(
        "the browser's wish decides, by quality, then by order; without one the first language of the group does",
        arguments: [
            (nil, "es"), ("", "es"), ("ar", "ar"), ("ar-SY,en;q=0.8", "ar"), ("fr, en;q=0.5, ar;q=0.9", "ar"), ("en;q=0.7,ar;q=0.7", "en"),
            ("en;q=0, ar", "ar"), ("en;q=0", "es"), ("zh-Hant, ja", "es"), ("*", "es"), (";;;,,,q=1", "es"), ("EN-us", "en"),
            ("en;q=nonsense, ar;q=0.1", "ar"),
        ] as [(String?, String)])
    func best(header: String?, expected: String) throws {
        #expect(try catalogs().best(for: header, first: offered).text == expected)
    }

    @Test(
        "what a group has listed decides only where the browser does not: between variants, and when it wants none that there is",
        arguments: [
            ("en", "es", "es"), ("en", "ar, en;q=0.5", "ar"), ("es", "en-US", "en"), ("es", "de", "es"), ("es", nil, "es"), ("es-MX", "es", "es-MX"),
            ("so", "so, ar;q=0.5", "ar"), ("so es", "so", "es"), ("so", nil, "en"),
        ] as [(String, String?, String)])
    func listed(group: String, header: String?, expected: String) throws {
        let first = group.split(separator: " ").compactMap { LanguageTag($0) }
        #expect(try catalogs().best(for: header, first: first).text == expected)
    }

    @Test(
        "where no group is known, English stands in for a wish that nobody can meet",
        arguments: [
            (nil, "en"), ("", "en"), ("de", "en"), ("fr", "en"), ("pt-BR", "en"), ("zh-Hant, ja", "en"), ("ar", "ar"), ("de, es;q=0.3", "es"),
        ]
            as [(String?, String)])
    func withoutGroup(header: String?, expected: String) throws {
        #expect(try catalogs().best(for: header).text == expected)
    }

    @Test("a header of a megabyte is read no further than is sensible")
    func hostile() throws {
        let header = String(repeating: "xx;q=0.5,", count: 120_000) + "ar"
        #expect(try catalogs().best(for: header, first: offered) == .spanish)
    }

    @Test("a language without a catalog falls back to its base, then to English")
    func fallback() throws {
        let catalogs = try catalogs()
        for (asked, expected) in [("es-MX", "es"), ("ar", "ar"), ("so", "en"), ("zh-Hant", "en")] {
            let tag = try #require(LanguageTag(asked))
            #expect(catalogs.wording(tag).language.text == expected)
        }
        #expect(catalogs.languages.map(\.text) == ["ar", "en", "es"])
    }

    @Test("a country in the tag changes dates and numbers, not the sentences")
    func country() throws {
        let tag = try #require(LanguageTag("en-US"))
        let zone = try #require(TimeZone(identifier: "UTC"))
        let wording = try catalogs().wording(tag)
        #expect(wording("a.b") == "en")
        #expect(wording.time(Instant(milliseconds: 52_200_000), zone: zone) == "2:30 PM")
    }

    @Test("not one catalog is a fault")
    func none() {
        #expect(throws: CatalogFault.self) { try Catalogs(files: [:]) }
    }
}
