public import Alongside
public import App
import Foundation
public import Kernel
import Sealing
public import Storage
import StoragePostgres
public import Web
import Words

/// A small neighbourhood for tests: a real database in a folder of its own, real keys, the real front of the house, and a clock that is moved by hand.
///
/// It begins on Tuesday 10 March 2026 at 10:00 UTC with the group "Riverside Neighbours" (`riverside`; London, GBP; English, Spanish, Arabic), two
/// zones with one pod, a few categories, and four members.
public final class World: Sendable {
    public let folder: String
    public let time: MovableTime
    public let open: OpenHouse
    public let front: Front
    /// Stands around every request, as the program's own watch does.
    public let around: @Sendable (Front, WebRequest) async -> WebResponse
    public let group: Group
    public let categories: [String: Category]
    public let zones: [String: Zone]
    private let server: ServerDatabase?
    private let members: [Member: (id: ID<Person>, cookie: String)]

    /// The people with roles, by what they do.
    public enum Member: String, Sendable, CaseIterable {
        /// Organiser and dispatcher.
        case rosa
        /// Dispatcher.
        case omar
        /// Treasurer.
        case tessa
        /// Treasurer and dispatcher, so that two can repay.
        case ivo
        /// Intake only.
        case ines

        var roles: [Role] {
            switch self {
            case .rosa: [.organiser, .dispatcher]
            case .omar: [.dispatcher]
            case .tessa: [.treasurer]
            case .ivo: [.treasurer, .dispatcher]
            case .ines: [.intake]
            }
        }
    }

    public var house: House { open.house }
    public var database: any KeptDatabase { open.database }
    public var now: Instant { time.now }

    public static let start = Instant(milliseconds: 1_773_136_800_000)

    /// Another seed gives other IDs and code words. `seen` and `around` are for tests that look at what is asked of the database and of the front.
    public init(
        seed: UInt64 = 1, seen: @Sendable (any Database) -> any Database = { $0 },
        around: @escaping @Sendable (Front, WebRequest) async -> WebResponse = { await $0.answer($1) }
    ) async throws {
        self.around = around
        folder = TestFolder.fresh("world")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
        let data = DataFolder(folder + "/data")
        switch TestEngine.current {
        case .sqlite:
            server = nil
            try FileManager.default.copyItem(atPath: try await Template.path(), toPath: data.database)
        case .postgres:
            let made = try await ServerDatabase { url in
                try PostgresDatabase.open(migrations: Schema.migrations, options: PostgresOptions(url: url, partitions: TestEngine.partitions))
                    .close()
            }
            server = made
            try made.url.write(toFile: data.databaseAddress, atomically: false, encoding: .utf8)
        }
        time = MovableTime(Self.start)
        _ = try KeyFolder.create(path: folder + "/data.keys", today: Self.start.day)
        open = try await OpenHouse.open(
            data, publicURL: "http://localhost:8080", time: time.source, random: SeededRandomness(seed: seed), seen: seen
        )
        let house = open.house
        front = Front(house: house, assets: try Assets.load())
        (group, categories, zones) = try await house.database.write { transaction in try Self.found(house, "riverside", transaction) }
        let group = group
        members = try await house.database.write { transaction in
            var members: [Member: (id: ID<Person>, cookie: String)] = [:]
            for member in Member.allCases {
                members[member] = try Self.admit(member.rawValue.capitalized, member.roles, house, group, transaction)
            }
            return members
        }
    }

    deinit {
        try? open.close()
        server?.drop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    public func id(_ member: Member) -> ID<Person> { members[member]!.id }
    public func actor(_ member: Member) -> Actor { .member(id(member), roles: Set(member.roles)) }
    public func cookie(_ member: Member) -> String { members[member]!.cookie }
    public func category(_ key: String) -> Category { categories[key]! }
    public func zone(_ name: String) -> Zone { zones[name]! }

    // MARK: Making

    /// A group with everything it needs; a second one shows that groups are strictly apart.
    public static func found(_ house: House, _ slug: String, _ transaction: any Transaction) throws
        -> (Group, [String: Category], [String: Zone])
    {
        let gbp = Currency.gbp
        let group = Group(
            id: house.newID(), slug: slug, name: slug.capitalized + " Neighbours", createdAt: house.now,
            timeZone: TimeZone(identifier: "Europe/London")!,
            firstWeekday: 2, country: "GB", currency: gbp, languages: [.english, .spanish, .arabic], retentionDays: 30, scope: .open,
            pausedUntil: nil,
            urgentHoldMinutes: 30, normalHoldMinutes: 240, nightFrom: 22 * 60, nightTo: 8 * 60, weeklyLimit: 2,
            cap: Money(minorUnits: 8_000, currency: gbp), approvalLimit: Money(minorUnits: 10_000, currency: gbp), silenceHours: 24,
            crisisNumber: nil, groupPhone: "+442079460999"
        )
        try GroupStore.insert(group, transaction)
        try house.vault.begin(group.id, transaction)
        var categories: [String: Category] = [:]
        let kinds: [(String, String, Category.Kind, String, Bool)] = [
            ("groceries", "🧺", .shopping, "Groceries", true), ("prescriptions", "💊", .prescription, "Medicine", true),
            ("chat", "☎️", .remote, "A chat", false), ("pets", "🐕", .errand, "Pets", false), ("cash", "💷", .money, "Cash", false),
        ]
        for (position, kind) in kinds.enumerated() {
            let category = Category(
                id: house.newID(), nameKey: kind.0, emoji: kind.1, position: position, kind: kind.2, essential: kind.4, minutes: 60, active: true,
                names: [.english: kind.3]
            )
            try CategoryStore.save(category, in: group.id, transaction)
            categories[kind.0] = category
        }
        var zones: [String: Zone] = [:]
        for (position, name) in ["Mill Lane", "Dock Street"].enumerated() {
            let zone = Zone(id: house.newID(), parent: nil, name: name, position: position)
            try ZoneStore.insert(zone, in: group.id, transaction)
            zones[name] = zone
        }
        let pod = Zone(id: house.newID(), parent: zones["Dock Street"]!.id, name: "Elm Court", position: 0)
        try ZoneStore.insert(pod, in: group.id, transaction)
        zones["Elm Court"] = pod
        return (group, categories, zones)
    }

    /// A person with roles and a session.
    public static func admit(_ name: String, _ roles: [Role], _ house: House, _ group: Group, _ transaction: any Transaction) throws
        -> (id: ID<Person>, cookie: String)
    {
        let id = ID<Person>.random(by: house.random)
        try PersonStore.insert(id, PersonCard(alias: name), language: .english, in: house, group: group, transaction)
        for role in roles { try PersonStore.give(role, to: id, at: house.now, in: group.id, transaction) }
        let token = LinkToken.random()
        try SessionStore.insert(house.newID(), hash: token.hash, of: id, at: house.now, in: group.id, transaction)
        return (id, token.text)
    }

    /// Writes in one transaction.
    @discardableResult
    public func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction, House, Group) throws -> Result) async throws -> Result {
        let house = house
        let group = group
        return try await database.write { try body($0, house, group) }
    }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection, House, Group) throws -> Result) async throws -> Result {
        let house = house
        let group = group
        return try await database.read { try body($0, house, group) }
    }
}
