import Foundation
import Kernel
import Storage
import StoragePostgres
import Testing

@testable import StorageSQLite

/// A database of notes on either engine, there for one test.
final class EnginePlace: Sendable {
    let engine: Engine
    /// Where the SQLite file lies, or the URL of a database on the server.
    let address: String

    /// Every engine that is there. `bin/test` starts a PostgreSQL server and names it; without one, such as when a suite runs by itself, SQLite alone is
    /// tried, and `bin/test` fails when it has started none.
    static let engines: [Engine] = server == nil ? [.sqlite] : [.sqlite, .postgres]
    static let server = ProcessInfo.processInfo.environment["ALONGSIDE_POSTGRES"]

    private let folder: Place

    init(_ engine: Engine) async throws {
        self.engine = engine
        folder = try Place()
        switch engine {
        case .sqlite: address = folder.path
        case .postgres: address = try await Self.makeDatabase()
        }
    }

    func open(_ migrations: [Migration] = [Place.notes], _ adjust: (inout PostgresOptions) -> Void = { _ in }) throws -> any Database {
        switch engine {
        case .sqlite: return try folder.open(migrations)
        case .postgres: return try openPostgres(migrations, adjust)
        }
    }

    func openPostgres(_ migrations: [Migration] = [Place.notes], _ adjust: (inout PostgresOptions) -> Void = { _ in }) throws -> PostgresDatabase {
        // Where a thousand tests share two cores, a closure may wait for its test longer than the product lets a transaction stand idle.
        var options = PostgresOptions(url: address, connections: 4, longestStatement: .minutes(20))
        adjust(&options)
        return try PostgresDatabase.open(migrations: migrations, options: options)
    }

    /// Made outside of any transaction, as PostgreSQL wants it, and left to the server's end.
    private static func makeDatabase() async throws -> String {
        let server = try #require(Self.server)
        let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try PostgresServer.run("CREATE DATABASE \(name) TEMPLATE template0", on: server)
        return server.replacing("/postgres?", with: "/\(name)?")
    }
}
