import StoragePostgres

/// An empty database on the server that `bin/test` starts, gone with it.
public struct TestServer: Sendable {
    public static let isThere = (try? TestEngine.server()) != nil

    public let url: String

    public init() throws {
        let server = try TestEngine.server()
        let name = ServerDatabase.freshName()
        try PostgresServer.run("CREATE DATABASE \(name) TEMPLATE template0", on: server)
        url = ServerDatabase.url(of: name, on: server)
    }
}
