import Foundation
import Sealing
import Storage

/// The columns that a sealed column becomes in a group's file: one that says whether there is a record, one for each of its fields, and one for fields that have no name yet.
struct MovingRecord: Sendable {
    private let names: [SealedFieldNames.Name]
    let columns: [String]

    init(_ column: SealedColumn) {
        names = SealedFieldNames.of(column)
        let own = column.rawValue.drop { $0 != "." }.dropFirst()
        columns = ["\(own)"] + names.map { "\(own).\($0.name)" } + ["\(own).rest"]
    }

    /// The cells of no record.
    var none: [Value] { [Value](repeating: .null, count: columns.count) }

    /// The cells of what was sealed.
    func cells(_ plain: [UInt8]) throws -> [Value] {
        var cells = none
        cells[0] = 1
        var rest: [String: MovingField] = [:]
        for (tag, field) in try FieldReader(plain).each {
            if let index = names.firstIndex(where: { $0.tag == tag }) {
                cells[index + 1] = try MovingField(field, names[index].inside).cell
            } else {
                rest["\(tag)"] = MovingField(field, nil)
            }
        }
        if !rest.isEmpty { cells[columns.count - 1] = .text(try MovingField.record(rest).json) }
        return cells
    }

    /// What is to be sealed again, of cells as they stand in the file; nil where there is no record.
    ///
    /// - Throws: `MovingFault.changed` where cells hold what no such column holds.
    func plain(_ cells: ArraySlice<Value>) throws -> [UInt8]? {
        guard let first = cells.first, first != .null else { return nil }
        guard cells.count == columns.count, first == 1 else { throw MovingFault.changed }
        var writer = FieldWriter()
        for (name, cell) in zip(names, cells.dropFirst()) where cell != .null {
            let field = try name.inside == nil ? MovingField(cell) : MovingField(json: cell)
            try field.write(name.tag, name.inside, &writer)
        }
        if let rest = cells.last, rest != .null {
            guard case .record(let fields) = try MovingField(json: rest) else { throw MovingFault.changed }
            for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
                guard let tag = UInt8(name) else { throw MovingFault.changed }
                try field.write(tag, nil, &writer)
            }
        }
        return writer.bytes
    }
}

/// One field of a sealed record on its way: as a cell, or in JSON where it holds further records.
enum MovingField: Codable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case list([MovingField])
    case record([String: MovingField])

    /// `names` are those of the fields inside; another field is called by its number.
    init(_ field: FieldReader.Field, _ names: [UInt8: String]?) {
        switch field {
        case .integer(let number): self = .integer(number)
        // Bytes that are a text, whatever they were meant for, come back as the same bytes.
        case .run(let bytes): self = String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes(bytes)
        case .list(let records):
            self = .list(
                records.map { record in
                    .record(
                        Dictionary(
                            record.each.map { (names?[$0.tag] ?? "\($0.tag)", MovingField($0.field, nil)) }, uniquingKeysWith: { first, _ in first }))
                })
        }
    }

    init(_ cell: Value) throws {
        switch cell {
        case .integer(let number): self = .integer(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .bytes(bytes)
        case .null, .real: throw MovingFault.changed
        }
    }

    init(json cell: Value) throws {
        guard case .text(let text) = cell, let field = try? JSONDecoder().decode(MovingField.self, from: Data(text.utf8)) else {
            throw MovingFault.changed
        }
        self = field
    }

    var cell: Value {
        get throws {
            switch self {
            case .integer(let number): .integer(number)
            case .text(let text): .text(text)
            case .bytes(let bytes): .bytes(bytes)
            case .list, .record: .text(try json)
            }
        }
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    func write(_ tag: UInt8, _ names: [UInt8: String]?, _ writer: inout FieldWriter) throws {
        switch self {
        case .integer(let number): writer.integer(tag, number)
        case .text(let text): writer.bytes(tag, Array(text.utf8))
        case .bytes(let bytes): writer.bytes(tag, bytes)
        case .record: throw MovingFault.changed
        case .list(let records):
            let tags = Dictionary((names ?? [:]).map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
            writer.list(
                tag,
                try records.map { record in
                    guard case .record(let fields) = record else { throw MovingFault.changed }
                    var inside = FieldWriter()
                    let tagged = try fields.map { name, field in
                        guard let tag = tags[name] ?? UInt8(name) else { throw MovingFault.changed }
                        return (tag, field)
                    }
                    for (tag, field) in tagged.sorted(by: { $0.0 < $1.0 }) { try field.write(tag, nil, &inside) }
                    return inside
                })
        }
    }

    // MARK: JSON: a number, a text, {"hex": "0f"} for bytes, a list, an object

    init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if let number = try? one.decode(Int64.self) {
            self = .integer(number)
        } else if let text = try? one.decode(String.self) {
            self = .text(text)
        } else if let records = try? one.decode([MovingField].self) {
            self = .list(records)
        } else {
            let fields = try one.decode([String: MovingField].self)
            if fields.count == 1, case .text(let digits)? = fields["hex"] {
                guard let bytes = MovingCell.bytes(digits.utf8) else { throw MovingFault.changed }
                self = .bytes(bytes)
            } else {
                self = .record(fields)
            }
        }
    }

    func encode(to encoder: any Encoder) throws {
        var one = encoder.singleValueContainer()
        switch self {
        case .integer(let number): try one.encode(number)
        case .text(let text): try one.encode(text)
        case .bytes(let bytes): try one.encode(["hex": String(decoding: MovingCell.hexadecimal(bytes), as: UTF8.self)])
        case .list(let records): try one.encode(records)
        case .record(let fields): try one.encode(fields)
        }
    }
}
