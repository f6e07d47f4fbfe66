import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import Testing
import Words

@testable import App
@testable import Simulation
@testable import Web

/// Every statement that runs in a request or a chore finds its rows by an index: whatever group it is asked for, no table that grows with what people do is
/// read, or sorted, as a whole. Those that may are named in `QueryBudget.allowed` with the reason.
///
/// The statements are those of a demo town that is lived through, and of a walk over all its pages. SQLite plans without statistics, so that its plans
/// are the same at ten asks and at ten million; PostgreSQL plans by them, so there the town is made as large as a surge first.
@Suite(.serialized, .timeLimit(.minutes(15))) struct QueryPlanTests {
    private static let made = Task { try await RecordedTown.make() }
    /// What SQLite's plans are: what is wrong with them, and which exceptions they needed.
    private static let onSQLite = Task { try await planned(made.value) }

    @Test("on SQLite no statement reads or sorts the whole of a growing table, but for those with a reason")
    func sqlite() async throws {
        #expect(try await Self.made.value.statements.count > 250, "the walk finds the statements")
        let faults = try await Self.onSQLite.value.faults
        #expect(faults.isEmpty, Comment(rawValue: faults.joined(separator: "\n")))
    }

    private static func planned(_ town: RecordedTown) async throws -> (faults: [String], used: Set<String>) {
        var (faults, used): ([String], Set<String>) = ([], [])
        let database = try SQLiteDatabase.open(path: town.database, migrations: Schema.migrations)
        for (sql, values) in town.statements {
            // SQLite counts the plan of a write as writing.
            let plan = try await database.write { connection in try connection.all("EXPLAIN QUERY PLAN " + sql, values) { $0.text(3) } }
            guard let fault = QueryBudget.fault(ofSQLite: plan, sql) else { continue }
            if let allowed = QueryBudget.allowance(for: sql) { used.insert(allowed) } else { faults.append("\(fault)\n\(sql)\n") }
        }
        try database.close()
        return (faults, used)
    }

    @Test(
        "on PostgreSQL, with as many rows as in a surge, no statement reads or sorts the whole of a growing table, but for those with a reason",
        .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"))
    func postgres() async throws {
        let town = try await Self.made.value
        let server = try TestServer()
        let database = try PostgresDatabase.open(migrations: Schema.migrations, options: PostgresOptions(url: server.url))
        try await DataCopy.read(town.database, into: database)
        try PostgresServer.run(SurgeRows.sql, on: server.url)
        #expect(try await database.read { try $0.number("SELECT count(*) FROM ask") } ?? 0 > 8_000)
        var used = try await Self.onSQLite.value.used
        var faults: [String] = []
        let large = try await database.read { connection in
            try connection.all("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > \(Int(QueryBudget.mostRows))", []) { $0.text(0) }
        }
        for (sql, values) in town.statements {
            let plan = try await database.read { connection in try connection.all("EXPLAIN (FORMAT JSON) " + sql, values) { $0.text(0) } }
            guard let fault = try QueryBudget.fault(ofPostgres: plan.joined(), large: Set(large)) else { continue }
            if let allowed = QueryBudget.allowance(for: sql) { used.insert(allowed) } else { faults.append("\(fault)\n\(sql)\n") }
        }
        database.close()
        #expect(faults.isEmpty, Comment(rawValue: faults.joined(separator: "\n")))
        let idle = QueryBudget.allowed.map(\.part).filter { !used.contains($0) }
        #expect(idle.isEmpty, "no statement needs these any more, on either engine")
    }

    @Test("a statement without an index is found out")
    func finds() async throws {
        let town = try await Self.made.value
        let database = try SQLiteDatabase.open(path: town.database, migrations: Schema.migrations)
        func fault(_ sql: String) async throws -> String? {
            let plan = try await database.read { connection in
                try connection.all("EXPLAIN QUERY PLAN " + sql, sql.contains("$1") ? [.bytes([1])] : []) { $0.text(3) }
            }
            return QueryBudget.fault(ofSQLite: plan, sql)
        }
        #expect(try await fault("SELECT count(*) FROM message WHERE channel = 'sms'") != nil)
        #expect(try await fault("SELECT count(*) FROM message WHERE group_id = $1 AND channel = 'sms'") != nil)
        #expect(try await fault("SELECT match_id FROM help_match AS m WHERE m.group_id = $1 AND m.state = 'done' ORDER BY m.spent_minor") != nil)
        #expect(try await fault("SELECT name FROM zone WHERE group_id = $1 ORDER BY name") == nil)
        #expect(try await fault("SELECT link_id FROM link WHERE group_id = $1 AND person_id = x'01' ORDER BY made_at") == nil)
        try database.close()
    }
}

/// A demo town that was lived through and walked over, with every statement that ran.
struct RecordedTown: Sendable {
    let database: String
    let statements: [(sql: String, values: [Value])]

    static func make() async throws -> RecordedTown {
        let folder = DataFolder(TestFolder.fresh("recorded"))
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let time = MovableTime(World.start - DemoTown.age)
        let keys = try KeyFolder.create(path: folder.keys, today: time.now.day)
        let database = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        let recording = RecordingDatabase(ClockGuard(database, time: time.source))
        let house = House(
            database: recording, vault: Vault(folder: keys), lookups: Lookups(), time: time.source, random: SeededRandomness(seed: 7),
            catalogs: try Catalogs.load(), publicURL: "http://localhost:8080")
        try await house.database.write { try InstallationStore.begin(at: time.now, $0) }
        _ = try await DemoTown(in: house, time: time, seed: 7) { try await Background.runAll(in: $0) }.build(until: World.start)
        try await walk(house)
        try database.close()
        // What makes the town, and what looks after an installation as a whole, is not run for people who wait.
        let statements = recording.log.all.filter { statement in !Self.isOfNobody(statement.sql) }
        return RecordedTown(database: folder.database, statements: statements)
    }

    private static let ofNobody = [
        "sqlite_schema", "PRAGMA", "ORDER BY picture_id IS NULL", "SELECT count(*) FROM ask WHERE group_id = $1 AND state NOT IN",
        "SELECT session_id FROM session WHERE group_id = $1 AND ended_at IS NULL ORDER BY made_at DESC, session_id DESC LIMIT 1",
        "SELECT count(*) FROM ask WHERE group_id = $1\u{0}", "SELECT undo_id FROM undo WHERE group_id = $1 AND verb",
        "SELECT match_id FROM help_match WHERE group_id = $1 AND state = $2 ORDER BY proposed_at DESC LIMIT 50",
    ]

    private static func isOfNobody(_ sql: String) -> Bool { ofNobody.contains { (sql + "\u{0}").contains($0) } }

    /// Every page, download and search, as somebody who may do everything.
    private static func walk(_ house: House) async throws {
        let stops = TourStops(try await DemoStops.make(in: house))
        let cookie = try await house.database.write { transaction in
            guard let group = try GroupStore.everyGroup(transaction).first else { throw Problem.missing() }
            return try World.admit("Everybody", [.organiser, .dispatcher, .treasurer, .intake], house, group, transaction).cookie
        }
        let front = Front(house: house, assets: try Assets.load())
        for address in SiteAddress.all(of: SiteTour(stops)) where address.site.page != nil || address.site.download != nil {
            let parts = URLComponents(string: address.site.path)
            let query = Dictionary((parts?.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
            let path = parts?.path ?? address.site.path
            let request = WebRequest(
                method: .get, path: path, query: query, acceptLanguage: "en", cookies: path.contains("/l/") ? [:] : ["alongside": cookie])
            _ = await front.answer(request)
        }
    }
}
