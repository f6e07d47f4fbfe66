import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing

@Suite struct PlacesFinderTests {
    static let sheet = """
        street,numbers,side,postcode,zone,lat,lon
        Mill Lane,1-19,odd,SE15 4QX,Mill Lane,51.47,-0.06
        Mill Lane,2-40,even,SE15 4QY,Dock Street,,
        Dock Street,,,,Dock Street,,
        Elm Court,,,,Elm Court,,
        High Street,1-50,,,Mill Lane,,
        High Street,51-99,,,Dock Street,,
        Shakespeare Avenue,,,SE15,Mill Lane,,
        Calle 8,,,,Dock Street,,
        Calle 9,,,,Mill Lane,,
        شارع الطاحونة,,,,Mill Lane,,
        The Old Library,,,,Dock Street,,
        Far Road,,,,outside,,
        St Mary's Road,,,,Mill Lane,,
        Hauptstraße,,,,Dock Street,,
        """

    static func world() async throws -> World {
        let world = try await World()
        _ = try await ImportPlaces(try PlaceSheet(sheet)).run(in: world.house, group: world.group.id, by: world.actor(.rosa))
        return world
    }

    private func find(_ world: World, _ typed: String) async throws -> PlaceMatch {
        try await world.read { connection, house, group in try PlaceFinder.find(typed, in: house, group: group.id, connection) }
    }

