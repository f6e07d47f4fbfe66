import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Words

@testable import App
@testable import Simulation
@testable import Web

/// A demo town that is spoiled on purpose and put back again.
final class BrokenTown: Sendable {
    private let folder: String
    /// The session of somebody who may do everything at the desk.
    let cookie: String
    private let opened: Mutex<(house: House, database: SQLiteDatabase, front: Front)>
    private let catalogs: Catalogs
    private let assets: Assets
    let tour: SiteTour
    let stops: TourStops
    /// Records that a form names in a field, and no address does: a row of the ledger, a pot, and how to take back what was marked as sent.
    let named: Named
    /// Tables, but for what is noted of time itself.
    private let tables: [String]

    struct Named: Sendable {
        var entry = "", pot = "", sent = ""
    }

    private init(_ folder: String, _ cookie: String, _ stops: TourStops, _ named: Named, _ tables: [String]) throws {
        self.folder = folder
        self.cookie = cookie
        self.stops = stops
        self.named = named
        tour = SiteTour(stops)
        self.tables = tables
        catalogs = try Catalogs.load()
        assets = try Assets.load()
        opened = Mutex(try Self.open(folder, catalogs, assets))
    }

    /// As a server opens it, but with words that were read once: it is opened a thousand times.
    private static func open(_ folder: String, _ catalogs: Catalogs, _ assets: Assets) throws -> (House, SQLiteDatabase, Front) {
        let place = DataFolder(folder)
        let time = TimeSource { World.start }
        let database = try SQLiteDatabase.open(path: place.database, migrations: Schema.migrations)
        let house = House(
            database: ClockGuard(database, time: time), vault: Vault(folder: try KeyFolder.open(path: place.keys)), lookups: Lookups(), time: time,
            random: SeededRandomness(seed: 3), catalogs: catalogs, publicURL: "http://localhost:8080"
        )
        return (house, database, Front(house: house, assets: assets))
    }

    /// - Parameter more: What else a test needs in it, before it is kept as it is.
    static func make(
        more: @escaping @Sendable (House, Group, TourStops, any Transaction) throws -> Void = { _, _, _, _ in }
    ) async throws -> BrokenTown {
        let folder = TestFolder.fresh("broken")
        try await MadeTown.copy(to: folder)
        let open = try await OpenHouse.open(DataFolder(folder), publicURL: nil, time: TimeSource { World.start })
        let house = open.house
        let made = TourStops(try await DemoStops.make(in: house))
        let (cookie, stops, named) = try await house.database.write { transaction in
            guard let group = try GroupStore.everyGroup(transaction).first else { throw Problem.missing() }
            let (person, cookie) = try World.admit("Everybody", [.organiser, .dispatcher, .treasurer, .intake], house, group, transaction)
            let dispatcher = Actor.member(person, roles: [.dispatcher])
            var stops = made
            try stops.addSteps(by: dispatcher, in: house, group, transaction)
            let named = try Named(besides: stops, by: dispatcher, in: house, group, transaction)
            try more(house, group, stops, transaction)
            return (cookie, stops, named)
        }
        let tables = try await house.database.read { connection in
            try connection.all(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'session' ORDER BY name", []
            ) { $0.text(0) }
        }
        try open.close()
        try FileManager.default.copyItem(atPath: DataFolder(folder).database, toPath: folder + ".whole")
        return try BrokenTown(folder, cookie, stops, named, tables)
    }

