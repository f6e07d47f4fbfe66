import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import App
@testable import StorageSQLite

@Suite struct DoctorTests {
    private func checks(_ world: World) async throws -> Set<String> {
        let findings = DoctorOutside.look(world.open.folder) + (try await Doctor(open: world.open).look())
        return Set(findings.filter { $0.weight == .problem }.map(\.check))
    }

    /// A world with nothing wrong.
    private func healthy() async throws -> World {
        let world = try await World()
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        chmod(world.open.folder.path, 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: world.open.folder.path) { chmod(world.open.folder.path + "/" + name, 0o600) }
        return world
    }

    @Test("nothing is found where nothing is wrong")
    func well() async throws { #expect(try await checks(healthy()).isEmpty) }

    @Test("what a test broke is found, each by its own check", arguments: Broken.allCases)
    func finds(broken: Broken) async throws {
        let world = try await healthy()
        try await broken.apply(to: world)
        #expect(try await checks(world).contains(broken.rawValue))
    }

    @Test("keys inside the data folder, and an address of data that is none, are problems of their own")
    func configured() async throws {
        let world = try await healthy()
        let data = world.open.folder
        #expect(DoctorOutside.look(DataFolder(data.path, keys: data.path + "/keys")).contains { $0.check == "places" && $0.weight == .problem })
        try "elsewhere".write(toFile: data.databaseAddress, atomically: false, encoding: .utf8)
        chmod(data.databaseAddress, 0o600)
        let spoken = Spoken()
        let said = await refusal { try await DoctorCommand.look(at: data, json: true, spoken.console()) }
        #expect(said == "One problem was found." && spoken.text.contains("holds no address of a PostgreSQL server"), "\(spoken.text)")
    }

    @Test("a disk that is nearly full is a problem, one that will be is a note")
    func measures() {
        let giga: Int64 = 1 << 30
        #expect(DoctorOutside.space(of: giga, free: 3 * giga).isEmpty)
        #expect(DoctorOutside.space(of: giga, free: giga).map(\.weight) == [.note])
        #expect(DoctorOutside.space(of: giga, free: giga / 5).map(\.weight) == [.problem])
        #expect(DoctorOutside.space(of: 0, free: 100 << 20).map(\.weight) == [.problem])
    }

    @Test("every finding says what to do")
    func todo() async throws {
        let world = try await World()
        let findings = DoctorOutside.look(world.open.folder) + (try await Doctor(open: world.open).look())
        #expect(findings.contains { $0.check == "code" && $0.weight == .problem }, "this world has no recovery code")
        #expect(findings.count > 2 && findings.allSatisfy { !$0.todo.isEmpty && !$0.what.isEmpty })
    }

    @Test("a folder that cannot be read is a finding, not silence")
    func unreadable() async throws {
        let world = try await healthy()
        let data = world.open.folder
        // Also for an administrator, who may read everything: a file where the folder should be.
        let odd = world.folder + "/odd"
        #expect(FileManager.default.createFile(atPath: odd, contents: Data(), attributes: [.posixPermissions: 0o600]))
        #expect(DoctorOutside.look(DataFolder(data.path, keys: odd)).contains { $0.check == "unreadable" && $0.what.contains(odd) })
        let nowhere = DoctorOutside.look(DataFolder(world.folder + "/nowhere", keys: data.keys))
        #expect(nowhere.contains { $0.check == "unreadable" } && nowhere.contains { $0.check == "space" && $0.weight == .problem })
    }

    enum Broken: String, CaseIterable, Sendable {
        case permissions, keys, clock, orphan, sealedWithoutKey, ledger, due, stuck, jobs, backup, backupFailed, settings, configuration, integrity,
            night, burn
        case subjectWithoutRow, openLink

        func apply(to world: World) async throws {
            let folder = world.open.folder
            switch self {
            case .permissions: chmod(folder.database, 0o644)
            case .keys:
                let path = folder.keys + "/day.keys"
                let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
                try file.seek(toOffset: 100)
                try file.write(contentsOf: Data([0xFF, 0x00, 0xFF]))
                try file.close()
            case .night: world.time.move(by: .days(3))
            case .burn: try world.house.vault.dayKeys.beginEpoch(today: world.now.day)
            case .subjectWithoutRow:
                try await execute(
                    "INSERT INTO subject (group_id, subject_id, kind, living, due_day, retention_days) VALUES ($1, $2, 'ask', $3, 30000, 30)",
                    [world.group.id.stored, ID<Person>(high: 1, low: 3).stored, true], world)
            case .openLink:
                try await execute(
                    """
                    INSERT INTO link (group_id, token_hash, link_id, purpose, subject_id, made_at)
                    VALUES ($1, $2, $3, 'asker', $3, 1)
                    """,
                    [world.group.id.stored, .bytes([UInt8](repeating: 7, count: 32)), ID<Person>(high: 1, low: 4).stored], world)
            case .backupFailed:
                try await world.database.write { try InstallationStore.noteBackupFailed(at: world.now, problem: "The disk is full.", $0) }
            case .settings:
                let database = try #require(world.database as? SQLiteDatabase)
                _ = try await database.setting("synchronous = 1")
            case .configuration:
                try "postgres://nobody@nowhere/nothing".write(toFile: folder.databaseAddress, atomically: false, encoding: .utf8)
                chmod(folder.databaseAddress, 0o600)
            case .integrity:
                // A row that names a group which is not there, as only a file can have it that was changed from outside.
                let other = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
                _ = try await other.setting("foreign_keys = 0")
                try await other.write { transaction in
                    _ = try transaction.execute(
                        "INSERT INTO zone (group_id, zone_id, name, position) VALUES ($1, $1, 'Nowhere', 1)", [ID<Person>(high: 9, low: 9).stored])
                }
                try other.close()
            case .clock: world.time.move(by: Span(milliseconds: -3_600_000))
            case .orphan:
                try await execute(
                    "INSERT INTO attachment (group_id, attachment_id, subject_id, kind, length) VALUES ($1, $2, $2, 'picture', 1)",
                    [world.group.id.stored, ID<Person>(high: 1, low: 2).stored], world
                )
            case .sealedWithoutKey:
                try await execute("DELETE FROM record_key WHERE subject_id = $1", [world.id(.rosa).stored], world)
            case .ledger:
                try await world.write { transaction, house, group in
                    let pot: ID<Person> = house.newID()
                    _ = try transaction.execute(
                        "INSERT INTO pot (group_id, pot_id, name, position) VALUES ($1, $2, 'Odd', 9)", [group.id.stored, pot.stored]
                    )
                    _ = try transaction.execute(
                        """
                        INSERT INTO ledger_entry (group_id, entry_id, at, pot_id, amount_minor, currency, kind, method, made_by)
                        VALUES ($1, $2, $3, $4, 100, 'USD', 'donation', 'cash', $2)
                        """,
                        [group.id.stored, house.newID(Person.self).stored, house.now.stored, pot.stored]
                    )
                }
            case .due:
                let day = world.now.day - 3
                try await execute(
                    "UPDATE subject SET living = $1, due_day = $2 WHERE subject_id = $3", [false, day.stored, world.id(.rosa).stored], world
                )
            case .stuck:
                let day = world.now.day - 3
                try await execute("UPDATE record_key SET due_day = $1 WHERE subject_id = $2", [day.stored, world.id(.rosa).stored], world)
            case .jobs:
                try await world.write { transaction, house, group in
                    try Jobs.enqueue("odd", group: group.id, id: house.newID(), due: house.now, in: transaction)
                    _ = try transaction.execute("UPDATE job SET state = 'dead'", [])
                }
            case .backup:
                try await world.database.write { try InstallationStore.noteBackup(at: world.now - .days(5), $0) }
            }
        }

        private func execute(_ sql: String, _ values: [Value], _ world: World) async throws {
            try await world.database.write { transaction in _ = try transaction.execute(sql, values) }
        }
    }
}