    @Test(
        "places are found as people type them",
        arguments: [
            ("Mill Lane 12", "Dock Street"), ("12b Mill Ln", "Dock Street"), ("12 b mill lane", "Dock Street"), ("7 MILL LANE", "Mill Lane"),
            ("Flat 3, 7 Mill Lane", "Mill Lane"), ("7, mill ln.", "Mill Lane"), ("Dock Street", "Dock Street"), ("Dock St 4", "Dock Street"),
            ("dok street", "?Dock Street"), ("Shakespear Avenue", "Mill Lane"), ("shakspeare ave 3", "Mill Lane"), ("Shakespeare", "Mill Lane"),
            ("High Street 60", "Dock Street"), ("Calle 8", "Dock Street"), ("calle 8 14", "Dock Street"), ("C/ 9", "Mill Lane"),
            ("شارع الطاحونه", "Mill Lane"), ("الطاحونة ١٢", "Mill Lane"), ("ش الطاحونة", "Mill Lane"), ("old library", "Dock Street"),
            ("by the old library", "Dock Street"), ("SE15 4QX", "Mill Lane"), ("se154qy", "Dock Street"), ("Elm Court", "Elm Court"),
            ("St Marys Rd", "Mill Lane"), ("Saint Mary's Road 5", "Mill Lane"), ("hauptstr. 5", "Dock Street"), ("Haupt Strasse", "Dock Street"),
            ("Shakespeare Avenue SE15 9AB", "Mill Lane"),
        ])
    func found(typed: String, zone: String) async throws {
        let world = try await Self.world()
        let match = try await find(world, typed)
        if zone.hasPrefix("?") {
            guard case .unsure(let candidates) = match else { return #expect(Bool(false), "\(typed): \(match)") }
            #expect(candidates.contains { $0.name == zone.dropFirst() })
        } else {
            guard case .found(let id, _, _) = match else { return #expect(Bool(false), "\(typed): \(match)") }
            #expect(id == world.zone(zone).id, "\(typed): \(match)")
        }
    }

    @Test(
        "what is not sure is not guessed",
        arguments: [
            "High Street", "Mill Lane 999", "Mill Road 3", "Hill Lane 3", "Mall Lane",
        ])
    func unsure(typed: String) async throws {
        let match = try await find(Self.world(), typed)
        guard case .unsure(let candidates) = match else { return #expect(Bool(false), "\(typed): \(match)") }
        #expect(!candidates.isEmpty && candidates.count <= 6)
    }

    @Test("what is not known is unknown", arguments: ["", "   ", "Zanzibar Heights", "I will say on the phone", "12", "???", "漢字通り"])
    func unknown(typed: String) async throws { #expect(try await find(Self.world(), typed) == .unknown) }

    @Test("outside is said only when it is known")
    func outside() async throws {
        let world = try await Self.world()
        #expect(try await find(world, "14 Far Road") == .outside)
        #expect(try await find(world, "Nowhere Alley 3") != .outside)
        let away = try PlacesBoundaryTests.point(10, 10)
        let point = { try await world.read { connection, house, group in try PlaceFinder.find(away, in: house, group: group.id, connection) } }
        #expect(try await point() == .unknown, "zones without borders say nothing")

        let rosa = world.actor(.rosa)
        try await world.write { transaction, house, group in
            let rows = ["Mill Lane", "Dock Street"].enumerated().compactMap { index, name in
                Boundary(polygons: [[PlacesBoundaryTests.square(51, Double(index), 1)]]).map { ImportZones.Row(name: name, boundary: $0) }
            }
            try ImportZones(rows).run(transaction, in: house, group: group.id, by: rosa)
        }
        #expect(try await point() == .outside)
        let near = try PlacesBoundaryTests.point(51.5, 1.5)
        let inside = try await world.read { connection, house, group in try PlaceFinder.find(near, in: house, group: group.id, connection) }
        #expect(inside == .found(zone: world.zone("Dock Street").id, entry: nil, point: near))
    }

    @Test("the point of an entry comes with it")
    func point() async throws {
        let match = try await find(Self.world(), "5 Mill Lane")
        guard case .found(_, let entry, let point) = match else { return #expect(Bool(false), "\(match)") }
        #expect(entry?.name == "Mill Lane" && point?.latitude == 51.47)
    }

    @Test("the gazetteer is read anew when it changes, and rests with a zone that was removed")
    func changes() async throws {
        let world = try await Self.world()
        let rosa = world.actor(.rosa)
        let dock = world.zone("Dock Street")
        #expect(try await find(world, "Quay Walk") == .unknown)
        try await world.write { transaction, house, group in
            try SavePlace(.init(name: "Quay Walk", zone: dock.id)).run(transaction, in: house, group: group.id, by: rosa)
        }
        guard case .found = try await find(world, "Quay Walk 3") else { return #expect(Bool(false)) }
        try await world.write { transaction, house, group in
            try RemoveZone(dock.id, asks: .keep).run(transaction, in: house, group: group.id, by: rosa)
        }
        #expect(try await find(world, "Quay Walk 3") == .unknown)
    }

    @Test("0.1 another group's streets are not found")
    func otherGroup() async throws {
        let world = try await Self.world()
        let other = try await world.write { transaction, house, _ in try World.found(house, "hilltop", transaction).0 }
        let match = try await world.read { connection, house, _ in
            try PlaceFinder.find("12 Shakespeare Avenue", in: house, group: other.id, connection)
        }
        #expect(match == .unknown)
    }

    @Test("one slip in a long name never leads to another place")
    func slips() async throws {
        let world = try await Self.world()
        let random = SeededRandomness(seed: 11)
        for name in ["Shakespeare Avenue", "Hauptstraße", "The Old Library"] {
            guard case .found(let right, _, _) = try await find(world, name) else { return #expect(Bool(false), "\(name)") }
            for _ in 0..<60 {
                var letters = Array(name)
                let at = 1 + random.below(letters.count - 2)
                switch random.below(3) {
                case 0: letters.remove(at: at)
                case 1: letters.insert(Character("x"), at: at)
                default: letters.swapAt(at, at + 1)
                }
                switch try await find(world, String(letters)) {
                case .found(let zone, _, _): #expect(zone == right, "\(String(letters))")
                case .unsure(let candidates): #expect(!candidates.isEmpty)
                case .unknown: break
                case .outside: #expect(Bool(false), "\(String(letters))")
                }
            }
        }
    }

    @Test("among twenty thousand streets a place is found without going through them all")
    func speed() async throws {
        let world = try await World()
        let random = SeededRandomness(seed: 5)
        let syllables = [
            "mar", "ton", "wick", "ley", "ash", "oak", "brook", "field", "wood", "den", "hill", "stone", "bury", "ford", "cliff", "moor",
        ]
        let zone = world.zone("Mill Lane").name
        var lines = ["street,from,to,zone"]
        for index in 0..<20_000 {
            let name = (0..<3).map { _ in random.pick(syllables) }.joined().capitalized
            lines.append("\(name) \(random.pick(["Street", "Road", "Lane"])),\(index % 90 + 1),\(index % 90 + 40),\(zone)")
        }
        _ = try await ImportPlaces(try PlaceSheet(lines.joined(separator: "\n"))).run(in: world.house, group: world.group.id, by: world.actor(.rosa))
        _ = try await find(world, "12 Marton Street")
        let typed = (0..<50).map { _ in (0..<3).map { _ in random.pick(syllables) }.joined().replacing("o", with: "0") + " Steet 12" }
        let clock = ContinuousClock()
        let spent = try await clock.measure { for text in typed { _ = try await find(world, text) } }
        // A debug build on a busy machine is many times slower than a release build; the bound only catches what grows with the square.
        #expect(spent / typed.count < .seconds(2), "\(spent / typed.count) a place")
    }

    // MARK: The sheet

    @Test("a sheet says which lines it cannot take, and why")
    func badLines() async throws {
        let world = try await World()
        let sheet = try PlaceSheet(
            "name;numbers;zone;lat;lon\nA Street;x-y;Mill Lane;;\n;1;Mill Lane;;\nB Street;;Nowhere;;\nC Street;;;;\nD Street;;;95;0\n\"E; Street\";1-9 odd;Mill Lane;;\n"
        )
        let outcome = try await ImportPlaces(sheet).run(in: world.house, group: world.group.id, by: world.actor(.rosa))
        #expect(outcome.problems.map(\.reason) == ["numbers", "name", "zone", "nowhere", "point"])
        #expect(outcome.problems.map(\.line) == [2, 3, 4, 5, 6])
        #expect(outcome.added == 1)
        let again = try await ImportPlaces(sheet).run(in: world.house, group: world.group.id, by: world.actor(.rosa))
        #expect(again.added == 0 && again.replaced == 1)
    }

    @Test("a sheet that was brought in is taken back: what is new goes, what was replaced is as it was")
    func sheetTakenBack() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        func bring(_ text: String) async throws -> ImportPlaces.Outcome {
            try await ImportPlaces(PlaceSheet(text)).run(in: world.house, group: world.group.id, by: rosa)
        }
        func all() async throws -> [GazetteerEntry] {
            try await world.read { connection, _, group in try GazetteerStore.all(in: group.id, connection) }
        }
        _ = try await bring("name;zone;lat;lon\nA Street;Mill Lane;51.5;-0.25\nB Street;Dock Street;;")
        let before = try await all()
        let outcome = try await bring("name;zone\nA Street;Dock Street\nC Street;Mill Lane\nC Street;Dock Street")
        #expect(try await all().map(\.name) == ["A Street", "B Street", "C Street"])
        let undo = try #require(outcome.undo)
        try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        #expect(try await all() == before && before.count == 2)
    }

    @Test(
        "headings are understood in three languages", arguments: ["street,postcode,zone", "Calle,Código Postal,Zona", "الشارع,الرمز البريدي,المنطقة"])
    func headings(head: String) throws {
        let sheet = try PlaceSheet(head + "\nMill Lane,SE15,Mill Lane")
        #expect(sheet.rows.map(\.name) == ["Mill Lane"] && sheet.rows[0].postcode == "SE15" && sheet.rows[0].place == "Mill Lane")
    }

    @Test("a sheet without names is refused", arguments: ["", "a,b\n1,2", "\u{0}\u{1}"])
    func noNames(text: String) {
        let problem = #expect(throws: Problem.self) { _ = try PlaceSheet(text) }
        #expect(problem?.field == "file")
    }

    @Test(
        "house numbers as people write them",
        arguments: [
            ("1-99", 1...99), ("99 - 1", 1...99), ("17", 17...17), ("2 to 40 even", 2...40), ("١-٩", 1...9),
        ])
    func numbers(typed: String, range: ClosedRange<Int>) { #expect(HouseNumbers.read(typed)?.numbers == range) }
}
