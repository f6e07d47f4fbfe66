import Foundation
import Kernel

/// What stands at the front of a group's file (`description.json`): how to read the rest, and how much of it there has to be.
public struct GroupDescription: Codable, Sendable, Equatable {
    public static let name = "description.json"
    static let format = "alongside group 1"

    /// One table: `name-0001.csv`, `name-0002.csv` and so on, each with the headings.
    public struct Table: Codable, Sendable, Equatable {
        public var name: String
        public var columns: [String]
        public var rows: Int
    }

    public var format: String
    /// The last step of the schema. Another program reads the columns; this one takes only its own.
    public var schema: Int
    /// Milliseconds since 1970 in UTC.
    public var madeAt: Int64
    public var id: String
    public var slug: String
    public var name: String
    public var tables: [Table]
    public var pictures: Int
    /// How cells are written, for whoever reads the files without Alongside.
    public var cells: String

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }

    /// Nil for what is no description, or one of another format.
    static func read(_ bytes: [UInt8]) -> GroupDescription? {
        guard let found = try? JSONDecoder().decode(GroupDescription.self, from: Data(bytes)), found.format == format else { return nil }
        return found
    }
}

/// Where pictures lie in a group's file: `pictures/ID.kind`.
enum MovingPicture {
    static let folder = "pictures"

    static func name(_ id: ID<Attachment>, _ kind: Attachment.Kind) -> String { "\(folder)/\(id.text).\(kind.rawValue)" }

    static func parse(_ name: String) -> (id: ID<Attachment>, kind: Attachment.Kind)? {
        let parts = name.split(separator: "/")
        guard parts.count == 2, parts[0] == folder else { return nil }
        let halves = parts[1].split(separator: ".")
        guard halves.count == 2, let id = ID<Attachment>(text: halves[0]), let kind = Attachment.Kind(rawValue: String(halves[1])) else { return nil }
        return (id, kind)
    }
}

/// Why a group's file is not taken. Nothing of it is there then.
public enum MovingFault: Error, Hashable, Sendable {
    /// It is another kind of file, or was changed on the way.
    case changed
    /// Another release made it: the steps of its schema and of ours.
    case schema(theirs: Int, ours: Int)
    /// The group is in this installation already.
    case isHere(slug: String)
    /// Another group here has that part of the address.
    case slugTaken(String)
    /// What may not stand in an address.
    case slugRefused(String)
    /// Fewer or more rows came than the file says there are.
    case incomplete(table: String)
}
