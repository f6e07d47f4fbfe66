/// Reads what `FieldWriter` wrote. All of it is checked once, at the start; tags that nobody asks for are skipped.
public struct FieldReader: Sendable {
    /// Records inside records, at most; ours have two levels.
    private static let deepest = 8

    private enum Content: Sendable {
        case integer(Int64)
        case run(Range<Int>)
        case list([FieldReader])
    }

    private let source: [UInt8]
    private var fields: [(tag: UInt8, content: Content)] = []

    /// `.damaged` when the bytes end in the middle of a field, hold a kind of content that does not exist, or nest too deep.
    public init(_ bytes: [UInt8]) throws(SealingFault) {
        try self.init(bytes, in: 0..<bytes.count, depth: 0)
    }

    private init(_ source: [UInt8], in range: Range<Int>, depth: Int) throws(SealingFault) {
        guard depth <= Self.deepest else { throw .damaged }
        self.source = source
        var cursor = ByteCursor(source, in: range)
        while !cursor.isAtEnd {
            guard let header = cursor.varint(), header <= 0x3FF, let kind = FieldKind(rawValue: UInt8(header & 3)) else { throw .damaged }
            fields.append((UInt8(header >> 2), try Self.content(kind, &cursor, depth: depth)))
        }
    }

    private static func content(_ kind: FieldKind, _ cursor: inout ByteCursor, depth: Int) throws(SealingFault) -> Content {
        switch kind {
        case .integer:
            guard let value = cursor.varint() else { throw .damaged }
            return .integer(Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))))
        case .run:
            guard let range = cursor.counted() else { throw .damaged }
            return .run(range)
        case .list:
            guard let range = cursor.counted() else { throw .damaged }
            var inside = ByteCursor(cursor.bytes, in: range)
            var records: [FieldReader] = []
            while !inside.isAtEnd {
                guard let record = inside.counted() else { throw .damaged }
                records.append(try FieldReader(cursor.bytes, in: record, depth: depth + 1))
            }
            return .list(records)
        }
    }

    /// Nil when the field is absent; bytes that are no UTF-8 come out with replacement characters.
    public func text(_ tag: UInt8) -> String? { run(tag).map { String(decoding: source[$0], as: UTF8.self) } }

    public func integer(_ tag: UInt8) -> Int64? {
        guard case .integer(let value)? = content(tag) else { return nil }
        return value
    }

    public func bytes(_ tag: UInt8) -> [UInt8]? { run(tag).map { Array(source[$0]) } }

    /// False when the field is absent; `integer` tells the two apart.
    public func flag(_ tag: UInt8) -> Bool { integer(tag).map { $0 != 0 } ?? false }

    public func number(_ tag: UInt8) -> Double? {
        guard let range = run(tag), range.count == 8 else { return nil }
        return Double(bitPattern: source[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// Empty when the field is absent.
    public func list(_ tag: UInt8) -> [FieldReader] {
        guard case .list(let records)? = content(tag) else { return [] }
        return records
    }

    public func texts(_ tag: UInt8) -> [String] { list(tag).compactMap { $0.text(1) } }

    /// Every run of bytes in it and in the records inside it, in the order in which they stand: for whoever has to look at everything that is held
    /// without knowing what it is.
    public var runs: [[UInt8]] {
        fields.flatMap { field -> [[UInt8]] in
            switch field.content {
            case .integer: []
            case .run(let range): [Array(source[range])]
            case .list(let records): records.flatMap(\.runs)
            }
        }
    }

    /// What stands in one field.
    public enum Field: Sendable {
        case integer(Int64)
        /// A text or bytes: which of the two, only whoever reads the tag knows.
        case run([UInt8])
        case list([FieldReader])
    }

    /// Every field in the order in which it was written: for whoever has to carry a record elsewhere without knowing what it is.
    public var each: [(tag: UInt8, field: Field)] {
        fields.map { field in
            switch field.content {
            case .integer(let number): (field.tag, .integer(number))
            case .run(let range): (field.tag, .run(Array(source[range])))
            case .list(let records): (field.tag, .list(records))
            }
        }
    }

    private func run(_ tag: UInt8) -> Range<Int>? {
        guard case .run(let range)? = content(tag) else { return nil }
        return range
    }

    /// The first field of this tag: records have a dozen fields, and a search through them beats a dictionary.
    private func content(_ tag: UInt8) -> Content? { fields.first { $0.tag == tag }?.content }
}
