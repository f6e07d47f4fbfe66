import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// An installation with a group, served by one node, and further nodes that join it.
final class NodesTown: Sendable {
    let url: String
    let time = MovableTime(World.start)
    let first: OpenHouse
    let group: Group

    init() async throws {
        url = try TestServer().url
        let folder = DataFolder(TestFolder.fresh("node"))
        first = try await OpenHouse.open(folder, publicURL: "http://localhost:8080", time: time.source, server: url, node: "ash")
        let house = first.house
        group = try await first.database.write { try World.found(house, "riverside", $0).0 }
    }

    /// A new node on its way: what it says comes line by line.
    func joining(_ name: String = "birch") throws -> (folder: DataFolder, work: Task<Void, any Error>, lines: AsyncStream<String>) {
        let folder = DataFolder(TestFolder.fresh("node"))
        var join = try NodeJoin(folder: folder, database: url, name: name)
        join.time = time.source
        let (lines, said) = AsyncStream.makeStream(of: String.self)
        let work = Task { [join] in
            defer { said.finish() }
            try await join.run(Console(say: { said.yield($0) }))
        }
        return (folder, work, lines)
    }

    func join(_ name: String = "birch") async throws -> OpenHouse {
        let (folder, work, lines) = try joining(name)
        let code = try #require(await Self.code(lines))
        try await AddNodeCommand(code: code).run(on: first, Spoken().console())
        try await work.value
        return try await open(folder)
    }

    func open(_ folder: DataFolder) async throws -> OpenHouse { try await OpenHouse.open(folder, publicURL: nil, time: time.source) }

    static func code(_ lines: AsyncStream<String>) async -> String? {
        for await line in lines {
            if let code = line.split(separator: " ").first(where: { $0.split(separator: "-").count == 6 }) { return String(code) }
        }
        return nil
    }

    /// Somebody who comes through a node.
    func come(_ alias: String, through open: OpenHouse) async throws -> ID<Person> {
        let (house, group) = (open.house, group)
        return try await house.database.write { transaction in
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: alias), language: .english, in: house, group: group, transaction)
            return id
        }
    }

    func row(_ name: String) async throws -> Node? { try await first.database.read { try NodeStore.all($0) }.first { $0.name == name } }
}
