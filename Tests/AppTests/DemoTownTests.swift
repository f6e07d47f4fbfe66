import Exchange
import Foundation
import Kernel
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App
@testable import Simulation
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
        try await open.counts("SELECT state, count(*) FROM \(table) GROUP BY state")
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

    @Test("the same number makes the same town to the last column in the clear, and another number another town")
    func same() async throws {
        let (one, _, people) = try await town()
        let (sameFolder, samePeople) = try await Self.make()
        let (otherFolder, otherPeople) = try await Self.make(seed: 8)
        let (same, other) = (try await Self.open(sameFolder), try await Self.open(otherFolder))
        let (clear, clearSame, clearOther) = (try await clear(one), try await clear(same), try await clear(other))
        #expect(clear.count > 30 && clear.keys == clearSame.keys)
        for (table, rows) in clear {
            let differs = zip(rows, clearSame[table] ?? []).first { $0 != $1 }
            #expect(rows == clearSame[table], "\(table): \(differs.map { "\($0.0)\n\($0.1)" } ?? "")")
        }
        #expect(try text(people) == text(samePeople))

        for table in ["ask", "person", "help_match", "receipt", "message"] { #expect(clear[table] != clearOther[table], "\(table)") }
        let (here, there) = (Set(try held(people).map(\.text)), Set(try held(otherPeople).map(\.text)))
        #expect(here.symmetricDifference(there).count > 300)
        for open in [one, same, other] { try open.close() }
    }

    /// Every column that is neither sealed nor made from a secret, by table: the rows as text, in order.
    private func clear(_ open: OpenHouse) async throws -> [String: [String]] {
        try await open.database.read { connection in
            let columns = try connection.all(
                """
                SELECT kept.name, info.name
                FROM sqlite_schema AS kept JOIN pragma_table_info(kept.name) AS info
                WHERE kept.type = 'table' AND kept.name NOT LIKE 'sqlite_%' AND kept.name <> 'schema_migration'
                    AND info.name NOT IN ('sealed', 'face', 'details', 'source', 'wrapped', 'token_hash', 'set_up_hash')
                """, []
            ) { (table: $0.text(0), column: $0.text(1)) }
            return try Dictionary(grouping: columns, by: \.table).mapValues { columns in
                let row = columns.map { "'\($0.column)=' || quote(\($0.column))" }.joined(separator: " || ' ' || ")
                return try connection.all("SELECT \(row) FROM \(columns[0].table) ORDER BY 1", []) { $0.text(0) }
            }
        }
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func held(_ people: String) throws -> [HeldText] {
        try text(people).split(separator: "\n").map { try JSONDecoder().decode(HeldText.self, from: Data($0.utf8)) }
    }

    @Test("the town speaks three languages in two scripts, and has lived for eight weeks, with thanks and pictures")
    func alive() async throws {
        let (open, _, people) = try await town()
        let languages = try await open.counts("SELECT language, count(*) FROM ask GROUP BY language")
        #expect(Set(languages.keys).isSuperset(of: ["en", "es", "ar"]) && languages.values.allSatisfy { $0 >= 20 })
        let held = try held(people)
        for kind in [HeldText.Kind.name, .words] {
            let texts = held.filter { $0.kind == kind }.map(\.text)
            let arabic = texts.count { $0.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) } }
            let latin = texts.count { $0.unicodeScalars.contains { $0.properties.isAlphabetic && $0.value < 0x0250 } }
            #expect(arabic >= 20 && latin >= 60, "\(kind)")
            #expect(texts.contains { $0.contains("ñ") || $0.contains("é") })
        }
        // Every one of the eight weeks has asks that came, were done, and were thanked or paid for.
        let end = Self.now.milliseconds
        for (what, sql) in [
            ("asked", "SELECT (\(end) - created_at) / 604800000, count(*) FROM ask GROUP BY 1"),
            ("done", "SELECT (\(end) - at) / 604800000, count(*) FROM history WHERE verb = 'delivered' GROUP BY 1"),
            ("told", "SELECT (\(end) - sent_at) / 604800000, count(*) FROM message WHERE sent_at IS NOT NULL GROUP BY 1"),
        ] {
            let weeks = try await open.counts(sql)
            #expect(Set(weeks.keys) == Set((0..<8).map(String.init)) && weeks.values.allSatisfy { $0 > 2 }, "\(what): \(weeks)")
        }
        #expect(try await open.number("SELECT count(*) FROM thanks WHERE given_at IS NOT NULL") ?? 0 > 15)
        #expect(try await open.number("SELECT count(*) FROM thanks WHERE sealed IS NOT NULL") ?? 0 > 5)
        #expect(try await open.number("SELECT count(DISTINCT attachment_id) FROM attachment WHERE kind = 'picture'") ?? 0 >= 2)
        try open.close()
    }

    @Test("the people file holds what is sealed in every column, nothing that a sheet's old rows said, and no public name")
    func peopleFile() async throws {
        let town = try await PassingTown()
        let (house, group) = (town.house, town.group)
        let sheet = """
            Date,Name,Phone,Area,What do you need,Status,Closed on
            2024-04-02,Quondam Erstwhile,07700 900688,Mill Lane,Candied angelica,Done,2024-04-05
            sometime,Perplexa Muddlecombe,,,,,
            """
        _ = try await ImportCommand.run(.bytes(Array(sheet.utf8)), fileName: "Ledger of Agatha Winterbourne.csv", in: house, group: group)
        let (held, columns, known) = try await house.database.read { connection in
            (
                try HeldText.all(in: house, group: group, connection), try TextsOfColumns.all(in: house, group: group, connection),
                try ZoneStore.all(in: group.id, connection).map(\.name) + GazetteerStore.all(in: group.id, connection).map(\.name)
            )
        }
        let texts = Set(held.map(\.text))
        let all = texts.joined(separator: "\n")
        for said in [
            "Perplexa Muddlecombe", "Ledger of Agatha Winterbourne.csv", "Ottoline Zwillingstein", "Seven candles", "She was at her sister's",
        ] {
            #expect(texts.contains(said), "\(said)")
        }
        for said in ["Quondam", "Erstwhile", "900688", "angelica"] { #expect(!all.contains(said), "\(said)") }
        #expect(!known.isEmpty && texts.isDisjoint(with: known) && texts.isDisjoint(with: [group.name]))
        for (column, said) in columns {
            #expect(column == .picture || !said.isEmpty, "\(column) is empty, so nothing is shown of it")
            // Some are a public name, a word of the program, or too short; most are not.
            #expect(column == .picture || said.contains { all.contains($0) }, "\(column) is not in the people file")
        }
        // Every line of a list, what else would do, and what was bought.
        for said in (columns[.askDetails] ?? []) + (columns[.match] ?? []) where said.utf8.count >= 12 && !said.contains("_") {
            #expect(all.contains(said) || known.contains { $0.contains(said) }, "\(said)")
        }
        try town.end()
    }

    @Test("what was made up of people stands nowhere in the clear")
    func sealed() async throws {
        let (open, folder, people) = try await town()
        try open.close()
        let held = try held(people)
        #expect(held.count > 300)
        let search = ManyTexts(held.flatMap { [Data($0.text.utf8), $0.text.data(using: .utf16LittleEndian) ?? Data()] })
        #expect(search.found(in: Data("...".utf8) + Data(held[7].text.utf8)) == [Data(held[7].text.utf8)])
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            #expect(search.found(in: data).isEmpty, "in \(name)")
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
                    let ask = try AskStore.existing(id, in: group.id, connection)
                    let tries = try AttemptStore.of(id, in: group.id, connection)
                    let events = try History.of(id.subject, key: nil, in: house, group: group.id, connection)
                    return (ask, AskReplay(ask: ask, tries: tries), events)
                }
            }
        }
        #expect(asks.count > 100)
        for (ask, replay, events) in asks {
            #expect(events.contains { $0.verb == .asked && $0.at == events[0].at })
            #expect(replay.ends(of: events).contains(ask.state), "\(events.map(\.verb.rawValue)) does not lead to \(ask.state)")
        }
        try open.close()
    }

    @Test("a history that the table of states does not allow, or with a word that no ask knows, leads nowhere")
    func wrongHistories() async throws {
        let (open, _, _) = try await town()
        let asks = try await open.database.read { connection in
            try GroupStore.everyGroup(connection).flatMap { group in
                try DemoStore.asks(.done, in: group.id, connection).prefix(5).map { id in
                    (
                        try AskStore.existing(id, in: group.id, connection),
                        try History.of(id.subject, key: nil, in: open.house, group: group.id, connection)
                    )
                }
            }
        }
        #expect(!asks.isEmpty)
        for (ask, events) in asks {
            let replay = AskReplay(ask: ask, tries: [])
            #expect(!replay.ends(of: events.filter { $0.verb != .accepted }).contains(.done))
            #expect(!replay.ends(of: events.filter { $0.verb != .delivered }).contains(.done))
            let strange = HistoryEvent(at: Self.now, actor: "system", person: nil, verb: .ledgerWritten, detail: nil)
            #expect(replay.ends(of: events + [strange]).isEmpty)
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
                ends = Set(
                    AskReplay.orders(of: together).flatMap { order in ends.compactMap { order.reduce($0 as ReceiptState?) { $0?.after($1) } } })
            }
            #expect(ends.contains(state), "\(events.map(\.verb.rawValue)) does not lead to \(state)")
        }
        try open.close()
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
