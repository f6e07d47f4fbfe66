import Exchange
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside
@testable import App
@testable import Simulation

/// The town at the height of a surge, at a small size: what `alongside demo --surge` makes on top of a demo town.
@Suite(.serialized) struct SurgeTownTests {
    private static let now = World.start
    private static let size = SurgeTown.Size(asks: 240, helpers: 90, latest: 30)

    /// Made once for all tests here.
    private static let made = Task { try await make() }

    private static func make(seed: UInt64 = 7, size: SurgeTown.Size = size) async throws -> OpenHouse {
        let open = try await OpenHouse.open(
            DataFolder(TestFolder.fresh("surge")), publicURL: nil, time: TimeSource { now }, random: SeededRandomness(seed: seed))
        var neighbours = MadeUpNeighbours(random: SeededRandomness(seed: seed))
        _ = try await TownGroup.found(&neighbours, in: open.house)
        try await SurgeTown(in: open.house, seed: seed, size: size) { _, _ in }.build()
        try await Background.runAll(in: open.house)
        return open
    }

    @Test("it has its size, every state of an ask, helpers of every step, and its last sign-ups within the hour")
    func whole() async throws {
        let open = try await Self.made.value
        #expect(try await open.number("SELECT count(*) FROM ask") == 240)
        #expect(try await open.number("SELECT count(*) FROM helper") == 90)
        #expect(try await open.number("SELECT count(*) FROM helper WHERE joined_at > \((Self.now - .hours(1)).milliseconds)") == 30)
        let states = try await open.counts("SELECT state, count(*) FROM ask GROUP BY state")
        #expect(states.count >= AskState.allCases.count - 1, "which are under way changes from minute to minute: \(states)")
        #expect(Set(try await open.counts("SELECT trust, count(*) FROM helper GROUP BY trust").keys) == ["new", "paired", "solo"])
        #expect(try await open.number("SELECT count(DISTINCT zone_id) FROM ask") ?? 0 > 4, "in zones and pods")
        #expect(try await open.number("SELECT count(*) FROM ask WHERE forgotten_at IS NOT NULL") == 0)
        for table in ["message", "help_match", "receipt", "ledger_entry", "thanks", "follow_up", "undo", "reveal", "link", "offer", "attempt"] {
            #expect(try await open.number("SELECT count(*) FROM \(table)") ?? 0 > 0, "\(table)")
        }
    }

    @Test("as in a town that lives, most asks of it were delivered, and receipts, thanks and answers followed: lives do not end where a step refuses")
    func shares() async throws {
        let open = try await Self.made.value
        func share(_ what: String) async throws -> Double { Double(try await open.number(what) ?? 0) / Double(Self.size.asks) }
        let states = try await open.counts("SELECT state, count(*) FROM ask GROUP BY state").mapValues { Double($0) / Double(Self.size.asks) }
        #expect((0.5...0.8).contains(states["closed"] ?? 0) && (0.15...0.35).contains(states["done"] ?? 0), "\(states)")
        #expect((0.03...0.15).contains(states["open"] ?? 0) && (0.01...0.1).contains(states["new"] ?? 0), "\(states)")
        #expect(try await (0.4...0.7).contains(share("SELECT count(*) FROM ask WHERE closing = 'met'")), "\(states)")
        let (delivered, receipts, thanks, answers, sent) = (
            try await share("SELECT count(DISTINCT ask_id) FROM help_match WHERE state = 'done'"),
            try await share("SELECT count(*) FROM receipt"),
            try await share("SELECT count(*) FROM thanks WHERE given_at IS NOT NULL"),
            try await share("SELECT count(*) FROM follow_up WHERE answered_at IS NOT NULL"),
            try await share("SELECT count(*) FROM message WHERE state = 'sent'")
        )
        #expect((0.5...0.7).contains(delivered) && (0.2...0.4).contains(receipts), "\(delivered), \(receipts)")
        #expect((0.2...0.5).contains(thanks) && (0.2...0.45).contains(answers), "\(thanks), \(answers)")
        #expect((2.3...3.5).contains(sent), "\(sent)")
    }

    @Test("every history leads through the table of states to where its ask stands")
    func histories() async throws {
        let open = try await Self.made.value
        let house = open.house
        try await house.database.read { connection in
            for group in try GroupStore.everyGroup(connection) {
                let ids: [ID<Ask>] = try connection.all("SELECT ask_id FROM ask WHERE group_id = $1", [group.id.stored]) { try $0.id(0) }
                for id in ids {
                    let ask = try AskStore.existing(id, in: group.id, connection)
                    let events = try History.of(id.subject, key: nil, in: house, group: group.id, connection)
                    let replay = AskReplay(ask: ask, tries: try AttemptStore.of(id, in: group.id, connection))
                    #expect(replay.ends(of: events).contains(ask.state), "\(events.map(\.verb.rawValue)) does not lead to \(ask.state)")
                    #expect(events.allSatisfy { $0.at <= Self.now })
                }
            }
        }
    }

    @Test("everything sealed opens, the books are right, and doctor finds nothing broken")
    func opens() async throws {
        let open = try await Self.made.value
        let house = open.house
        let (held, problems) = try await house.database.read { connection in
            let groups = try GroupStore.everyGroup(connection)
            return (
                try groups.flatMap { try HeldText.all(in: house, group: $0, connection) },
                try groups.flatMap { try LedgerCheck.problems(in: $0.id, connection) }
            )
        }
        // Throws at the first record that does not open.
        #expect(held.filter { $0.kind == .phone }.count > 150)
        #expect(problems.isEmpty)
        let findings = try await Doctor(open: open).look().filter { $0.weight == .problem && $0.check != "code" }
        #expect(findings.map { "\($0.check): \($0.what)" } == [])
    }

    @Test("the same number makes the same asks")
    func same() async throws {
        let size = SurgeTown.Size(asks: 40, helpers: 30, latest: 10)
        let towns = [try await Self.make(size: size), try await Self.make(size: size)]
        var rows: [[String]] = []
        for town in towns {
            rows.append(
                try await town.database.read { connection in
                    try connection.all("SELECT ask_id, state, created_at, zone_id, last_contact_at FROM ask ORDER BY ask_id", []) { row in
                        (0..<row.count).map { "\(row.value($0))" }.joined(separator: " ")
                    }
                })
            try town.close()
        }
        #expect(rows[0] == rows[1])
    }
}
