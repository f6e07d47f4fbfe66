import Foundation
public import Kernel
public import Sealing
public import Storage

/// What the group holds about somebody, for them to keep: everything that is sealed under a subject of theirs, by the names that a moved group has for it, and who opened what.
///
/// Left out is what is no word of anybody: the hash of a passphrase, tokens of links, what a picture is recognised by.
public struct PersonalCopy: Sendable {
    private static let leftOut: Set<String> = ["passphrase_hash", "link", "likeness", "digest"]
    private static let columns = SealedColumn.allCases.filter { ![.picture, .sheet, .sheetRows, .sheetProblem].contains($0) }

    /// One thing of theirs, and the key that opens it.
    public struct Part: Sendable {
        public let subject: ID<Subject>
        public let key: SealingKey

        public init(_ subject: ID<Subject>, _ key: SealingKey) {
            self.subject = subject
            self.key = key
        }
    }

    public let parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// JSON: `made` and `opened[].at` in ISO 8601; `kept` holds a list of records a column, each with its named fields; `opened` says who opened which field.
    public func file(in house: House, group: Group, _ connection: any Connection) throws -> [UInt8] {
        var kept: [String: [MovingField]] = [:]
        var opened: [MovingField] = []
        for part in parts {
            for column in Self.columns {
                for cell in try SealedColumnStore.cells(of: column, about: part.subject, in: group.id, connection) {
                    kept[column.rawValue, default: []].append(.record(try Self.named(cell.open(by: part.key), column)))
                }
            }
            opened += try Self.openings(of: part.subject, in: house, group: group, connection)
        }
        let file = MovingField.record([
            "group": .text(group.name), "made": .text(Self.time(house.now)),
            "kept": .record(kept.mapValues { .list($0) }), "opened": .list(opened),
        ])
        return Array(try file.json.utf8)
    }

    private static func named(_ plain: [UInt8], _ column: SealedColumn) throws -> [String: MovingField] {
        let names = SealedFieldNames.of(column)
        var fields: [String: MovingField] = [:]
        for (tag, field) in try FieldReader(plain).each {
            let name = names.first { $0.tag == tag }
            guard let name, !leftOut.contains(name.name) else { continue }
            fields[name.name] = MovingField(field, name.inside)
        }
        return fields
    }

    private static func openings(of subject: ID<Subject>, in house: House, group: Group, _ connection: any Connection) throws -> [MovingField] {
        let reveals = try Reveal.of(subject, in: group.id, connection)
        let cards = try PersonStore.cards(of: reveals.map(\.person), in: house, group: group.id, connection)
        return reveals.map { reveal in
            .record([
                "at": .text(time(reveal.at)), "what": .text(reveal.field.rawValue), "who": .text(cards[reveal.person]?.firstName ?? ""),
            ])
        }
    }

    private static func time(_ instant: Instant) -> String {
        Date(timeIntervalSince1970: Double(instant.milliseconds / 1_000)).formatted(.iso8601)
    }
}
