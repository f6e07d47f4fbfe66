import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Words

@Suite struct GroupsFoundingTests {
    static func input(_ name: String = "Elm Street Neighbours", country: String = "GB") -> FoundGroup.Input {
        let defaults = CountryDefaults.of(country)
        return FoundGroup.Input(
            name: name, country: country, currency: defaults.currency, timeZone: defaults.timeZone, languages: [.spanish, .english],
            founder: FoundGroup.Founder(alias: "Nadia", language: .spanish, session: .random())
        )
    }

    @Test("0.1 a group is founded with its key, its kinds of help, a pot, and an organiser who can do everything")
    func founded() async throws {
        let world = try await World()
        let founded = try await world.write { transaction, house, _ in
            try FoundGroup(Self.input()).run(transaction, in: house, by: .command)
        }
        try await world.read { connection, house, _ in
            let group = try #require(try GroupStore.named("elm-street-neighbours", connection))
            #expect(group.id == founded.group.id)
            #expect(group.timeZone.identifier == "Europe/London" && group.currency == .gbp && group.mainLanguage == .spanish)
            #expect(try house.vault.groupKey(group.id, connection).bytes.count == 32)
            let roles = try PersonStore.roles(of: founded.organiser, in: group.id, connection)
            #expect(roles == [.organiser, .dispatcher, .treasurer])
            let person = try #require(try PersonStore.with(id: founded.organiser, in: house, group: group.id, connection))
            #expect(person.card?.alias == "Nadia")
            #expect(try connection.number("SELECT count(*) FROM pot WHERE group_id = $1", [group.id.stored]) == 1)
            #expect(try History.of(group.id.named(), key: nil, in: house, group: group.id, connection).map(\.verb) == [.groupFounded])
        }
    }

    @Test("0.2 (web) a new group has sixteen kinds of help with names in every language")
    func categories() async throws {
        let world = try await World()
        let founded = try await world.write { transaction, house, _ in try FoundGroup(Self.input()).run(transaction, in: house, by: .command) }
        let (categories, languages) = try await world.read { connection, house, _ in
            (try CategoryStore.all(in: founded.group.id, connection), house.catalogs.languages)
        }
        #expect(categories.count == 16)
        for category in categories {
            #expect(Set(category.names.keys) == Set(languages))
            #expect(category.names.values.allSatisfy { !$0.isEmpty && !$0.contains("⟦") })
            #expect((5...1_440).contains(category.minutes))
        }
        #expect(categories.contains { $0.essential } && categories.contains { !$0.essential })
        #expect(categories.first { $0.nameKey == "groceries" }?.kind == .shopping)
    }

    @Test("only a set-up link that was made here founds a group, or the command line")
    func whoMay() async throws {
        let world = try await World()
        for actor in [Actor.visitor, world.actor(.rosa)] {
            await #expect(throws: Problem.self) {
                try await world.write { transaction, house, _ in
                    _ = try FoundGroup(Self.input()).run(transaction, in: house, by: actor, setUp: .random())
                }
            }
        }
    }

    @Test("two groups of one name get addresses of their own")
    func sameName() async throws {
        let world = try await World()
        let slugs = try await world.write { transaction, house, _ in
            try (0..<3).map { _ in try FoundGroup(Self.input()).run(transaction, in: house, by: .command).group.slug }
        }
        #expect(slugs == ["elm-street-neighbours", "elm-street-neighbours-2", "elm-street-neighbours-3"])
    }

    @Test("a group without name, language or organiser's name is not founded, and each is said")
    func incomplete() async throws {
        let world = try await World()
        var input = Self.input("")
        input.languages = []
        input.founder.alias = ""
        let fields = FoundGroup(input).problems.compactMap(\.field)
        #expect(Set(fields) == ["name", "languages", "alias"])
        await #expect(throws: Problem.self) {
            try await world.write { [input] transaction, house, _ in _ = try FoundGroup(input).run(transaction, in: house, by: .command) }
        }
    }

    @Test(
        "an address is made of a name in any script",
        arguments: [
            ("Vecinas de San Telmo", "vecinas-de-san-telmo"), ("Ärzte & Nachbarn e.V.", "arzte-nachbarn-e-v"), ("St. Mary's Aid", "st-marys-aid"),
            ("12th Street", "12th-street"), ("!!!", "neighbours"), ("A", "neighbours"),
        ])
    func slug(name: String, expected: String) { #expect(Slug.made(from: name) == expected) }

    @Test("an address is always short, plain and never a reserved word")
    func slugProperty() throws {
        let random = SeededRandomness(seed: 7)
        let letters = Array("abcdefg éñاسгд漢字 -_/?.%ÄÖ'’12 ").map(String.init)
        for _ in 0..<500 {
            let name = (0..<(1 + random.below(60))).map { _ in random.pick(letters) }.joined()
            let slug = Slug.free(from: name) { Slug.reserved.contains($0) }
            #expect((2...Slug.longest).contains(slug.utf8.count), "\(name) gave \(slug)")
            #expect(slug.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }, "\(name) gave \(slug)")
            #expect(!slug.hasPrefix("-") && !slug.hasSuffix("-"))
        }
    }

    @Test("every country has a clock, money and a first weekday of its own")
    func countries() {
        for country in CallingCountry.known {
            let defaults = CountryDefaults.of(country.region)
            #expect((1...7).contains(defaults.firstWeekday))
            if country.region != "GB" { #expect(defaults.timeZone.identifier != "Europe/London", "\(country.region)") }
        }
        #expect(CountryDefaults.of("EG").currency.code == "EGP" && CountryDefaults.of("US").firstWeekday == 1)
    }
}
