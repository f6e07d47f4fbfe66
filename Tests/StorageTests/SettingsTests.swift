import Foundation
import Kernel
import Storage
import Testing

@testable import StorageSQLite

@Suite struct SettingsTests {
    @Test(
        "the writer's settings, read back",
        arguments: [
            ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("temp_store", 2),
            ("busy_timeout", 5_000), ("wal_autocheckpoint", 0), ("journal_size_limit", 67_108_864), ("cache_size", -16_384),
        ]
    )
    func writer(pragma: String, value: Int) async throws {
        let database = try Place().open()
        try await database.add(1)
        #expect(try await database.setting(pragma) == value)
    }

    @Test("every reader has its settings, too")
    func readers() async throws {
        let database = try Place().open()
        let answers = try await database.read { connection in
            try ["foreign_keys", "trusted_schema", "cell_size_check", "temp_store", "cache_size"].map { try connection.number("PRAGMA \($0)") }
        }
        #expect(answers == [1, 0, 1, 2, -4_096])
    }

    @Test("the write-ahead log is on: the file's header says so")
    func log() throws {
        let place = try Place()
        try place.open().close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path))[18..<20] == Data([2, 2]))
    }

    @Test("nobody else may read the file or its log, not even when the file was open to others before")
    func mode() async throws {
        let place = try Place()
        func modes() throws -> [Int] {
            try ["", "-wal", "-shm"].map {
                try #require(try FileManager.default.attributesOfItem(atPath: place.path + $0)[.posixPermissions] as? Int)
            }
        }
        let database = try place.open()
        try await database.add(1)
        #expect(try modes() == [0o600, 0o600, 0o600])
        try database.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place.path)
        let again = try place.open()
        try await again.add(2)
        #expect(try modes() == [0o600, 0o600, 0o600])
    }

    @Test("what was deleted is overwritten in the file")
    func overwritten() async throws {
        let place = try Place()
        let database = try place.open()
        let secret = "Marisol Vega, 14 Elm Street"
        for id in 1...50 { try await database.add(Int64(id), "\(id) \(secret)") }
        try await database.checkpoint()
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)).range(of: Data(secret.utf8)) != nil)
        try await database.write { try $0.execute("DELETE FROM note") }
        try database.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)).range(of: Data(secret.utf8)) == nil)
    }
}
