import Alongside
import Foundation
import StorageSQLite
import TestKit
import Testing

/// `docs/schema.sql` is the schema as it is today, so that nobody has to put it together from the steps.
@Suite struct SchemaFileTests {
    private static let head = """
        -- The tables of an installation as SQLite keeps them today. A test writes this file from the migrations of Sources/Alongside/Schema; change them,
        -- not this. What is sealed is a BLOB, times are milliseconds since 1970 in UTC, money is in minor units.


        """

    @Test("docs/schema.sql is what the migrations make; when it is stale it is written anew, to be committed")
    func current() async throws {
        let folder = TestFolder.fresh("schema")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase.open(path: folder + "/schema.sqlite", migrations: Schema.migrations)
        let schema = Self.head + (try await database.schema())
        try database.close()
        try FileManager.default.removeItem(atPath: folder)

        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/schema.sql")
        let written = FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) }
        if written != schema { try schema.write(to: file, atomically: true, encoding: .utf8) }
        #expect(written == schema, "docs/schema.sql was stale and is written anew: look at the change and commit it")
    }
}
