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

/// A group whose days pass: each with its asks, from the first word to the answer, with everything that happens by itself, and with the backup of the night.
struct YearTown {
    let open: OpenHouse
    let time: MovableTime
    private let folder: String
    private let watch: HistoryWatch
    private let town: TownGroup
    private let random = SeededRandomness(seed: 11)
    private var helpers = SurgeHelpers()
    private var neighbours: SurgeNeighbours
    private var joined = 0
    /// What chores wrote into the log, beside what is forgotten and which keys are overwritten.
    private(set) var lines: [String] = []

    private static let asksADay = 2

    var house: House { open.house }
    var backups: String { folder + "/backup" }
    private var group: Group { town.group }

    init(on engine: Engine) async throws {
        folder = TestFolder.fresh("year")
        time = MovableTime(World.start)
        open = try await OpenHouse.open(
            DataFolder(folder + "/data"), publicURL: "http://localhost:8080", time: time.source, random: SeededRandomness(seed: 7),
            server: engine == .postgres ? try TestServer().url : nil)
        try open.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        watch = HistoryWatch(open)
        lines = try await watch.begin()
        neighbours = SurgeNeighbours(random: random)
        var first = MadeUpNeighbours(random: random)
        town = try await TownGroup.found(&first, in: open.house)
        let (house, group, treasurer) = (open.house, town.group, town.treasurers[0])
        try await house.database.write { transaction in
            guard let fund = try PotStore.all(in: group.id, transaction).first else { return }
            _ = try WriteEntry(.init(kind: .grant, pot: fund.id, amount: Money(minorUnits: 5_000_000, currency: group.currency), method: .transfer))
                .run(transaction, in: house, group: group, by: treasurer)
        }
        for _ in 0..<20 { try await join() }
    }

