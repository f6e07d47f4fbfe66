public import Alongside
import Foundation
import Kernel
import Sealing
public import Storage
import Words

/// Everything made up that is still held of people, read back from every sealed column there is: for checks from outside that nothing of it stands
/// anywhere in the clear. No text is also a public name, or a part of one.
public struct HeldText: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case name, phone, email, address, words }

    public let kind: Kind
    public let text: String

    /// What is shorter than this in UTF-8 stands in any file by chance, sealed or not, so that finding it would say nothing: a name of five Latin
    /// letters is looked for with its family name, in messages, and by its number.
    public static let fewestBytes = 6

    /// All of a group, each once, in a fixed order.
    public static func all(in house: House, group: Group, _ connection: any Connection) throws -> [HeldText] {
        var gathering = Gathering(known: try publicNames(house, group, connection))
        for column in SealedColumn.allCases {
            for cell in try SealedCell.all(of: column, in: group.id, connection) {
                let key = try house.vault.key(of: cell.subject, in: group.id, connection)
                try gathering.add(column, cell.open(by: key))
            }
        }
        return gathering.held.map { HeldText(kind: $1, text: $0) }.sorted { ($0.kind.rawValue, $0.text) < ($1.kind.rawValue, $1.text) }
    }

    /// One line of JSON.
    public var line: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Folded names that everybody may know: the group, its zones, streets, kinds of help and texts.
    private static func publicNames(_ house: House, _ group: Group, _ connection: any Connection) throws -> Data {
        var names = [group.name, group.slug]
        names += try ZoneStore.all(in: group.id, connection).map(\.name)
        names += try GazetteerStore.all(in: group.id, connection).map(\.name)
        names += try CategoryStore.all(in: group.id, activeOnly: false, connection).flatMap { Array($0.names.values) }
        names += try PotStore.all(in: group.id, connection).map(\.name)
        names += try GroupTextStore.all(in: group.id, connection).map(\.text)
        return Data(names.map(Folding.fold).joined(separator: "\n").utf8)
    }
}

/// Texts and what they are; a text that is a name somewhere is a name.
private struct Gathering {
    let known: Data
    var held: [String: HeldText.Kind] = [:]

    init(known: Data) { self.known = known }

    /// Everything in one cell: what is known to be a name, a number or a place, and all else as words.
    mutating func add(_ column: SealedColumn, _ bytes: [UInt8]) throws {
        guard column != .picture else { return }
        let reader = try FieldReader(bytes)
        let content = try Content(column, reader)
        for (kind, text) in content.kinds { add(kind, text) }
        for run in reader.runs {
            // What is no text is a likeness or a hash.
            guard let text = String(validating: run, as: UTF8.self), !content.codes.contains(text), !text.hasPrefix("$argon2id$") else {
                continue
            }
            for part in content.secret.map({ text.split(separator: $0).map(String.init) }) ?? [text] { add(.words, part) }
        }
    }

    private mutating func add(_ kind: HeldText.Kind, _ text: String?) {
        guard let text = text?.trimmingCharacters(in: .whitespacesAndNewlines), text.utf8.count >= HeldText.fewestBytes else { return }
        if let before = held[text], before != .words { return }
        guard known.range(of: Data(Folding.fold(text).utf8)) == nil else { return }
        held[text] = kind
    }
}

/// What is known of the texts in a record.
private struct Content {
    var kinds: [(HeldText.Kind, String?)] = []
    /// Words of the program, which stand in many places.
    var codes: Set<String> = []
    /// A private link lets whoever reads it in: it goes into no file, and what stands around it is looked for without it.
    var secret: String?

    init(_ column: SealedColumn, _ reader: FieldReader) throws {
        switch column {
        case .askFace:
            kinds = [(.name, try AskFace(reader).alias)]
        case .askDetails:
            let details = try AskDetails(reader)
            kinds = [(.name, details.proxyName), (.phone, details.phone), (.email, details.email), (.address, details.place)]
            codes = [details.substitutions?.rawValue ?? "", details.access.map(\.rawValue).joined(separator: " ")]
        case .person:
            let card = try PersonCard(reader)
            kinds = [(.name, card.alias), (.phone, card.phone), (.email, card.email), (.address, card.place)]
        case .offer:
            let details = try OfferDetails(reader)
            kinds = [(.name, details.alias), (.phone, details.phone), (.email, details.email), (.address, details.place)]
            codes = [details.languages.map(\.text).joined(separator: " "), details.alsoKinds.map(\.text).joined(separator: " ")]
        case .message:
            let words = try MessageWords(reader)
            kinds = [(.name, words.alias), (.phone, words.phone), (.email, words.email)]
            codes = words.link.map { [$0] } ?? []
            secret = words.link
        case .match: codes = Set(try MatchNotes(reader).bought.map(\.got.rawValue))
        case .complaint: codes = [try ComplaintWords(reader).about.rawValue]
        case .sheet:
            let source = try ImportSource(reader)
            codes = Set([source.plan, source.certainty] + source.forbidden.values)
        case .picture, .attempt, .followUp, .history, .sheetRows, .sheetProblem, .receipt, .thanks: break
        }
    }
}
