import Foundation
import Kernel
import Storage
import Testing

@testable import StorageSQLite

@Suite struct UpkeepTests {
    @Test("a closed database is one file, and its copy works")
    func copy() async throws {
        let place = try Place()
        let other = try Place()
        let database = try place.open()
        try await database.add(1)
        try database.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder) == ["data.sqlite"])
        try FileManager.default.copyItem(atPath: place.path, toPath: other.path)
        #expect(try await other.open().notes() == [1])
    }

    @Test("a checkpoint brings the log into the file and empties it")
    func checkpoint() async throws {
        let place = try Place()
        let database = try place.open()
        for id in 1...20 { try await database.add(Int64(id)) }
        try await database.checkpoint()
        #expect(try FileManager.default.attributesOfItem(atPath: place.path + "-wal")[.size] as? Int == 0)
        #expect(try await database.notes().count == 20)
    }

    @Test("another program that reads in the log, as Litestream does all the time, holds up neither the end nor the next start, and nothing is lost")
    func foreignReader() async throws {
        let place = try Place()
        let database = try place.open()
        try await database.add(1)
        let other = try place.open()
        let (isReading, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let reading = Task.detached {
            try await other.read { connection in
                let seen = try connection.number("SELECT count(*) FROM note")
                isReading.signal()
                mayEnd.wait()
                return seen
            }
        }
        await isReading.heard()
        try await database.add(2)
        await #expect { try await database.checkpoint() } throws: { if case StorageFault.unavailable = $0 { true } else { false } }
        try database.close()
        let next = try place.open()
        #expect(try await next.setting("busy_timeout") == 5_000)
        try await next.add(3)
        #expect(try await next.notes() == [1, 2, 3])
        mayEnd.signal()
        #expect(try await reading.value == 1)
        try next.close()
        try other.close()
        #expect(try await place.open().notes() == [1, 2, 3])
    }

    @Test("what Litestream keeps in the file is none of our tables")
    func litestream() async throws {
        let place = try Place()
        let database = try place.open()
        try await database.write { try $0.execute("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)") }
        #expect(try await database.tables().map(\.name) == ["note", "shelf"])
    }

    @Test("what a process that died has left in the log is in the file once the next one has opened it")
    func recovery() async throws {
        let place = try Place()
        let dead = try Place()
        let database = try place.open()
        try await database.add(1)
        for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: place.path + suffix, toPath: dead.path + suffix) }
        let next = try dead.open()
        #expect(try FileManager.default.attributesOfItem(atPath: dead.path + "-wal")[.size] as? Int == 0)
        #expect(try await next.notes() == [1])
    }

    @Test("a backup is whole, holds nothing that was deleted, is its owner's only, and is made while writing goes on")
    func backup() async throws {
        let place = try Place()
        let target = place.folder + "/copy.sqlite"
        let database = try place.open()
        let secret = "Marisol Vega"
        try await database.add(1, secret)
        try await database.add(2)
        try await database.write { try $0.execute("DELETE FROM note WHERE id = 1") }
        let hold = await Hold(database) { try $0.execute("INSERT INTO note (id) VALUES (3)") }
        try await database.backup(to: target)
        try await hold.letGo()
        #expect(try Data(contentsOf: URL(fileURLWithPath: target)).range(of: Data(secret.utf8)) == nil)
        #expect(try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o600)
        let copy = try SQLiteDatabase.open(path: target, migrations: [Place.notes])
        #expect(try await copy.notes() == [2])
        #expect(try await copy.integrityProblems() == [])
    }

    @Test("a backup never overwrites a file, and one that fails leaves none")
    func failedBackup() async throws {
        let place = try Place()
        let database = try place.open()
        await #expect(throws: StorageFault.self) { try await database.backup(to: place.path) }
        await #expect(throws: StorageFault.self) { try await database.backup(to: place.folder + "/nowhere/copy") }
        try database.close()
        await #expect(throws: StorageFault.self) { try await database.backup(to: place.folder + "/copy") }
        #expect(!FileManager.default.fileExists(atPath: place.folder + "/copy"))
    }

    @Test("damage is found: a flipped page, and a row that names a missing one")
    func damage() async throws {
        let place = try Place()
        let database = try place.open()
        for id in 1...2_000 where id % 100 == 0 { try await database.add(Int64(id), "\(id)" + String(repeating: "x", count: 900)) }
        #expect(try await database.integrityProblems() == [])
        try database.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: place.path))
        let size = bytes.count
        bytes.replaceSubrange((size - 4_096)..<(size - 3_000), with: Data(repeating: 0xA5, count: 1_096))
        try bytes.write(to: URL(fileURLWithPath: place.path))
        let broken = try place.open()
        #expect(try await !broken.integrityProblems().isEmpty)
    }

    @Test("a file that is damaged all through is found to be, and does not end the look at it")
    func damagedThrough() async throws {
        let place = try Place()
        let database = try place.open()
        for id in 1...400 { try await database.add(Int64(id), "\(id)" + String(repeating: "x", count: 900)) }
        try database.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: place.path))
        for page in 2..<(bytes.count / 4_096) {
            bytes.replaceSubrange((page * 4_096)..<(page * 4_096 + 2_000), with: Data(repeating: 0xA5, count: 2_000))
        }
        try bytes.write(to: URL(fileURLWithPath: place.path))
        let broken = try place.open()
        await #expect { try await broken.notes() } throws: { if case StorageFault.damaged = $0 { true } else { false } }
        #expect(try await !broken.integrityProblems().isEmpty)
    }

    @Test("a file that is no database is refused as damaged")
    func noDatabase() throws {
        let place = try Place()
        try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: place.path))
        #expect { try place.open() } throws: { if case StorageFault.damaged = $0 { true } else { false } }
    }
}
