import Alongside
import Foundation
import Kernel
import Storage

/// `alongside node add CODE`: lets a node in that waits. Its code says that the keys go to that machine and nobody else.
public struct AddNodeCommand: FolderCommand {
    public static let name = "node-add"
    let code: String

    public init(code: String) throws {
        guard NodeCode(typed: code) != nil else {
            throw Refusal("This is not the code of a node: a letter is wrong or missing. It has six groups of four letters and digits.")
        }
        self.code = code
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        guard let code = NodeCode(typed: code) else { return }
        let name = try await AddNode(code).run(in: open.house)
        console.say("\(name) has the keys from now on, and may serve.")
    }
}

/// `alongside node list`: every node, whether it runs, and up to which day it has keys.
public struct ListNodesCommand: FolderCommand {
    public static let name = "node-list"
    let json: Bool

    public init(json: Bool) { self.json = json }

    private struct Line: Codable {
        let name: String
        let state: String
        let isRunning: Bool
        let isThis: Bool
        let seen: String
        let keysUpTo: String
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let house = open.house
        guard let seat = house.seat else { throw NodeTrouble.alone }
        let nodes = try await house.database.read { try NodeStore.all($0) }
        let now = house.serverNow
        if json {
            let lines = nodes.map { node in
                Line(
                    name: node.name, state: node.state.rawValue, isRunning: node.isLiving(at: now), isThis: node.id == seat.id,
                    seen: NightWords.time(node.seen), keysUpTo: NightWords.date(node.newestDay)
                )
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return console.say(String(decoding: try encoder.encode(lines), as: UTF8.self))
        }
        for node in nodes {
            let here = node.id == seat.id ? " (this one)" : ""
            switch node.state {
            case .asked: console.say("\(node.name): waits to be let in since \(NightWords.time(node.startedAt)).")
            case .gone: console.say("\(node.name): was taken out. It holds the keys that it had until a burn.")
            case .member where node.isLiving(at: now):
                console.say("\(node.name)\(here): runs, has keys up to \(NightWords.date(node.newestDay)).")
            case .member: console.say("\(node.name)\(here): does not run, was last seen \(NightWords.time(node.seen)).")
            }
        }
    }
}

/// `alongside node remove NAME`: takes a node out.
public struct RemoveNodeCommand: FolderCommand {
    public static let name = "node-remove"
    let node: String

    public init(node: String) { self.node = node }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        try await RemoveNode(node).run(in: open.house)
        console.say("\(node) is taken out: it ends, and no new keys are handed to it.")
        console.say("Whoever has its disk still holds the keys it had. They open what is in the database now, and every copy of it, until a burn:")
        console.say("    alongside burn --data \(open.folder.path) --out FOLDER")
        console.say(
            "Delete its folder there: no night overwrites the keys of passed days in it any more, and the password of the database may stand in it.")
        console.say("Take its password for the database away too: with that and the keys it could let itself in again.")
    }
}