    /// Closes it and takes its folder away.
    func end() throws {
        try open.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    /// One day, and the night after it.
    mutating func day(_ number: Int) async throws {
        // In the evening; what happens by itself does so at four in the morning, past the hour of the backup.
        time.move(to: World.start.day.start + .days(number) + .hours(20))
        try await live()
        if number % 7 == 0 { try await tidy() }
        if number % 30 == 5 { try await bringIn(number) }
        // From a server a backup is read and compared row by row: every night of a year would be most of the test.
        let backsUp = open.database.engine == .sqlite || number.isMultiple(of: 7)
        time.move(by: .hours(8))
        try await chores(backsUp: backsUp)
    }

    // MARK: What people do

    /// Asks of five days ago, with all that has become of them since.
    private mutating func live() async throws {
        let clock = MovableTime(time.now)
        let past = House(
            database: house.database, vault: house.vault, lookups: house.lookups, time: clock.source, random: house.random, catalogs: house.catalogs,
            publicURL: house.publicURL)
        try await house.lookups.prepare(in: house, group: group.id)
        let stories = AskStories(group: group, now: time.now, random: random)
        let lived = (0..<Self.asksADay).map { _ in stories.past(neighbours.next(), at: time.now - .days(5) - .minutes(random.below(600))) }
        let (town, now, draw, present) = (town, time.now, random.next(), helpers)
        helpers = try await past.database.write { transaction in
            var life = SurgeLife(
                house: past, clock: clock, town: town, now: now, random: SeededRandomness(seed: draw), transaction: transaction, helpers: present)
            for story in lived { try life.live(story) }
            return life.helpers
        }
    }

    /// Somebody offers to help, says when and where, and is soon known well.
    private mutating func join() async throws {
        let (house, town, index) = (house, town, joined)
        joined += 1
        let (neighbour, draw) = (neighbours.next(), random.next())
        let added = try await house.database.write { transaction in
            let random = SeededRandomness(seed: draw)
            let (offer, made) = TownInputs(town: town, now: house.now, random: random).helper(neighbour, index)
            var limits = made
            (limits.reachMetres, limits.weeklyLimit, limits.hours) = (4_000, limits.weeklyLimit + 3, .anytime)
            let offered = try OfferHelp(offer).run(transaction, in: house, group: town.group, by: .visitor)
            guard let token = offered.helperToken else { return (offered.person, limits) }
            let (actor, _) = try TownLife.holder(of: token, in: town.group, transaction)
            try ChangeLimits(limits, of: offered.person).run(transaction, in: house, group: town.group, by: actor)
            try SetTrust(.solo, of: offered.person).run(transaction, in: house, group: town.group, by: town.dispatchers[0])
            return (offered.person, limits)
        }
        helpers.add(added.0, added.1)
    }

    /// Once a week somebody goes through what stands still: closes it, and pays what was handed in.
    private func tidy() async throws {
        try await pay()
        let (house, group, dispatcher, old) = (house, group, town.dispatchers[1], time.now - .days(12))
        try await house.database.write { transaction in
            for state in AskState.allCases where state != .closed {
                for id in try DemoStore.asks(state, in: group.id, transaction)
                where try AskStore.existing(id, in: group.id, transaction).createdAt < old {
                    try CloseAsk(id, reason: state == .done ? .met : .unreachable).run(transaction, in: house, group: group, by: dispatcher)
                }
            }
        }
    }

    private func pay() async throws {
        let (house, group, one, other) = (house, group, town.treasurers[0], town.treasurers[1])
        try await house.database.write { transaction in
            let all: [ID<Receipt>] = try transaction.all(
                "SELECT receipt_id FROM receipt WHERE group_id = $1 AND forgotten_at IS NULL", [group.id.stored]
            ) {
                try $0.id(0)
            }
            guard let pot = try PotStore.all(in: group.id, transaction).first else { return }
            for id in all {
                let receipt = try ReceiptStore.existing(id, in: group.id, transaction)
                guard receipt.state.isWaiting else { continue }
                if receipt.amount.minorUnits > group.approvalLimit.minorUnits, receipt.state != .approved {
                    try ApproveReceipt(id).run(transaction, in: house, group: group, by: other)
                }
                let payer = try ReceiptStore.existing(id, in: group.id, transaction).approvedBy == one.person ? other : one
                try PayReceipt(.init(receipt: id, method: .transfer, pot: pot.id)).run(transaction, in: house, group: group, by: payer)
            }
        }
    }

    /// Once a month a sheet comes in, of which every other one gets its yes.
    private func bringIn(_ number: Int) async throws {
        let (house, group) = (house, group)
        let rows =
            "Date,Name,Phone,Area,What do you need,Status\n2026-03-08,Ada Bell,01632 960\(100 + number % 800),Mill Lane,Seven candles \(number),New\n"
        let batch = try await ReceiveSheet(.bytes(Array(rows.utf8)), fileName: "list.csv").run(in: house, group: group, by: .command)
        guard number % 60 == 5 else { return }
        try await house.database.write { transaction in
            guard let source = try ImportStore.source(of: batch, in: house, group: group.id, transaction), let plan = ImportPlan(text: source.plan)
            else {
                return
            }
            try ConfirmImport(batch, plan: plan).run(transaction, in: house, group: group, by: .command)
        }
    }

    // MARK: What happens by itself

    private mutating func chores(backsUp: Bool) async throws {
        for chore in Background.chores(of: open, backup: backsUp ? backups : nil, watch: watch) {
            lines += try await chore.run(house).filter { !$0.hasPrefix("Forgotten: ") && !$0.hasPrefix("Keys overwritten: ") }
        }
    }

    // MARK: What there is

    /// How many rows each table has.
    func rows() async throws -> [String: Int] {
        let tables: String =
            open.database.engine == .sqlite
            ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        return try await open.database.read { connection in
            let names = try connection.all(tables) { $0.text(0) }
            return try Dictionary(uniqueKeysWithValues: names.map { ($0, try connection.number("SELECT count(*) FROM \($0)") ?? 0) })
        }
    }

    /// The bytes of the data in its newest backup, and of all backups.
    func bytes() throws -> (newest: Int, all: Int) {
        func size(_ path: String) throws -> Int { (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0 }
        let newest = try #require(BackupFolder(path: backups).newest())
        return (try size(newest), try FileManager.default.contentsOfDirectory(atPath: backups).reduce(0) { try $0 + size("\(backups)/\($1)") })
    }

    /// Of this process, in MB.
    static func memory() -> Int {
        let words = (FileManager.default.contents(atPath: "/proc/self/statm").map { String(decoding: $0, as: UTF8.self) } ?? "").split(separator: " ")
        return words.count > 1 ? ((Int(words[1]) ?? 0) * 4_096) >> 20 : 0
    }
}
