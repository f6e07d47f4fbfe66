import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import App

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
        case permissions, keys, clock, orphan, sealedWithoutKey, ledger, due, stuck, jobs, backup

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
