import Alongside
import Kernel
import Sealing
import Storage
import Synchronization
import TestKit
import Testing
import Web

/// What the night finds that should not be, and how organisers hear of it.
@Suite("What the night finds") struct NightLookTests {
    enum Broken: String, CaseIterable, Sendable {
        case key, orphan, books, link

        func apply(to world: World) async throws {
            try await world.write { transaction, house, group in
                let nobody = ID<Person>(high: 1, low: 2)
                switch self {
                case .key:
                    _ = try transaction.execute(
                        "DELETE FROM record_key WHERE group_id = $1 AND subject_id = $2", [group.id.stored, world.id(.ines).stored])
                case .orphan:
                    _ = try transaction.execute(
                        "INSERT INTO attachment (group_id, attachment_id, subject_id, kind, length) VALUES ($1, $2, $2, 'picture', 1)",
                        [group.id.stored, nobody.stored])
                case .books:
                    _ = try transaction.execute(
                        "INSERT INTO pot (group_id, pot_id, name, position) VALUES ($1, $2, 'Odd', 9)", [group.id.stored, nobody.stored])
                    _ = try transaction.execute(
                        """
                        INSERT INTO ledger_entry (group_id, entry_id, at, pot_id, amount_minor, currency, kind, method, made_by)
                        VALUES ($1, $2, $3, $2, 100, 'USD', 'donation', 'cash', $2)
                        """, [group.id.stored, nobody.stored, house.now.stored])
                case .link:
                    _ = try transaction.execute(
                        """
                        INSERT INTO link (group_id, link_id, purpose, token_hash, made_at, subject_id)
                        VALUES ($1, $2, 'asker', $3, $4, $2)
                        """, [group.id.stored, nobody.stored, .bytes([UInt8](repeating: 1, count: 32)), house.now.stored])
                }
            }
        }
    }

    private static let checkup = "/riverside/desk/settings/checkup"

    @Test("what is broken by day is found at night, and told to organisers alone, on the board and with what to do", arguments: Broken.allCases)
    func told(broken: Broken) async throws {
        let world = try await World()
        #expect(await !world.get("/riverside/desk", as: .rosa).text.contains("found something that should not be"))
        try await broken.apply(to: world)
        _ = try await Nightly(world.house).run(whole: true)
        let found = try await world.read { connection, _, group in try NightLook.found(for: group.id, connection) }
        #expect(found.map(\.kind.rawValue) == [broken.rawValue])
        #expect(await world.get("/riverside/desk", as: .rosa).text.contains("found something that should not be"))
        #expect(await !world.get("/riverside/desk", as: .omar).text.contains("found something that should not be"))
        for language in ["en", "es", "ar"] {
            let page = await world.get(Self.checkup + "?in=\(language)", as: .rosa)
            #expect(page.status == 200 && !page.text.contains("⟦") && SettingsPagesTests.findings(page).isEmpty)
        }
        #expect(await !world.get(Self.checkup, as: .rosa).text.contains("Nothing is wrong."))
    }

    @Test("what was mended is not told after the next night; another group's trouble is nobody's here")
    func mended() async throws {
        let world = try await World()
        let (other, _, _) = try await world.house.database.write { try World.found(world.house, "dockside", $0) }
        try await Broken.orphan.apply(to: world)
        _ = try await Nightly(world.house).run(whole: true)
        #expect(try await world.read { connection, _, _ in try NightLook.found(for: other.id, connection) }.isEmpty)
        try await world.write { transaction, _, _ in _ = try transaction.execute("DELETE FROM attachment", []) }
        _ = try await Nightly(world.house).run(whole: true)
        #expect(await !world.get("/riverside/desk", as: .rosa).text.contains("found something that should not be"))
    }

    @Test("a look that fails is told, and tried again the next night: the night's work of all groups is done and is not done over")
    func unseen() async throws {
        let world = try await World()
        world.time.move(by: .days(1))
        try await world.write { transaction, _, _ in _ = try transaction.execute("ALTER TABLE night_finding RENAME TO night_finding_away", []) }
        let report = try await Nightly(world.house).run()
        #expect(report.isWhole && report.failures.isEmpty && report.unseen.map { String($0.prefix(10)) } == ["riverside:", "the instal"])
        world.time.move(by: .minutes(1))
        #expect(try await !Nightly(world.house).run().isWhole)
        world.time.move(by: .days(1))
        try await world.write { transaction, _, _ in _ = try transaction.execute("ALTER TABLE night_finding_away RENAME TO night_finding", []) }
        let next = try await Nightly(world.house).run()
        #expect(next.isWhole && next.unseen.isEmpty)
    }

    @Test("keys that are missing are found at night, and every group hears of it")
    func keys() async throws {
        let world = try await World()
        try world.house.vault.dayKeys.drop(only: World.start.day + 45)
        _ = try await Nightly(world.house).run(whole: true)
        let found = try await world.read { connection, _, group in try NightLook.found(for: group.id, connection) }
        #expect(found.map(\.kind) == [.keys] && found.map(\.count) == [1])
        #expect(await world.get("/riverside/desk", as: .rosa).text.contains("found something that should not be"))
        #expect(await world.get(Self.checkup, as: .rosa).text.contains("Keys for the coming days are missing."))
    }

    @Test("what should have been forgotten, and was not, is found at night")
    func due() async throws {
        let world = try await World()
        world.time.move(by: .days(1))
        // A living record under the key of a day that has passed: its day cannot be moved on any more.
        let rosa = world.id(.rosa)
        try await world.write { transaction, house, group in
            let past = house.now.day - 3
            _ = try transaction.execute(
                "UPDATE record_key SET due_day = $1 WHERE group_id = $2 AND subject_id = $3", [past.stored, group.id.stored, rosa.stored])
        }
        _ = try await Nightly(world.house).run(whole: true)
        let found = try await world.read { connection, _, group in try NightLook.found(for: group.id, connection) }
        #expect(found.map(\.kind).contains(.due), "\(found)")
    }

    @Test("once a day the database is asked whether it is whole, and every group hears when it is not")
    func whole() async throws {
        let world = try await World()
        let asked = Mutex(0)
        @Sendable func look(_ damage: [String]) async throws -> [String] {
            try await NightLook.lookAtDatabase(of: world.house) {
                asked.withLock { $0 += 1 }
                return damage
            }
        }
        #expect(try await look(["a page is torn"]) == ["a page is torn"])
        #expect(try await look([]).isEmpty)
        #expect(asked.withLock { $0 } == 1)
        #expect(await world.get(Self.checkup, as: .rosa).text.contains("alongside restore"))
        world.time.move(by: .hours(24))
        #expect(try await look([]).isEmpty)
        #expect(asked.withLock { $0 } == 2)
        #expect(await !world.get(Self.checkup, as: .rosa).text.contains("found to be damaged"))
    }
}
