import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// A release that brings a step of the schema starts while nodes of the release before serve. Where no server is named, `bin/test` has started none and says so.
@Suite("A step of the schema under several nodes", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"))
struct SchemaOverNodesTests {
    private static let next = (Schema.migrations.last?.number ?? 0) + 1

    private func open(_ url: String, with step: Migration? = nil) throws -> OpenDatabase {
        try OpenDatabase.open(
            .server(url: url), options: SQLiteOptions(), share: .withOthers, migrations: Schema.migrations + (step.map { [$0] } ?? []))
    }

    private func steps(_ open: OpenDatabase) async throws -> Int? {
        try await open.database.read { try $0.number("SELECT max(number) FROM schema_migration") }
    }

    private func write(_ open: OpenDatabase) async throws {
        try await open.database.write { _ = try $0.execute("UPDATE installation SET last_run = 0") }
    }

    @Test("a step that older programs bear is taken while they serve, and they serve on")
    func borne() async throws {
        let url = try TestServer().url
        let old = try open(url)
        let new = try open(
            url, with: Migration(Self.next, "one more column", isBorneByOlder: true, sql: "ALTER TABLE node ADD COLUMN more INTEGER64;\n"))
        #expect(try await steps(old) == Self.next)
        for node in [old, new] { try await write(node) }
        for node in [new, old] { try node.close() }
    }

    @Test(
        "any other step waits until the others have stopped: the new program says so, ends and has changed nothing; then it takes it, and others may join"
    )
    func unborne() async throws {
        let url = try TestServer().url
        let (old, older) = (try open(url), try open(url))
        let step = Migration(Self.next, "a column less", sql: "ALTER TABLE node DROP COLUMN clock_ahead;\n")
        let said = await refusal { try open(url, with: step).close() }
        #expect(said.contains("step \(Self.next), a column less") && said.contains("Stop all other nodes") && said.contains("Nothing was changed"))
        #expect(try await steps(old) == Self.next - 1)
        for node in [old, older] { try await write(node) }
        try older.close()
        #expect(await refusal { try open(url, with: step).close() }.contains("Stop all other nodes"))
        try old.close()
        let new = try open(url, with: step)
        #expect(try await steps(new) == Self.next)
        let second = try open(url, with: step)
        for node in [new, second] { try await write(node) }
        #expect(throws: SchemaFault.newer(found: Self.next, known: Self.next - 1)) { try open(url) }
        for node in [new, second] { try node.close() }
    }
}
