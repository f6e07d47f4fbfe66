import App
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Words

@testable import Alongside

/// A neighbourhood whose days pass, with copies of its data and of its keys on the way.
struct ForgettingScene {
    let scene: AskScene
    var world: World { scene.world }
    /// False leaves forgetting out, which must turn what these tests show red.
    var forgets = true

    init(forgets: Bool = true) async throws {
        scene = try await AskScene()
        self.forgets = forgets
        try await night()
    }

    @discardableResult
    func night() async throws -> Nightly.Report { try await Nightly(world.house, forgets: forgets).run() }

    /// Lives through so many days, with one night in each.
    func pass(days: Int) async throws {
        for _ in 0..<days {
            world.time.move(by: .days(1))
            try await night()
        }
    }

    func withdraw(_ opened: OpenAsk.Opened) async throws {
        let (link, actor) = try await scene.link(opened.token)
        _ = try await world.write { transaction, house, group in try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor) }
    }

    /// Somebody with an ask of their own.
    func ask(_ alias: String, phone: String) async throws -> OpenAsk.Opened {
        try await scene.open(scene.input(alias: alias, contact: Contact(reach: .phone, phone: phone), words: "Soup for \(alias)"))
    }

    func copy(_ name: String) async throws -> String {
        let path = world.folder + "/\(name).sqlite"
        try await DataCopy.write(world.database, to: path)
        return path
    }

    /// Everything that opens in a copy of the data with a folder of keys: names and contacts of people, asks and offers.
    func opens(_ path: String, keys: KeyFolder) async throws -> Set<String> {
        let database = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
        let house = House(
            database: database, vault: Vault(folder: keys), lookups: Lookups(), time: world.time.source, random: world.house.random,
            catalogs: world.house.catalogs, publicURL: ""
        )
        let found = try await database.read { connection in
            var found: Set<String> = []
            for group in try GroupStore.everyGroup(connection) {
                for (kind, id) in try ForgettingScene.sealed(in: group.id, connection) {
                    guard let key = try? house.vault.key(of: id, in: group.id, connection) else { continue }
                    if kind == "ask" {
                        let (face, details) = try AskStore.sealed(of: id.named(), key: key, in: house, group: group.id, connection)
                        found.formUnion([face.alias, details.phone ?? ""])
                    } else if let card = try PersonStore.with(id: id.named(), in: house, group: group.id, connection)?.card {
                        found.formUnion([card.alias, card.phone ?? ""])
                    }
                }
            }
            return found
        }
        try database.close()
        return found
    }

    private static func sealed(in group: ID<Group>, _ connection: any Connection) throws -> [(String, ID<Subject>)] {
        try connection.all("SELECT kind, subject_id FROM subject WHERE group_id = $1 AND kind IN ('ask', 'person')", [group.stored]) {
            ($0.text(0), try $0.id(1))
        }
    }

    var keys: KeyFolder { world.house.vault.folder }
}
