import Alongside
import Foundation
import Kernel
import Simulation
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import App
@testable import Web

/// The town that pictures and browser tests use.
@Suite(.serialized) struct DemoTownTests {
    private static let now = World.start

    /// The town that all tests here look at: made once, a few seconds.
    private static let made = Task { try await make() }

    private static func make(seed: UInt64 = 7) async throws -> (folder: String, people: String) {
        let folder = TestFolder.fresh("demo")
        let people = folder + "-people.jsonl"
        try await DemoCommand(folder: DataFolder(folder), seed: seed, people: people, now: Self.now).run(Spoken().console())
        return (folder, people)
    }

    private static func open(_ folder: String) async throws -> OpenHouse {
        try await OpenHouse.open(DataFolder(folder), publicURL: nil, time: TimeSource { Self.now })
    }

    /// The town, opened again as a server would; close it.
    private func town() async throws -> (open: OpenHouse, folder: String, people: String) {
        let (folder, people) = try await Self.made.value
        return (try await Self.open(folder), folder, people)
    }

    private func states(_ table: String, _ open: OpenHouse) async throws -> [String: Int] {
        try await open.database.read { connection in
            var out: [String: Int] = [:]
            try connection.forEach("SELECT state, count(*) FROM \(table) GROUP BY state", []) { out[$0.text(0)] = $0.int(1) }
            return out
        }
    }

    @Test("twelve at the desk, sixty helpers, two hundred asks in every state, and books that are right")
    func whole() async throws {
        let (open, _, _) = try await town()
        let house = open.house
        #expect(try await open.number("SELECT count(*) FROM ask") == 200)
        #expect(try await open.number("SELECT count(*) FROM helper") == 60)
        #expect(try await open.number("SELECT count(DISTINCT person_id) FROM person_role WHERE role <> 'helper'") == 12)
        #expect(Set(try await states("ask", open).keys) == Set(AskState.allCases.map(\.rawValue)))
        #expect(Set(try await states("help_match", open).keys) == Set(MatchState.allCases.map(\.rawValue)))
        #expect(Set(try await states("message", open).keys) == Set(Message.State.allCases.map(\.rawValue)))
        // Nothing leads to `cancelled` yet.
        #expect(Set(try await states("receipt", open).keys) == Set(ReceiptState.allCases.map(\.rawValue)).subtracting(["cancelled"]))
        #expect((25...45).contains(try await open.number("SELECT count(*) FROM ask WHERE state NOT IN ('done', 'closed')") ?? 0))
        #expect(try await open.number("SELECT count(*) FROM ask WHERE forgotten_at IS NOT NULL") ?? 0 > 20)
        let problems = try await house.database.read { connection in
            try GroupStore.everyGroup(connection).flatMap { try LedgerCheck.problems(in: $0.id, connection) }
        }
        #expect(problems.isEmpty)
        try open.close()
    }

    @Test("the same number makes the same town")
    func same() async throws {
        let (one, _, people) = try await town()
        let (otherFolder, otherPeople) = try await Self.make()
        let other = try await Self.open(otherFolder)
        for table in ["ask", "help_match", "message", "receipt", "offer"] {
            #expect(try await states(table, one) == states(table, other), "\(table)")
        }
        #expect(try String(contentsOfFile: people, encoding: .utf8) == String(contentsOfFile: otherPeople, encoding: .utf8))
        try one.close()
        try other.close()
    }

    @Test("what was made up of people stands nowhere in the clear")
    func sealed() async throws {
        let (open, folder, people) = try await town()
        try open.close()
        var files: [(String, Data)] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            if let data = FileManager.default.contents(atPath: folder + "/" + name) { files.append((name, data)) }
        }
        let lines = try String(contentsOfFile: people, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 300)
        for line in lines {
            let held = try JSONDecoder().decode(HeldText.self, from: Data(line.utf8))
            for bytes in [Data(held.text.utf8), held.text.data(using: .utf16LittleEndian) ?? Data()] {
                for (name, data) in files { #expect(data.range(of: bytes) == nil, "\(held.kind) in \(name)") }
            }
        }
    }

    @Test("every history leads through the table of states to where the ask stands")
    func histories() async throws {
        let (open, _, _) = try await town()
        let house = open.house
        let asks = try await house.database.read { connection in
            try GroupStore.everyGroup(connection).flatMap { group in
                let ids: [ID<Ask>] = try connection.all(
                    "SELECT ask_id FROM ask WHERE group_id = $1 AND forgotten_at IS NULL", [group.id.stored]
                ) { try $0.id(0) }
                return try ids.map { id in
                    (
                        try AskStore.existing(id, in: group.id, connection).state,
                        try History.of(id.subject, key: nil, in: house, group: group.id, connection)
                    )
                }
            }
        }
        for (state, events) in asks {
            #expect(Self.replay(events).contains(state), "\(events.map(\.verb.rawValue)) does not lead to \(state)")
        }
        try open.close()
    }

