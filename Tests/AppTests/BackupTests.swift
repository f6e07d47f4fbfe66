import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import App

@Suite struct BackupTests {
    @Test("a backup with its keys and its code brings everything back, and nobody is signed in")
    func restores() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        world.time.move(by: .hours(3))
        let restored = try await world.restore(backup)
        #expect(try await restored.alias(of: world.id(.rosa), in: world.group.id) == "Rosa")
        #expect(try await restored.number("SELECT count(*) FROM session WHERE ended_at IS NULL") == 0)
        #expect(try await restored.number("SELECT count(*) FROM message WHERE state = 'waiting'") == 0)
        #expect(try await restored.database.read { try InstallationStore.restored($0)?.to } == World.start)
        try restored.close()
    }

    @Test("keys lie apart from the data, each replaces the last, and nothing can be read by others")
    func apart() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        let files = FileManager.default
        let first = files.contents(atPath: backup.folder + ".keys/keys.sealed")
        world.time.move(by: .hours(1))
        try await BackupCommand(out: backup.folder).run(on: world.open, Spoken().console())
        #expect(try files.contentsOfDirectory(atPath: backup.folder).filter { $0.hasSuffix(".sqlite") }.count == 2)
        #expect(try files.contentsOfDirectory(atPath: backup.folder + ".keys") == ["keys.sealed"])
        #expect(files.contents(atPath: backup.folder + ".keys/keys.sealed") != first)
        for path in [backup.folder, backup.folder + ".keys", backup.folder + ".keys/keys.sealed"] {
            let mode = try #require(files.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber).intValue
            #expect(mode & 0o077 == 0)
        }
    }

    @Test("an erasure and a role taken away stay so after a restore of older data, and the erased person's link opens nothing")
    func endings() async throws {
        let world = try await World()
        let gone = try await world.neighbour("Zoltan")
        let link: ID<PrivateLink> = world.house.newID()
        try await world.write { transaction, house, group in
            try LinkStore.insert(
                PrivateLink(group: group.id, id: link, purpose: .helper, person: gone, subject: gone.subject, roles: []),
                hash: LinkToken.random().hash,
                at: house.now, transaction
            )
            try PersonStore.give(.dispatcher, to: gone, at: house.now, in: group.id, transaction)
        }
        let backup = try await world.backUp()
        let old = try #require(BackupFolder(path: backup.folder).newest())
        world.time.move(by: .hours(1))
        try await world.write { transaction, house, group in
            try PersonStore.end(.treasurer, of: world.id(.ivo), at: house.now, in: group.id, transaction)
            try Erasure.erase(gone.subject, in: house, group: group.id, transaction)
        }
        try await BackupCommand(out: backup.folder).run(on: world.open, Spoken().console())
        // Only the older copy of the data is left, with the newest keys.
        let newer = try #require(BackupFolder(path: backup.folder).newest())
        #expect(newer != old)
        try FileManager.default.removeItem(atPath: newer)

        let restored = try await world.restore(backup)
        #expect(try await restored.alias(of: gone, in: world.group.id) == nil)
        #expect(try await restored.number("SELECT count(*) FROM link WHERE ended_at IS NULL AND purpose = 'helper'") == 0)
        #expect(try await restored.number("SELECT count(*) FROM person_role WHERE role = 'treasurer' AND ended_at IS NULL") == 1)
        #expect(try await restored.alias(of: world.id(.rosa), in: world.group.id) == "Rosa")
        try restored.close()
    }

    @Test("what was due since the backup is gone after a restore")
    func pastDue() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        world.time.move(by: .days(31))
        let restored = try await world.restore(backup)
        #expect(try await restored.alias(of: world.id(.rosa), in: world.group.id) == nil)
        #expect(try await restored.number("SELECT count(*) FROM record_key") == 0)
        try restored.close()
    }

    @Test("each thing that is missing or wrong has its own plain line, and nothing stays behind")
    func refusals() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        let other = RecoveryCode.generate().text
        func tried(_ code: String?, keysFrom: String? = nil, to: String = "new") async -> String {
            await refusal {
                try await Restore(from: backup.folder, to: DataFolder(world.folder + "/" + to), keysFrom: keysFrom).run(
                    Spoken().console(answer: code))
            }
        }
        #expect(await tried(other).contains("another backup"))
        #expect(await tried("nonsense").contains("not a recovery code"))
        #expect(await tried(nil).contains("code is needed"))
        #expect(await tried(backup.code, keysFrom: world.folder + "/nowhere").contains("kept apart"))
        #expect(await tried(backup.code, to: "data").contains("not empty"))
        #expect(!FileManager.default.fileExists(atPath: world.folder + "/new/alongside.sqlite"))

        let keys = backup.folder + ".keys/keys.sealed"
        var bytes = try #require(FileManager.default.contents(atPath: keys))
        bytes[bytes.count - 5] ^= 1
        try bytes.write(to: URL(fileURLWithPath: world.folder + "/damaged"))
        #expect(await tried(backup.code, keysFrom: world.folder + "/damaged").contains("damaged"))

        let data = try #require(BackupFolder(path: backup.folder).newest())
        try Data("short".utf8).write(to: URL(fileURLWithPath: data))
        #expect(await tried(backup.code).contains("damaged"))
    }

    @Test("after a burn earlier copies do not open, not even by a restore; the copy it made does")
    func burned() async throws {
        let world = try await World()
        let backup = try await world.backUp()
        let old = try #require(BackupFolder(path: backup.folder).newest())
        world.time.move(by: .minutes(5))
        try await BurnCommand(out: world.folder + "/burned").run(on: world.open, Spoken().console())
        let keys = world.folder + "/burned.keys/keys.sealed"
        #expect(
            await refusal { _ = try await world.restore(backup, as: "first", keysFrom: keys) }.contains("burned"), "the old data in \(old)"
        )
        let restored = try await world.restore((world.folder + "/burned", backup.code), as: "second")
        #expect(try await restored.alias(of: world.id(.rosa), in: world.group.id) == "Rosa")
        try restored.close()
    }
}
