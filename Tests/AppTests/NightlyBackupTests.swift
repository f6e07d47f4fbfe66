import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@testable import App

/// Backups that the server makes by itself, and how long each is kept.
@Suite struct NightlyBackupTests {
    private func withCode() async throws -> World {
        let world = try await World()
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        return world
    }

    @Test("one is made at the first hour after three o'clock UTC, once a night, also after a night without power")
    func schedule() {
        func at(_ day: Int, _ hour: Int) -> Instant { Day(number: Int32(day)).start + .hours(hour) }
        #expect(NightlyBackup.isDue(at(10, 1), last: nil))
        #expect(!NightlyBackup.isDue(at(10, 2), last: at(9, 3)))
        #expect(NightlyBackup.isDue(at(10, 3), last: at(9, 3)))
        #expect(!NightlyBackup.isDue(at(10, 3), last: at(10, 3)))
        #expect(NightlyBackup.isDue(at(12, 1), last: at(10, 3)))
    }

    @Test("after six weeks there are the days of one week and the weeks before, and no copy of which nothing opens any more")
    func sixWeeks() async throws {
        let world = try await withCode()
        let out = world.folder + "/nightly"
        let chore = try #require(Background.chores(of: world.open, backup: out).last)
        var most = 0
        for _ in 0..<45 {
            world.time.move(by: .hours(24))
            try await Nightly(world.house).run()
            _ = try await chore.run(world.house)
            let copies = BackupFolder(path: out).copies()
            #expect(copies.allSatisfy { ($0.manifest?.lastDay ?? $0.made.day) >= world.now.day })
            most = max(most, copies.count)
        }
        let copies = BackupFolder(path: out).copies()
        let ages = copies.map { world.now.day - $0.made.day }
        #expect(Set(ages).isSuperset(of: 0..<7) && ages.allSatisfy { $0 <= 30 }, "\(ages)")
        let older = ages.filter { $0 >= 7 }
        // One a week: the last of each, but for the week of which the days are only now becoming old.
        #expect((3...5).contains(older.count) && zip(older, older.dropFirst().dropLast()).allSatisfy { $0 - $1 == 7 }, "\(ages)")
        #expect(most <= 12)
        // Nothing is left of those that went.
        #expect(try FileManager.default.contentsOfDirectory(atPath: out).count == 2 * copies.count)
        #expect(try await world.database.read { try InstallationStore.lastBackup($0) } == copies.last?.made)
    }

    @Test("the newest stays though it only counts, and a copy that is being made or was interrupted lately is left alone")
    func rotationKeeps() {
        func copy(_ day: Int32, opensUntil: Int32?, _ name: String = "") -> BackupFolder.Copy {
            let made = Day(number: day).start + .hours(3)
            let file = BackupManifest.File(name: "x", bytes: 1, sha256: "x")
            let manifest = BackupManifest(
                made: made, engine: "sqlite", schema: 1, data: file, keys: file, rows: [:], opensUntil: opensUntil.map { Day(number: $0) })
            return BackupFolder.Copy(path: "/data-\(day)\(name)", made: made, manifest: manifest)
        }
        let now = Day(number: 20_100).start
        let dead = [copy(20_000, opensUntil: nil), copy(20_001, opensUntil: 20_050)]
        #expect(BackupRotation.outdated(dead, at: now).map(\.path) == ["/data-20000"])
        func torn(_ day: Int32) -> BackupFolder.Copy { BackupFolder.Copy(path: "/torn-\(day)", made: Day(number: day).start, manifest: nil) }
        #expect(BackupRotation.outdated([torn(20_099), torn(20_030)], at: now).map(\.path) == ["/torn-20030"])
        // Two of one day: the later one.
        #expect(
            BackupRotation.outdated([copy(20_099, opensUntil: 20_120), copy(20_099, opensUntil: 20_120, "-2")], at: now).map(\.path) == [
                "/data-20099"
            ])
    }

    @Test("a backup that fails is said by doctor and on the page until one is made, and is tried again")
    func fails() async throws {
        let world = try await withCode()
        let blocked = world.folder + "/blocked"
        #expect(FileManager.default.createFile(atPath: blocked, contents: Data()))
        let nightly = NightlyBackup(of: world.open, to: blocked)
        await #expect(throws: (any Error).self) { try await nightly.run() }
        let findings = try await Doctor(open: world.open).look()
        #expect(findings.contains { $0.check == "backupFailed" && $0.weight == .problem && $0.what.contains("2026-03-10 10:00") }, "\(findings)")
        let page = "/riverside/desk/settings/checkup"
        #expect(await world.get(page, as: .rosa).text.contains("The nightly backup failed: "))

        try FileManager.default.removeItem(atPath: blocked)
        world.time.move(by: .hours(1))
        #expect(try await nightly.run() == [])
        #expect(try await !Doctor(open: world.open).look().contains { $0.check.hasPrefix("backup") })
        let mended = await world.get(page, as: .rosa).text
        #expect(!mended.contains("The nightly backup failed") && mended.contains("Last backup: "))
    }

    @Test("two backups into one folder at a time: the second is refused, and what an interrupted one left goes")
    func oneAtATime() async throws {
        let world = try await withCode()
        let out = world.folder + "/backup"
        try OwnerOnly.makeFolder(out)
        let mark = try FolderMark(out)
        #expect(await refusal { _ = try await BackupFolder(path: out).make(from: world.open) }.contains("being made"))
        mark.release()
        #expect(FileManager.default.createFile(atPath: out + "/data-20260301T030000Z.sqlite.part", contents: Data([1])))
        _ = try await BackupFolder(path: out).make(from: world.open)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: out).sorted() == [
                "data-20260310T100000Z.sqlite", "data-20260310T100000Z.sqlite.json",
            ])
    }
}
