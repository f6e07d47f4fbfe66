import Foundation
public import Kernel
public import Sealing
public import Storage

/// What the group holds about somebody, for them to keep: everything that is sealed under a subject of theirs, by the names that a moved group has for it, and who opened what.
///
/// Left out is what is no word of anybody: the hash of a passphrase, tokens of links, what a picture is recognised by; what the group wrote for itself: its notes in the history, and what was
/// done about a complaint; and a complaint in safe mode, since others may read the phone on which it would lie.
public struct PersonalCopy: Sendable {
    private static let leftOut: [SealedColumn: Set<String>] = [
        .person: ["passphrase_hash"], .message: ["link"], .receipt: ["likeness", "digest"], .complaint: ["answer"],
    ]
    private static let columns: [SealedColumn] = [
        .askFace, .askDetails, .attempt, .complaint, .followUp, .match, .message, .offer, .person, .receipt, .thanks,
    ]

    /// One thing of theirs, and the key that opens it.
    public struct Part: Sendable {
        public let subject: ID<Subject>
        public let key: SealingKey
        /// Whether others may read along.
        public let isSafe: Bool

        public init(_ subject: ID<Subject>, _ key: SealingKey, isSafe: Bool = false) {
            self.subject = subject
            self.key = key
            self.isSafe = isSafe
        }
    }

    public let parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// JSON: `made` and `opened[].at` in ISO 8601; `kept` holds a list of records a column, each with its named fields; `opened` says who opened which field.
    public func file(in house: House, group: Group, _ connection: any Connection) throws -> [UInt8] {
        var kept: [String: [MovingField]] = [:]
        var opened: [MovingField] = []
        for part in parts {
            for column in Self.columns where !(part.isSafe && column == .complaint) {
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
            guard let name else { continue }
            fields[name.name] = MovingField(field, name.inside)
        }
        // The address of a private link stands in the text of the message that brought it.
        if column == .message, case .text(let token)? = fields["link"], case .text(let text)? = fields["text"] {
            fields["text"] = .text(text.replacing(token, with: "\u{2026}"))
        }
        for name in leftOut[column] ?? [] { fields[name] = nil }
        return fields
    }

    private static func openings(of subject: ID<Subject>, in house: House, group: Group, _ connection: any Connection) throws -> [MovingField] {
        let reveals = try Reveal.of(subject, limit: 100_000, in: group.id, connection)
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
