import Exchange
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App
@testable import Simulation

/// A demo town whose days pass, with a backup every night: each copy of the data is kept, and that of the keys replaces the last.
struct PassingTown {
    let open: OpenHouse
    let time: MovableTime
    let group: Group
    private let folder: String
    private let code = RecoveryCode.generate()
    /// Private links that somebody still has in a message: whoever holds one may read its subject.
    private(set) var links: [LinkToken] = []

    private var backups: BackupFolder { BackupFolder(path: folder + "/backup") }
    var house: House { open.house }
    var keys: KeyFolder { house.vault.folder }

    init() async throws {
        folder = TestFolder.fresh("passing")
        let data = DataFolder(folder + "/data")
        try await MadeTown.copy(to: data.path)
        time = MovableTime(World.start)
        open = try await OpenHouse.open(data, publicURL: nil, time: time.source)
        group = try #require(try await open.database.read { try GroupStore.everyGroup($0).first })
        try keys.setRecovery(code.publicHalf)
        try await fill()
    }

    /// Closes the town and takes its folder away.
    func end() throws {
        try open.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    /// What no town has by itself, so that every sealed column holds something: a sheet that waits for a yes, and words beside an event.
    private func fill() async throws {
        let rows = Self.sheet
        _ = try await ReceiveSheet(.bytes(Array(rows.utf8)), fileName: "Zwillingstein list.csv").run(in: house, group: group, by: .command)
        let (house, group) = (house, group)
        try await house.database.write { transaction in
            for ask in try DemoStore.asks(.open, in: group.id, transaction).prefix(2) {
                let key = try house.vault.key(of: ask.subject, in: group.id, transaction)
                try History.record(
                    .contacted, "ask", ask.subject, by: .command, in: house, group: group.id, detail: ("She was at her sister's", key), transaction
                )
            }
        }
    }

    private static let sheet = """
        Date,Name,Phone,Area,What do you need,Status,Closed on
        2026-03-08,Ottoline Zwillingstein,07700 900777,Mill Lane,Seven candles,,
        """

    // MARK: Days

    /// Closes asks that wait or are on the way, after giving each of them and some that stay a new private link. Answers those that were closed.
    mutating func close(_ count: Int) async throws -> Set<ID<Subject>> {
        let (house, group) = (house, group)
        let (closed, tokens) = try await house.database.write { transaction in
            let asks = try [AskState.new, .open, .offered, .accepted].flatMap { try DemoStore.asks($0, in: group.id, transaction).prefix(count) }
            let fresh = FreshLinks(house: house, group: group)
            var tokens = try asks.map { try fresh.asker($0, transaction) }
            if let helper = try HelperStore.all(in: group.id, transaction).first { tokens.append(try fresh.helper(helper.id, transaction)) }
            // Every other one of each state.
            let closed = asks.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            for ask in closed { try CloseAsk(ask, reason: .notWanted).run(transaction, in: house, group: group, by: .command) }
            return (Set(closed.map(\.subject)), tokens)
        }
        links += tokens
        return closed
    }

    /// Lives through so many days. Without `forgets` the one chore that forgets is left out, and only keeps the clock and makes new keys.
    func pass(days: Int, forgets: Bool = true, backingUp: Bool = true) async throws {
        for _ in 0..<days {
            time.move(by: .days(1))
            for chore in Background.chores {
                if chore.name.contains("forgetting"), !forgets {
                    try await Nightly(house, forgets: false).run()
                } else {
                    _ = try await chore.run(house)
                }
            }
            if backingUp { _ = try await backUp() }
        }
    }

    // MARK: Backups

    /// What the command of every night does. Answers the copy of the data.
    func backUp() async throws -> String {
        try await BackupCommand(out: backups.path).run(on: open, Spoken().console())
        return try #require(backups.newest())
    }

    /// The backup of the keys as it lies there now, as somebody would put it away who should not.
    func sealedKeys() throws -> [UInt8] { [UInt8](try #require(FileManager.default.contents(atPath: backups.sealedKeys))) }

    /// Every key in a backup of the keys, opened with the recovery code.
    func folder(of sealed: [UInt8]) throws -> KeyFolder {
        let path = folder + "/keys-\(UUID().uuidString)"
        try KeyBackup.open(sealed, with: code).restore(into: path)
        return try KeyFolder.open(path: path)
    }

    // MARK: What opens

    struct Opened: Equatable {
        /// How many cells of each column.
        var open: [SealedColumn: Int] = [:]
        var shut: [SealedColumn: Int] = [:]
        var subjects: Set<ID<Subject>> = []
        /// Those of which something opens by a private link alone.
        var byLink: Set<ID<Subject>> = []
    }

    /// Tries every cell of every sealed column in a copy of the data, with a folder of keys and with each private link.
    func opens(_ copy: String, with keys: KeyFolder) async throws -> Opened {
        try await look(into: copy, keys) { house, connection in
            var found = Opened()
            for group in try GroupStore.everyGroup(connection) {
                var known: [ID<Subject>: (group: SealingKey?, links: [SealingKey])] = [:]
                for column in SealedColumn.allCases {
                    for cell in try SealedCell.all(of: column, in: group.id, connection) {
                        let held = try known[cell.subject] ?? Self.keys(of: cell.subject, links, house, group, connection)
                        known[cell.subject] = held
                        let byLink = held.links.contains { (try? cell.open(by: $0)) != nil }
                        if byLink { found.byLink.insert(cell.subject) }
                        if byLink || held.group.map({ (try? cell.open(by: $0)) != nil }) ?? false {
                            found.open[column, default: 0] += 1
                            found.subjects.insert(cell.subject)
                        } else {
                            found.shut[column, default: 0] += 1
                        }
                    }
                }
            }
            return found
        }
    }

    /// Who lives in a copy of the data.
    func living(in copy: String) async throws -> Set<ID<Subject>> {
        try await look(into: copy, keys) { _, connection in
            Set(try connection.all("SELECT subject_id FROM subject WHERE living = $1", [true]) { try $0.id(0) })
        }
    }

    private static func keys(
        of subject: ID<Subject>, _ links: [LinkToken], _ house: House, _ group: Group, _ connection: any Connection
    ) throws -> (group: SealingKey?, links: [SealingKey]) {
        let byLink = try links.compactMap { token -> SealingKey? in
            guard let link = try LinkStore.with(hash: token.hash, in: group.id, connection) else { return nil }
            return try? house.vault.key(of: subject, in: group.id, by: link.id, token.key, connection)
        }
        return (try? house.vault.key(of: subject, in: group.id, connection), byLink)
    }

    /// Reads a copy of the copy, so that a backup stays as it was written.
    private func look<Result: Sendable>(
        into copy: String, _ keys: KeyFolder, _ body: @escaping @Sendable (House, any Connection) throws -> Result
    ) async throws -> Result {
        let path = folder + "/look-\(UUID().uuidString).sqlite"
        try FileManager.default.copyItem(atPath: copy, toPath: path)
        let database = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
        let other = House(
            database: database, vault: Vault(folder: keys), lookups: Lookups(), time: time.source, random: house.random, catalogs: house.catalogs,
            publicURL: ""
        )
        let result = try await database.read { try body(other, $0) }
        try database.close()
        return result
    }
}
