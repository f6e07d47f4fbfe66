import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing

@Suite struct PlacesBoundaryTests {
    static func fixture(_ name: String, file: String = #filePath) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/geo")
        return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func square(_ south: Double, _ west: Double, _ size: Double) -> [Coordinate] {
        [(0, 0), (0, size), (size, size), (size, 0)].compactMap { Coordinate(latitude: south + $0.0, longitude: west + $0.1) }
    }

    static func point(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
        try #require(Coordinate(latitude: latitude, longitude: longitude))
    }

    @Test(
        "a point is inside, in a hole, on the border, or outside",
        arguments: [
            (0.5, 0.5, true), (2.5, 2.5, false), (0, 2.5, true), (5, 5, true), (2, 2.5, true), (6, 2, false), (-0.1, 2, false), (2.5, 5.1, false),
            (10.5, 10.5, true),
        ])
    func contains(latitude: Double, longitude: Double, expected: Bool) throws {
        let boundary = try #require(Boundary(polygons: [[Self.square(0, 0, 5), Self.square(2, 2, 1)], [Self.square(10, 10, 1)]]))
        #expect(boundary.contains(try Self.point(latitude, longitude)) == expected)
    }

    @Test(
        "every zone of a real drawing holds the middle of its own area, and points far away are in none",
        arguments: [
            "bedstuy_quadrants.geojson", "crownheights_quadrants.geojson", "sudan_18_states.geojson",
        ])
    func realDrawings(name: String) throws {
        let sheet = try ZoneSheet(Self.fixture(name))
        #expect(sheet.problems.isEmpty && sheet.drafts.count >= 4)
        #expect(sheet.drafts.allSatisfy { !$0.name.isEmpty })
        let away = try Self.point(52.5, 13.4)
        for draft in sheet.drafts {
            #expect(!draft.boundary.contains(away))
            let extent = draft.boundary.extent
            let random = SeededRandomness(seed: 3)
            let inside = (0..<400).filter { _ in
                let latitude = extent.south + (extent.north - extent.south) * Double(random.below(1_000)) / 1_000
                let longitude = extent.west + (extent.east - extent.west) * Double(random.below(1_000)) / 1_000
                return Coordinate(latitude: latitude, longitude: longitude).map { draft.boundary.contains($0) } ?? false
            }
            #expect(inside.count > 40, "\(draft.name) holds next to nothing of its own extent")
        }
        #expect(Set(sheet.drafts.map(\.name)).count == sheet.drafts.count)
    }

    @Test("a border read back from its text is the same to a tenth of a metre")
    func roundTrip() throws {
        for draft in try ZoneSheet(Self.fixture("bedstuy_quadrants.geojson")).drafts {
            let again = try #require(Boundary(geoJSON: draft.boundary.geoJSON))
            #expect(again.cornerCount == draft.boundary.cornerCount)
            for (left, right) in zip(again.polygons.joined().joined(), draft.boundary.polygons.joined().joined()) {
                #expect(left.metres(to: right) < 0.2)
            }
            #expect(Boundary(geoJSON: again.geoJSON) == again)
        }
    }

    @Test("names come from name, label, id or title, in any case; a preview's own text reads back the same")
    func names() throws {
        let text = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"NAME":"Mill \\"Lane\\"","x":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
            {"type":"Feature","properties":{"id":7},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}},
            {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[2,2],[3,2],[3,3],[2,2]]]}}]}
            """
        let sheet = try ZoneSheet(Array(text.utf8))
        #expect(sheet.drafts.map(\.name) == ["Mill \"Lane\"", "7", ""])
        let again = try ZoneSheet(Array(sheet.text.utf8))
        #expect(again.drafts.map(\.name) == sheet.drafts.map(\.name) && again.drafts.map(\.boundary) == sheet.drafts.map(\.boundary))
    }

    @Test(
        "what is no area is left out with its reason",
        arguments: [
            (#"{"type":"Point","coordinates":[0,0]}"#, "kind"), (#"{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}"#, "ring"),
            (#"{"type":"Polygon","coordinates":[[[530000,180000],[530100,180000],[530100,180100],[530000,180000]]]}"#, "degrees"),
            (#"{"type":"Polygon","coordinates":"none"}"#, "kind"), ("null", "kind"),
        ])
    func leftOut(geometry: String, reason: String) throws {
        let sheet = try ZoneSheet(Array(#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":\#(geometry)}]}"#.utf8))
        #expect(sheet.drafts.isEmpty && sheet.problems.map(\.key) == [reason])
    }

    @Test(
        "a file that is no drawing is refused with a sentence",
        arguments: ["", "{", "[]", "{\"type\":\"FeatureCollection\",\"features\":[]}", "\u{0}"])
    func refused(text: String) {
        let problem = #expect(throws: Problem.self) { _ = try ZoneSheet(Array(text.utf8)) }
        #expect(problem?.field == "file")
    }

    // MARK: Zones

    @Test("0.9 (web) zones are brought in; a second time they keep their asks and get the new border")
    func imported() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let rows = try ZoneSheet(Self.fixture("crownheights_quadrants.geojson")).drafts.map { ImportZones.Row(name: $0.name, boundary: $0.boundary) }
        func bring(_ rows: [ImportZones.Row]) async throws -> (added: Int, changed: Int) {
            let outcome = try await world.write { transaction, house, group in
                try ImportZones(rows).run(transaction, in: house, group: group.id, by: rosa)
            }
            return (outcome.added, outcome.changed)
        }
        let first = try await bring(rows)
        let before = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection) }
        let second = try await bring(rows)
        let after = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection) }
        #expect(first == (4, 0) && second == (0, 4))
        #expect(before.map(\.id) == after.map(\.id))
        await #expect(throws: Problem.self) { _ = try await bring([rows[0], rows[0]]) }
    }

    @Test("0.9 (web) a drawing that was brought in is taken back as a whole: new zones go, old borders come back")
    func importTakenBack() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let drafts = try ZoneSheet(Self.fixture("crownheights_quadrants.geojson")).drafts
        func bring(_ rows: [ImportZones.Row]) async throws -> ImportZones.Outcome {
            try await world.write { transaction, house, group in try ImportZones(rows).run(transaction, in: house, group: group.id, by: rosa) }
        }
        func seen() async throws -> (names: [String], mill: String?) {
            let mill = world.zone("Mill Lane").id
            return try await world.read { connection, _, group in
                (try ZoneStore.all(in: group.id, connection).map(\.name), try ZoneStore.boundaries(in: group.id, connection)[mill]?.geoJSON)
            }
        }
        _ = try await bring([.init(name: "Mill Lane", boundary: drafts[0].boundary)])
        let before = try await seen()
        let outcome = try await bring([.init(name: "Mill Lane", boundary: drafts[1].boundary), .init(name: "New End", boundary: drafts[2].boundary)])
        let between = try await seen()
        #expect(between.names.contains("New End") && between.mill != before.mill)
        try await world.write { transaction, house, group in try UndoSetting(outcome.undo).run(transaction, in: house, group: group.id, by: rosa) }
        let after = try await seen()
        #expect(after == before)
        #expect(
            await problem {
                try await world.write { transaction, house, group in
                    try UndoSetting(outcome.undo).run(transaction, in: house, group: group.id, by: rosa)
                }
            }?.key == "problem.undo.used")
    }

    @Test("0.9 (web) a pod lies in a zone, never in a pod, and a zone with pods becomes none")
    func pods() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let (dock, elm, mill) = (world.zone("Dock Street"), world.zone("Elm Court"), world.zone("Mill Lane"))
        func save(_ input: SaveZone.Input, shown: Zone? = nil) async throws -> ID<Undo> {
            try await world.write { transaction, house, group in
                try SaveZone(input, shown: shown.map { ShownVersion.of($0.shownFields) }).run(transaction, in: house, group: group.id, by: rosa).undo
            }
        }
        let undo = try await save(.init(name: "Stairwell B", parent: dock.id))
        await #expect(throws: Problem.self) { _ = try await save(.init(name: "Flat", parent: elm.id)) }
        await #expect(throws: Problem.self) { _ = try await save(.init(id: dock.id, name: "Dock Street", parent: mill.id), shown: dock) }
        await #expect(throws: Problem.self) { _ = try await save(.init(name: "mill lane")) }
        try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        let names = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection).map(\.name) }
        #expect(names == ["Mill Lane", "Dock Street", "Elm Court"])
    }

    @Test("0.9 (web) a zone that goes takes its pods along, and undo brings both back")
    func removed() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let dock = world.zone("Dock Street")
        let undo = try await world.write { transaction, house, group in
            try RemoveZone(dock.id, asks: .unplace).run(transaction, in: house, group: group.id, by: rosa)
        }
        let left = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection).map(\.name) }
        #expect(left == ["Mill Lane"])
        let name = try await world.read { connection, _, group in try ZoneStore.with(id: dock.id, in: group.id, connection)?.name }
        #expect(name == "Dock Street", "an ask that kept it still says where it is")
        try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        let back = try await world.read { connection, _, group in try ZoneStore.all(in: group.id, connection).map(\.name) }
        #expect(back == ["Mill Lane", "Dock Street", "Elm Court"])
    }
}