    @Test("every receipt's history leads through its table of states to where it stands")
    func receiptHistories() async throws {
        let (open, _, _) = try await town()
        let house = open.house
        let receipts = try await house.database.read { connection in
            try GroupStore.everyGroup(connection).flatMap { group in
                // What is forgotten keeps only the days of its events, not their order.
                let ids: [ID<Receipt>] = try connection.all(
                    "SELECT receipt_id FROM receipt WHERE group_id = $1 AND sealed IS NOT NULL", [group.id.stored]
                ) { try $0.id(0) }
                return try ids.map { id in
                    (
                        try ReceiptStore.existing(id, in: group.id, connection).state,
                        try History.of(id.subject, key: nil, in: house, group: group.id, connection)
                    )
                }
            }
        }
        let changes: [HistoryEvent.Verb: ReceiptState.Change] = [
            .receiptQuestion: .ask, .receiptAnswered: .answer, .receiptApproved: .approve, .receiptPaid: .pay, .receiptRejected: .reject,
        ]
        #expect(receipts.count > 10)
        for (state, events) in receipts {
            #expect(events.first?.verb == .receiptSent)
            var ends: Set<ReceiptState> = [.submitted]
            var rest = events.dropFirst()
            while let first = rest.first {
                let together = rest.prefix { $0.at == first.at }.compactMap { changes[$0.verb] }
                rest = rest.drop { $0.at == first.at }
                ends = Set(Self.orders(of: together).flatMap { order in ends.compactMap { order.reduce($0 as ReceiptState?) { $0?.after($1) } } })
            }
            #expect(ends.contains(state), "\(events.map(\.verb.rawValue)) does not lead to \(state)")
        }
        try open.close()
    }

    /// The states that a history can lead to. What was written in the same millisecond may have happened in any order.
    private static func replay(_ events: [HistoryEvent]) -> Set<AskState> {
        var states: Set<AskState> = [.new]
        var rest = events[...]
        while let first = rest.first {
            let together = rest.prefix { $0.at == first.at }.map(\.verb)
            rest = rest.dropFirst(together.count)
            states = Set(orders(of: together).flatMap { order in order.reduce(states) { step($0, $1) } })
        }
        return states
    }

    private static func step(_ states: Set<AskState>, _ verb: HistoryEvent.Verb) -> Set<AskState> {
        let changes: [AskState.Change]
        var mayStay = false
        switch verb {
        case .triaged: return Set(states.compactMap { $0.after(.triage) }.flatMap { [$0, $0.after(.close)].compactMap(\.self) })
        case .proposed: changes = [.propose]
        case .accepted: changes = [.accept]
        case .declined, .lapsed: (changes, mayStay) = ([.lapse], true)
        case .handedBack: changes = [.handBack]
        case .shopping, .arrived: changes = [.setOut]
        case .delivered: changes = [.deliver]
        case .failed: (changes, mayStay) = ([.fail, .close], true)
        case .withdrawn: changes = [.withdraw]
        case .closed: changes = [.close, .settle]
        case .reopened: changes = [.reopen]
        // What did not come though it was closed stands open before a dispatcher again.
        case .followedUp: (changes, mayStay) = ([.recall], true)
        default: return states
        }
        return Set(states.flatMap { state in changes.compactMap { state.after($0) } + (mayStay ? [state] : []) })
    }

    private static func orders<Element>(of elements: [Element]) -> [[Element]] {
        guard elements.count > 1, elements.count < 6 else { return [elements] }
        return elements.indices.flatMap { index in
            var rest = elements
            let first = rest.remove(at: index)
            return orders(of: rest).map { [first] + $0 }
        }
    }

    @Test("somebody's ask that came only partly waits for a dispatcher, with their words or without")
    func amiss() async throws {
        let (open, _, _) = try await town()
        let amiss = try await open.house.database.read { connection in
            try GroupStore.everyGroup(connection).map { try BoardStore.counts(silentSince: Instant(milliseconds: 0), in: $0.id, connection).amiss }
        }
        #expect((1...6).contains(amiss.reduce(0, +)))
    }

    @Test("the tour leads to every address there is, and each page of it answers")
    func tour() async throws {
        let (open, _, _) = try await town()
        let tour = SiteTour(TourStops(try await DemoStops.make(in: open.house)))
        for kind in SiteKind.allCases { #expect(!tour.sites(of: kind).isEmpty, "\(kind)") }
        #expect(Set(tour.pages.map(\.name)).count == tour.pages.count)
        let front = Front(house: open.house, assets: try Assets.load())
        for stop in tour.pages where stop.role != "dispatcher" && stop.role != "treasurer" {
            let answer = await front.answer(WebRequest(method: .get, path: stop.site.path))
            #expect(answer.status == 200, "\(stop.name) answered \(answer.status)")
        }
        try open.close()
    }

    @Test("ways in are made for a demo town, and for no other folder")
    func links() async throws {
        let (open, _, _) = try await town()
        #expect(try await DemoLinks.links(open.house).map(\.name) == ["dispatcher", "treasurer", "helper", "asker"])
        try open.close()
        let world = try await World()
        #expect(try await DemoLinks.links(world.house).isEmpty)
        #expect(await refusal { try await PagesCommand(json: true).run(on: world.open, Spoken().console()) }.contains("only for folders"))
    }
}
