import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import App

/// The data as it was before a newer program moved its schema on, and the way back to it.
@Suite struct BeforeMigrationTests {
    /// An installation as the release before this one left it, with somebody signed in.
    private func old() async throws -> (folder: DataFolder, schema: Int) {
        let folder = DataFolder(TestFolder.fresh("before") + "/data")
        try OwnerOnly.makeFolder(folder.path)
        _ = try KeyFolder.create(path: folder.keys, today: World.start.day)
        let steps = Array(Schema.migrations.dropLast())
        let database = try SQLiteDatabase.open(path: folder.database, migrations: steps)
        try await database.write { transaction in
            try InstallationStore.begin(at: World.start, transaction)
            _ = try transaction.execute(
                """
                INSERT INTO session (group_id, token_hash, session_id, person_id, made_at, last_day, expires_at)
                VALUES ($1, $2, $1, $1, 1, 1, 9)
                """, [ID<Group>(high: 1, low: 1).stored, .bytes([UInt8](repeating: 7, count: 32))])
        }
        try database.close()
        return (folder, try #require(steps.last?.number))
    }

    @Test("the first start of a newer program copies the data before it changes it; a roll-back puts that copy back and says what is lost")
    func thereAndBack() async throws {
        let (folder, schema) = try await old()
        let time = MovableTime(World.start)
        let open = try await OpenHouse.open(folder, publicURL: nil, time: time.source)
        let house = open.house
        let copy = folder.database + ".schema-\(schema)"
        #expect(FileManager.default.fileExists(atPath: copy))
        _ = try await open.database.write { transaction in try World.found(house, "riverside", transaction) }
        let watch = HistoryWatch(open)
        _ = try await watch.begin()
        _ = try await watch.end()
        try open.close()

        let said = try await BeforeMigration.putBack(folder.database, knowing: schema).joined(separator: "\n")
        #expect(said.contains("of 2026-03-10 10:00 UTC") && said.contains("rolled-back"), "\(said)")
        let back = try SQLiteCopy(folder.database)
        #expect(try await back.steps().max() == schema)
        #expect(try await back.rows()["aid_group"] == 0)
        try back.close()
        #expect(!FileManager.default.fileExists(atPath: copy))
        #expect(try await BeforeMigration.putBack(folder.database, knowing: schema).isEmpty, "there is nothing to do the second time")

        // Whatever is served next sees that the data went back.
        let again = try await OpenHouse.open(folder, publicURL: nil, time: time.source)
        #expect(try await HistoryWatch(again).begin().first?.hasPrefix("The data went back") == true)
        #expect(try await again.number("SELECT count(*) FROM session WHERE ended_at IS NULL") == 0)
        try again.close()
    }

    @Test("a file whose log is all that a crash has left of its last writes is read with that log")
    func torn() async throws {
        let (folder, schema) = try await old()
        let database = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        try await database.write { try InstallationStore.setPublicURL("https://a.example", $0) }
        // As a kill leaves it: the newest step stands in the log alone.
        let torn = DataFolder(TestFolder.fresh("torn"))
        try OwnerOnly.makeFolder(torn.path)
        for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: folder.database + end, toPath: torn.database + end) }
        try database.close()
        #expect(try SQLiteDatabase.steps(at: torn.database).max() == Schema.migrations.last?.number)
        try await BeforeMigration.keep(torn.database)
        #expect(!FileManager.default.fileExists(atPath: torn.database + ".schema-\(schema)"))
        // Torn in earnest: it is left to whoever opens it.
        try Data("SQLite format 3\0 and nothing more".utf8).write(to: URL(fileURLWithPath: torn.database))
        try await BeforeMigration.keep(torn.database)
    }

    @Test("whoever asks for the way back of data that no step has changed changes nothing, though a kill has left its last writes in the log")
    func untouched() async throws {
        let (folder, schema) = try await old()
        let database = try SQLiteDatabase.open(path: folder.database, migrations: Array(Schema.migrations.dropLast()))
        try await database.write { _ = try $0.execute("UPDATE installation SET newest_seen = newest_seen + 1", []) }
        let torn = DataFolder(TestFolder.fresh("untouched"))
        try OwnerOnly.makeFolder(torn.path)
        for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: folder.database + end, toPath: torn.database + end) }
        try database.close()
        #expect(try await BeforeMigration.putBack(torn.database, knowing: schema).isEmpty)
        #expect(try SQLiteDatabase.steps(at: torn.database).max() == schema)
        let copy = try SQLiteCopy(torn.database)
        #expect(try await copy.read { try ClockStore.reading($0)?.newestSeen } == World.start + Span(milliseconds: 1))
        try copy.close()
    }

    @Test("data of today's schema, and data of a newer release, are not copied; a copy goes after a week")
    func copied() async throws {
        let (folder, schema) = try await old()
        try await OpenHouse.open(folder, publicURL: nil, time: MovableTime(World.start).source).close()
        let copy = folder.database + ".schema-\(schema)"
        let made = try #require(FileManager.default.attributesOfItem(atPath: copy)[.modificationDate] as? Date)
        try await BeforeMigration.keep(folder.database)
        #expect(try FileManager.default.attributesOfItem(atPath: copy)[.modificationDate] as? Date == made)
        let now = Instant(milliseconds: Int64(made.timeIntervalSince1970 * 1_000))
        try BeforeMigration.forget(folder.database, at: now + .days(7))
        #expect(FileManager.default.fileExists(atPath: copy))
        try BeforeMigration.forget(folder.database, at: now + .days(8))
        #expect(!FileManager.default.fileExists(atPath: copy))
        await #expect(throws: Refusal.self) { try await BeforeMigration.putBack(folder.database, knowing: schema) }
    }

    @Test(
        "a copy that the power left half changed is whole again before it is looked at or takes the place of the data; what is taken away leaves nothing"
    )
    func halfChanged() async throws {
        let (folder, schema) = try await old()
        try await OpenHouse.open(folder, publicURL: nil, time: MovableTime(World.start).source).close()
        let (copy, torn) = (folder.database + ".schema-\(schema)", folder.database + ".torn")
        let (text, rows) = (String(repeating: "a", count: 2_000), UInt64(2_500))
        try SQLiteCopy.change(copy) { transaction in
            for number in UInt64(1)...rows {
                let key = Value.bytes([UInt8](repeating: UInt8(number % 251), count: 24) + ID<Group>(high: 1, low: number).bytes)
                try transaction.execute(
                    "INSERT INTO once (group_id, key_hash, at, result) VALUES ($1, $2, 1, $3)", [ID<Group>(high: 1, low: 1).stored, key, .text(text)])
            }
        }
        try SQLiteCopy.change(copy) { transaction in
            // More than is kept in memory: pages go into the file before the end.
            try transaction.execute("UPDATE once SET result = 'b' || substr(result, 2)", [])
            for end in ["", "-journal"] { try FileManager.default.copyItem(atPath: copy + end, toPath: torn + end) }
        }
        try FileManager.default.removeItem(atPath: copy)
        for end in ["", "-journal"] { try FileManager.default.moveItem(atPath: torn + end, toPath: copy + end) }
        let raw = try SQLiteCopy(copy)
        let half = try await raw.read { try $0.all("SELECT result FROM once WHERE result LIKE 'b%'") { $0.text(0) } }
        #expect(!half.isEmpty, "nothing was torn")
        try raw.close()
        for end in ["", "-journal"] { try FileManager.default.copyItem(atPath: copy + end, toPath: torn + end) }

        _ = try await BeforeMigration.putBack(folder.database, knowing: schema)
        let back = try SQLiteCopy(folder.database)
        #expect(try await back.integrityProblems() == [])
        #expect(try await back.read { try $0.number("SELECT count(*) FROM once WHERE result LIKE 'a%'") } == Int(rows))
        try back.close()
        DataCopy.remove(torn)
        #expect(!FileManager.default.fileExists(atPath: torn + "-journal") && !FileManager.default.fileExists(atPath: copy + "-journal"))
    }

    @Test(
        "what is erased early after an upgrade opens in no copy from before it, and a roll-back erases the rest of it",
        .enabled(if: TestEngine.current == .sqlite, "only a file is copied"))
    func erasedSince() async throws {
        let world = try await World()
        let (gone, stays) = (try await world.neighbour("Zoltan"), try await world.neighbour("Amira"))
        let path = DataFolder(world.folder + "/data").database
        let copies = [path + ".schema-1", path + ".rolled-back"]
        // Younger than it is, as a power cut in the middle of a change leaves it.
        let made = Date(timeIntervalSince1970: Double((world.now + .days(2)).milliseconds) / 1_000)
        for copy in copies {
            try await DataCopy.write(world.database, to: copy)
            try FileManager.default.setAttributes([.modificationDate: made], ofItemAtPath: copy)
        }
        func wrapped(_ person: ID<Person>, in path: String) async throws -> [[UInt8]] {
            let copy = try SQLiteCopy(path)
            defer { try? copy.close() }
            return try await copy.read { connection in
                try connection.all("SELECT wrapped FROM record_key WHERE subject_id = $1", [person.stored]) { $0.bytes(0) }
            }
        }
        let keys = try await wrapped(gone, in: copies[0])
        #expect(!keys.isEmpty)
        let watch = HistoryWatch(world.open)
        _ = try await watch.begin()
        try await world.write { transaction, house, group in _ = try Erasure.erase(gone.subject, in: house, group: group.id, transaction) }
        for _ in 1...2 { try await BeforeMigration.letGo(beside: path, in: world.house) }
        for copy in copies {
            #expect(try await wrapped(gone, in: copy) == [])
            #expect(try await !wrapped(stays, in: copy).isEmpty)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
            #expect(keys.allSatisfy { bytes.range(of: Data($0)) == nil }, "it is overwritten")
            #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
            #expect(try FileManager.default.attributesOfItem(atPath: copy)[.modificationDate] as? Date == made, "its week goes on")
        }

        // Put back, as a roll-back does.
        _ = try await watch.end()
        try world.open.close()
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: copies[0], toPath: path)
        let back = try await OpenHouse.open(DataFolder(world.folder + "/data"), publicURL: nil, time: world.time.source)
        #expect(try await HistoryWatch(back).begin().first?.hasPrefix("The data went back") == true)
        #expect(try await back.number("SELECT count(*) FROM person WHERE forgotten_at IS NOT NULL") == 1)
        try back.close()
        try BeforeMigration.forget(path, at: world.now + .days(10))
        #expect(!FileManager.default.fileExists(atPath: copies[1]))
    }
}