    /// Another one, the same in everything, so that several tests spoil theirs side by side.
    func copy() throws -> BrokenTown {
        let other = TestFolder.fresh("broken")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: folder + ".whole", toPath: other + ".whole")
        try FileManager.default.copyItem(atPath: folder + ".whole", toPath: DataFolder(other).database)
        try FileManager.default.copyItem(atPath: DataFolder(folder).keys, toPath: DataFolder(other).keys)
        return try BrokenTown(other, cookie, stops, named, tables)
    }

    private var front: Front { opened.withLock { $0.front } }
    var house: House { opened.withLock { $0.house } }

    func close() throws { try opened.withLock { try $0.database.close() } }

    /// The town as it was.
    func restore() throws {
        try close()
        let database = DataFolder(folder).database
        for path in [database, database + "-wal", database + "-shm"] where FileManager.default.fileExists(atPath: path) {
            try FileManager.default.removeItem(atPath: path)
        }
        try FileManager.default.copyItem(atPath: folder + ".whole", toPath: database)
        let again = try Self.open(folder, catalogs, assets)
        opened.withLock { $0 = again }
    }

    /// How many rows each table has.
    func rows() async throws -> [String: Int] {
        let tables = tables
        let sql = tables.map { "SELECT '\($0)', count(*) FROM \($0)" }.joined(separator: " UNION ALL ")
        return try await opened.withLock { $0.database }.read { connection in
            Dictionary(uniqueKeysWithValues: try connection.all(sql, []) { ($0.text(0), $0.int(1)) })
        }
    }

    // MARK: Asking

    func get(_ target: String) async -> WebResponse { await front.answer(request(.get, target)) }

    /// A page with one more thing after the question mark.
    func get(_ target: String, _ more: [String: String]) async -> WebResponse {
        let (path, query) = Self.split(target)
        var request = request(.get, path)
        request.query = query.merging(more) { _, new in new }
        return await front.answer(request)
    }

    func post(_ target: String, _ body: BadBodies.Body) async throws -> WebResponse { await send(target, body, as: cookie) }

    /// A page as somebody else sees it; nil for somebody who is not signed in.
    func get(_ target: String, as cookie: String?) async -> WebResponse { await front.answer(request(.get, target, cookie)) }

    func send(_ target: String, _ body: BadBodies.Body, as cookie: String?) async -> WebResponse {
        var request = request(.post, target, cookie)
        request.contentType = body.type
        request.body = body.bytes
        return await front.answer(request)
    }

    private func request(_ method: WebRequest.Method, _ target: String) -> WebRequest { request(method, target, cookie) }

    private func request(_ method: WebRequest.Method, _ target: String, _ cookie: String?) -> WebRequest {
        let (path, query) = Self.split(target)
        // A private link is opened by somebody who is not signed in.
        let cookie = path.contains("/l/") ? nil : cookie
        return WebRequest(method: method, path: path, query: query, acceptLanguage: "en", cookies: cookie.map { ["alongside": $0] } ?? [:])
    }

    static func site(_ target: String) -> Site? {
        let (path, query) = split(target)
        return Site(path: path, query: query)
    }

    /// What makes a form another one: where it goes, IDs left out, and what its fields are called, numbers left out.
    static func shape(_ form: PageForm) -> String {
        let kind = site(form.action).map { site in
            var part = site.kind.rawValue
            if let last = split(form.action).0.split(separator: "/").last, last.count < 20 { part += "/" + last }
            return part
        }
        let hidden = form.fields.filter { $0.0 == "do" }.map(\.1).joined()
        return "\(kind ?? form.action) \(hidden) \(Set(form.names.map { $0.filter { !$0.isNumber } }).sorted().joined(separator: ","))"
    }

    private static func split(_ target: String) -> (String, [String: String]) {
        guard let parts = URLComponents(string: target) else { return (target, [:]) }
        return (parts.path, Dictionary((parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first }))
    }
}

extension TourStops {
    /// What can be taken back for ten minutes only, and so is not found in a town that was made before: a triage, and an ask that was withdrawn.
    fileprivate mutating func addSteps(by actor: Actor, in house: House, _ group: Group, _ transaction: any Transaction) throws {
        let asks = try DemoStore.asks(.new, in: group.id, transaction)
        guard asks.count > 2 else { throw Problem.missing() }
        undo = try TriageAsk(asks[1], .init(urgency: .week, zone: nil, costPath: .unsure)).run(transaction, in: house, group: group, by: actor).text
        let token = try FreshLinks(house: house, group: group).asker(asks[2], transaction)
        let (asker, link) = try TownLife.holder(of: token, in: group, transaction)
        withdrawn = token.text
        withdrawal = try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: asker).text
    }
}

extension BrokenTown.Named {
    fileprivate init(besides stops: TourStops, by actor: Actor, in house: House, _ group: Group, _ transaction: any Transaction) throws {
        func first(_ sql: String) throws -> String { try transaction.first(sql, [group.id.stored]) { try ($0.id(0) as ID<Pot>).text } ?? "" }
        entry = try first("SELECT entry_id FROM ledger_entry WHERE group_id = $1 ORDER BY entry_id LIMIT 1")
        pot = try first("SELECT pot_id FROM pot WHERE group_id = $1 ORDER BY pot_id LIMIT 1")
        let waiting = try MessageStore.waiting(at: house.now, in: group.id, transaction).filter {
            $0.id.text != stops.message && $0.state == .waiting
        }
        guard let message = waiting.last else { throw Problem.missing() }
        _ = try OpenNumber(message.id).run(transaction, in: house, group: group, by: actor)
        sent = try MarkSent(message.id).run(transaction, in: house, group: group, by: actor)?.text ?? ""
    }
}
