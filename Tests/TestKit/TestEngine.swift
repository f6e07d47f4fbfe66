import Foundation
public import Storage
import StoragePostgres
import Synchronization

/// On which engine worlds are made: SQLite, or PostgreSQL where the environment says `ALONGSIDE_ENGINE=postgres` and names a server in
/// `ALONGSIDE_POSTGRES`. `bin/test` runs the tests of both.
public enum TestEngine {
    public static let current: Engine = environment["ALONGSIDE_ENGINE"] == "postgres" ? .postgres : .sqlite

    private static let environment = ProcessInfo.processInfo.environment

    /// What the variable says, or a sentence that a failing test shows.
    static func server() throws -> String {
        guard let server = environment["ALONGSIDE_POSTGRES"] else { throw Missing() }
        return server
    }

    struct Missing: Error, CustomStringConvertible {
        let description = "ALONGSIDE_ENGINE is postgres, and ALONGSIDE_POSTGRES names no server: run the tests through bin/test."
    }
}

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

/// A room with so many seats; who finds none waits for one.
private final class Room: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ seats: Int) { state = Mutex(State(free: seats)) }

    func enter() async {
        await withCheckedContinuation { caller in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(caller)
                return false
            }
            if isFree { caller.resume() }
        }
    }

    func leave() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
