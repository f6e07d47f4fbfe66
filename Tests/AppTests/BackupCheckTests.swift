import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import App

/// `alongside restore --check`: what it says of a backup that is whole, and of each thing that can be wrong with one.
@Suite struct BackupCheckTests {
    /// What the check says, or the line with which it refuses.
    private func check(_ backup: String, code: String? = nil, keysFrom: String? = nil) async -> String {
        let spoken = Spoken()
        let line = await refusal { try await BackupCheck(backup, keysFrom: keysFrom).run(spoken.console(answer: code)) }
        return line.isEmpty ? spoken.text : line
    }

    private func data(_ backup: String) throws -> String { try #require(BackupFolder(path: backup).newest()) }

    private func change(_ path: String, at offset: Int) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[offset < 0 ? bytes.count + offset : offset] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    @Test("a whole backup says of when it is, counts its rows and opens every record, and nothing is written anywhere")
    func whole() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        let manifest = try #require(BackupFolder(path: backup.folder).copies().last?.manifest)
        #expect(manifest.made == "2026-03-10T10:00:00Z" && manifest.schema == Schema.migrations.last?.number)
        #expect(manifest.engine == world.database.engine.rawValue)
        #expect(manifest.rows["person"] == 5 && manifest.rows["ask"] == 0)
        #expect(manifest.opensUntil == "2026-04-09", "the retention of thirty days")

        let names = try FileManager.default.subpathsOfDirectory(atPath: world.folder).sorted()
        let before = try names.map { try FileManager.default.attributesOfItem(atPath: world.folder + "/" + $0)[.modificationDate] as? Date }
        let said = await check(backup.folder, code: backup.code)
        #expect(said.contains("is what was written") && said.contains("as many as were written") && said.contains("This backup restores."))
        #expect(said.contains("the keys of 5 people, asks and the like open, and 5 sealed records"))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: world.folder).sorted() == names)
        let after = try names.map { try FileManager.default.attributesOfItem(atPath: world.folder + "/" + $0)[.modificationDate] as? Date }
        #expect(after == before)
        let withoutCode = await check(try data(backup.folder))
        #expect(withoutCode.contains("not tried whether the records open") && withoutCode.contains("This backup restores."))
    }

    @Test("what was due since stays closed and is no damage; keys of a later backup fit as well")
    func later() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        let old = try data(backup.folder)
        world.time.move(by: .days(31))
        try await Nightly(world.house).run(whole: true)
        _ = try await world.neighbour("Late")
        try await ConfirmClockCommand().run(on: world.open, Spoken().console())
        try await BackupCommand(out: backup.folder).run(on: world.open, Spoken().console())
        let said = await check(old, code: backup.code)
        #expect(said.contains("5 were due since, and stay closed") && said.contains("This backup restores."), "\(said)")
    }

    @Test("a changed byte, a missing file and a wrong code are told apart", arguments: BrokenBackup.allCases)
    func broken(how: BrokenBackup) async throws {
        let world = try await World()
        let backup = try await world.backUp()
        let file = try data(backup.folder)
        let keys = backup.folder + ".keys/keys.sealed"
        var (code, keysFrom): (String?, String?) = (backup.code, nil)
        switch how {
        case .dataByte: try change(file, at: 5_000)
        case .dataMissing: try FileManager.default.removeItem(atPath: file)
        case .manifestByte: try change(file + ".json", at: 0)
        case .manifestMissing: try FileManager.default.removeItem(atPath: file + ".json")
        case .keysByte: try change(keys, at: -5)
        case .keysByteWithoutCode:
            try change(keys, at: -5)
            code = nil
        case .keysMissing: try FileManager.default.removeItem(atPath: keys)
        case .keysElsewhere: try FileManager.default.removeItem(atPath: backup.folder + ".keys")
        case .wrongCode: code = RecoveryCode.generate().text
        case .noCode: code = "AAAA-BBBB"
        case .otherKeys:
            let other = try await World(seed: 2)
            try other.house.vault.folder.setRecovery(try #require(RecoveryCode(typed: backup.code)).publicHalf)
            try await BackupCommand(out: other.folder + "/backup").run(on: other.open, Spoken().console())
            keysFrom = world.folder + "/other.sealed"
            try FileManager.default.copyItem(atPath: other.folder + "/backup.keys/keys.sealed", toPath: try #require(keysFrom))
        case .newer:
            let (path, rows) = (file, try #require(try BackupFolder.check(file)))
            let database = try SQLiteDatabase.open(
                path: path, migrations: Schema.migrations + [Migration(9_999, "later", sql: "CREATE TABLE later (group_id BYTES PRIMARY KEY);\n")])
            try database.close()
            #expect(rows.rows.count > 30)
            try FileManager.default.removeItem(atPath: file + ".json")
            let digest = BackupFolder.hex(try Digest.sha256(ofFile: file))
            try Data("\(digest)  data".utf8).write(to: URL(fileURLWithPath: file + ".sha256"))
        }
        let said = await check(how == .dataMissing ? file : backup.folder, code: code, keysFrom: keysFrom)
        #expect(said.contains(how.words) && !said.contains("This backup restores."), "\(said)")
    }

    enum BrokenBackup: String, CaseIterable, Sendable {
        case dataByte, dataMissing, manifestByte, manifestMissing, keysByte, keysByteWithoutCode, keysMissing, keysElsewhere, wrongCode, noCode
        case otherKeys, newer

        var words: String {
            switch self {
            case .dataByte: "is damaged: it is not what was written"
            case .dataMissing: ".sqlite is missing"
            case .manifestByte: "The manifest"
            case .manifestMissing: "json is missing"
            case .keysByte: "The file of keys at"
            case .keysByteWithoutCode: "only the recovery code tells"
            case .keysMissing: "is missing"
            case .keysElsewhere: "Name their file with --keys-from"
            case .wrongCode: "belongs to another backup"
            case .noCode: "not a recovery code"
            case .otherKeys: "do not open with these keys"
            case .newer: "written by a newer release"
            }
        }
    }
}
