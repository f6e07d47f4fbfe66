import Foundation
import StoragePostgres
import Synchronization

/// A database of the test's own on the server, made from one that was migrated once, and gone with the world. Only so many are there at a time as the server
/// has connections for.
final class ServerDatabase: Sendable {
    let url: String
    private let server: String
    private let name: String

    private static let room = Room(40)
    private static let template = Mutex<String?>(nil)

    init(migrate: (String) throws -> Void) async throws {
        server = try TestEngine.server()
        name = Self.freshName()
        url = Self.url(of: name, on: server)
        await Self.room.enter()
        do {
            let server = server
            let template = try Self.template.withLock { template in
                if let template { return template }
                let made = Self.freshName()
                try PostgresServer.run("CREATE DATABASE \(made) TEMPLATE template0", on: server)
                try migrate(Self.url(of: made, on: server))
                template = made
                return made
            }
            try PostgresServer.run("CREATE DATABASE \(name) TEMPLATE \(template)", on: server)
        } catch {
            Self.room.leave()
            throw error
        }
    }

    /// To be called when nothing is connected any more.
    func drop() {
        try? PostgresServer.run("DROP DATABASE \(name) WITH (FORCE)", on: server)
        Self.room.leave()
    }

    static func freshName() -> String { "t" + UUID().uuidString.lowercased().filter { $0 != "-" } }

    static func url(of name: String, on server: String) -> String { server.replacing("/postgres?", with: "/\(name)?") }
}
