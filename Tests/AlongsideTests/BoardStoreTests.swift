import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct BoardStoreTests {
    private func rows(_ choice: BoardStore.Choice, _ scene: MatchingScene, page: Int = 1, size: Int = 50) async throws -> [BoardStore.Entry] {
        try await scene.world.read { connection, house, group in
            try BoardStore.rows(choice, page: page, size: size, in: house, group: group.id, connection)
        }
    }

    @Test("urgent first, then oldest; what nobody has sorted stands between two days and a week")
    func order() async throws {
        let scene = try await MatchingScene()
        var ids: [ID<Ask>] = []
        for urgency in [Ask.Urgency.ongoing, .week, .today, .twoDays, .today] {
            ids.append(try await scene.ask(urgency: urgency))
            scene.world.time.move(by: .minutes(1))
        }
        #expect(try await rows(.init(states: [.open]), scene).map(\.ask.id) == [2, 4, 3, 1, 0].map { ids[$0] })
        #expect(try await rows(.init(states: [.open], order: .oldest), scene).map(\.ask.id) == ids)
        #expect(try await rows(.init(states: [.open], order: .newest), scene).map(\.ask.id) == ids.reversed())
        let second = try await rows(.init(states: [.open]), scene, page: 2, size: 2)
        #expect(second.map(\.ask.id) == [3, 1].map { ids[$0] })
        #expect(second.allSatisfy { $0.face?.alias == "Ola" })
    }

    @Test("0.9 (web) a zone shows its pods' asks too, a pod only its own")
    func zones() async throws {
        let scene = try await MatchingScene()
        let pod = try await scene.ask(zone: "Elm Court")
        let zone = try await scene.ask("pets", zone: "Dock Street")
        _ = try await scene.ask("prescriptions", zone: "Mill Lane")
        let (dock, elm) = (scene.world.zone("Dock Street").id, scene.world.zone("Elm Court").id)
        #expect(Set(try await rows(.init(states: [.open], zones: [dock, elm]), scene).map(\.ask.id)) == [pod, zone])
        #expect(try await rows(.init(states: [.open], zones: [elm]), scene).map(\.ask.id) == [pod])
        let counts = try await scene.world.read { connection, _, group in try BoardStore.byZone([.open], in: group.id, connection) }
        #expect(counts[dock] == 1 && counts[elm] == 1)
    }

    @Test("category and language narrow the list")
    func filters() async throws {
        let scene = try await MatchingScene()
        let arabic = try await scene.ask(language: .arabic)
        let pets = try await scene.ask("pets")
        #expect(try await rows(.init(states: [.open], language: .arabic), scene).map(\.ask.id) == [arabic])
        #expect(try await rows(.init(states: [.open], category: scene.world.category("pets").id), scene).map(\.ask.id) == [pets])
    }

    @Test("urgency narrows the list to what the rows say: as it was decided, until then as it is wished")
    func urgency() async throws {
        let scene = try await MatchingScene()
        let (now, zone) = (scene.world.now, scene.world.group.timeZone)
        var ids: [Ask.Urgency: Set<ID<Ask>>] = [:]
        for urgency in Ask.Urgency.allCases { ids[urgency, default: []].insert(try await scene.ask(urgency: urgency)) }
        for days in 0...8 {
            let id = try await scene.asking.open(scene.asking.input(wantedBy: .date(World.start.day + days))).ask
            ids[try await scene.asking.ask(id).wantedUrgency(at: now, zone: zone), default: []].insert(id)
        }
        let unsaid = try await scene.asking.open(scene.asking.input(wantedBy: .noHurry)).ask
        for urgency in Ask.Urgency.allCases {
            let choice = BoardStore.Choice(states: BoardStore.living, urgency: .init(urgency, at: now, zone: zone))
            #expect(Set(try await rows(choice, scene).map(\.ask.id)) == ids[urgency], "\(urgency)")
        }
        #expect(try await rows(.init(states: BoardStore.living, urgency: .unsaid), scene).map(\.ask.id) == [unsaid])
    }

    @Test("the languages are those in which somebody waits, and not of what is over")
    func languages() async throws {
        let scene = try await MatchingScene()
        _ = try await scene.ask(language: .arabic)
        let polish = try #require(LanguageTag("pl"))
        let over = try await scene.ask("pets", language: polish)
        func spoken() async throws -> Set<LanguageTag> {
            Set(try await scene.world.read { connection, _, group in try BoardStore.languages(in: group.id, connection) })
        }
        #expect(try await spoken() == [.arabic, polish])
        let actor = scene.world.actor(.omar)
        try await scene.world.write { _ = try CloseAsk(over, reason: .duplicate).run($0, in: $1, group: $2, by: actor) }
        #expect(try await spoken() == [.arabic])
    }

    @Test("1.9 (web) an ask that nobody has touched for 24 hours is counted as silent, and no more after a call")
    func silent() async throws {
        let scene = try await MatchingScene()
        let id = try await scene.asking.open().ask
        func silent() async throws -> Int {
            let since = scene.world.now - .hours(24)
            return try await scene.world.read { try BoardStore.counts(silentSince: since, in: $2.id, $0).silent }
        }
        scene.world.time.move(by: .hours(24))
        #expect(try await silent() == 0)
        scene.world.time.move(by: .minutes(1))
        #expect(try await silent() == 1)
        let since = scene.world.now - .hours(24)
        #expect(try await rows(.init(states: BoardStore.living, silentSince: since), scene).map(\.ask.id) == [id])
        let actor = scene.world.actor(.omar)
        try await scene.world.write { _ = try NoteContact(id).run($0, in: $1, group: $2, by: actor) }
        #expect(try await silent() == 0)
    }

    @Test("another group's asks are in no list and no count")
    func isolation() async throws {
        let scene = try await MatchingScene()
        _ = try await scene.ask()
        let other = try await scene.world.write { transaction, house, _ in try World.found(house, "hillside", transaction).0 }
        let house = scene.world.house
        let (rows, count, counts) = try await house.database.read { connection in
            (
                try BoardStore.rows(.init(states: AskState.allCases), page: 1, size: 50, in: house, group: other.id, connection).count,
                try BoardStore.count(.init(states: AskState.allCases), in: other.id, connection),
                try BoardStore.counts(silentSince: house.now, in: other.id, connection).byState
            )
        }
        #expect(rows == 0 && count == 0 && counts.isEmpty)
    }

    @Test("with 25,000 asks the board reads its own page and the indexes, no more")
    func plansOnSQLite() async throws {
        let scene = try await MatchingScene()
        let choices: [BoardStore.Choice] = [
            .init(states: [.open]), .init(states: [.new], order: .newest), .init(states: [.accepted, .underWay]),
            .init(states: [.open], category: scene.world.category("pets").id, language: .arabic),
            .init(states: [.open], urgency: .init(.today, at: scene.world.now, zone: scene.world.group.timeZone)),
            .init(states: BoardStore.living, unplacedOnly: true), .init(states: BoardStore.living, silentSince: scene.world.now),
        ]
        for choice in choices {
            let plan = try await scene.world.read { connection, _, group in
                try connection.all(
                    "EXPLAIN QUERY PLAN " + BoardStore.pageSQL(choice, page: 3, size: 50, group.id).sql,
                    BoardStore.pageSQL(choice, page: 3, size: 50, group.id).values
                ) { $0.text(3) }
            }
            #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.contains("chosen") }, "\(choice.states) \(plan)")
            #expect(plan.contains { $0.contains("ask_") && $0.contains("group_id=?") && $0.contains("state=?") }, "\(choice.states) \(plan)")
        }
        let usual = BoardStore.pageSQL(choices[0], page: 1, size: 50, scene.world.group.id)
        let plan = try await scene.world.house.database.read { try $0.all("EXPLAIN QUERY PLAN " + usual.sql, usual.values) { $0.text(3) } }
        #expect(plan.contains { $0.contains("ask_urgent") }, "\(plan)")
    }
}
