import Alongside
import Foundation
import Storage

/// `alongside groups`: which groups an installation holds, by name. Nothing of their people.
public struct GroupsCommand: FolderCommand {
    public static let name = "groups"
    public static let onlyLooks = true

    let json: Bool

    public init(json: Bool) { self.json = json }

    /// One group, as it is written.
    private struct Line: Encodable {
        /// Its part of the address.
        let slug: String
        let name: String
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let lines = try await open.database.read { try GroupStore.everyGroup($0).map { Line(slug: $0.slug, name: $0.name) } }
        guard json else {
            if lines.isEmpty { console.tell("No group is founded here yet.") }
            return lines.forEach { console.say("\($0.slug)\t\($0.name)") }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        console.say(String(decoding: try encoder.encode(lines), as: UTF8.self))
    }
}
