import Foundation
import GRDB
public import Storage

/// A copy of a database that somebody looks at and nobody changes: nothing is written to it or beside it, its schema stays as it is, and it may lie where
/// nothing can be written.
public final class SQLiteCopy: Sendable {
    private let queue: DatabaseQueue

    /// - Throws: `StorageFault.unavailable` when there is no database that can be read.
    public init(_ path: String) throws {
        var allowed = CharacterSet.urlPathAllowed
        allowed.remove(charactersIn: "?#%;")
        guard let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) else {
            throw StorageFault.unavailable("the path \(path) cannot be written down")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
        do {
            // Nobody writes to it: without a log and locks, which would be files beside it.
            queue = try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Storage.Connection) throws -> Result) async throws -> Result {
        do {
            return try await queue.read { database in
                let connection = SQLiteConnection(database)
                defer { connection.end() }
                return try body(connection)
            }
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    /// The steps of the schema that it went through; none when it is no database of ours.
    public func steps() async throws -> Set<Int> {
        try await read { connection in
            guard try connection.exists("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'") else { return [] }
            return Set(try connection.all("SELECT number FROM schema_migration") { $0.int(0) })
        }
    }

    /// How many rows each table has, but for the list of the schema's steps.
    public func rows() async throws -> [String: Int] {
        try await read { connection in
            let tables = try connection.all(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration' ORDER BY name"
            ) { $0.text(0) }
            return try tables.reduce(into: [:]) { $0[$1] = try connection.number("SELECT count(*) FROM \"\($1)\"") ?? 0 }
        }
    }

    /// What is damaged, a line each; none when all is well. Reads the whole file.
    public func integrityProblems() async throws -> [String] {
        try await read { try $0.all("PRAGMA integrity_check(20)") { $0.text(0) }.filter { $0 != "ok" } }
    }

    /// Changes a copy that nobody else has open, whatever schema it has. What is deleted is overwritten, and nothing is left beside the file.
    public static func change<Output>(_ path: String, _ body: (any Storage.Transaction) throws -> Output) throws -> Output {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON") }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let output = try queue.write { database in
                let transaction = SQLiteTransaction(database)
                defer { transaction.end() }
                return try body(transaction)
            }
            try queue.close()
            return output
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    /// Takes back what a change had done when the power went: until then the copy is half the one and half the other, and must not be looked at or given another name.
    /// Waits for a change that is at work.
    public static func settle(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path + "-journal") else { return }
        try change(path) { _ in }
    }

    public func close() throws { try queue.close() }
}
