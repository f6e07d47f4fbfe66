/// Writes the contents of a sealed record: fields numbered by a tag, in any order, absent ones left out. A newer version adds tags, and never
/// gives one another meaning.
///
/// A field is a header (the tag times four plus its kind, as a varint) and then: an integer as a zigzag varint; bytes and text as a counted
/// run; a list as a counted run of counted records.
public struct FieldWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// Nothing is written for nil; an empty text is kept and differs from none.
    public mutating func text(_ tag: UInt8, _ value: String?) {
        guard let value else { return }
        header(tag, .run)
        bytes.appendVarint(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    public mutating func integer(_ tag: UInt8, _ value: Int64?) {
        guard let value else { return }
        header(tag, .integer)
        bytes.appendVarint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    public mutating func bytes(_ tag: UInt8, _ value: [UInt8]?) {
        guard let value else { return }
        header(tag, .run)
        bytes.appendVarint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    public mutating func flag(_ tag: UInt8, _ value: Bool?) { integer(tag, value.map { $0 ? 1 : 0 }) }

    /// A fraction, such as a degree of latitude; read back bit for bit.
    public mutating func number(_ tag: UInt8, _ value: Double?) {
        guard let value else { return }
        header(tag, .run)
        bytes.appendVarint(8)
        bytes.appendBigEndian(value.bitPattern)
    }

    /// Records inside this one. An empty list is left out.
    public mutating func list(_ tag: UInt8, _ records: [FieldWriter]) {
        guard !records.isEmpty else { return }
        var inside: [UInt8] = []
        for record in records {
            inside.appendVarint(UInt64(record.bytes.count))
            inside.append(contentsOf: record.bytes)
        }
        header(tag, .list)
        bytes.appendVarint(UInt64(inside.count))
        bytes.append(contentsOf: inside)
    }

    /// A list of texts, such as languages.
    public mutating func texts(_ tag: UInt8, _ values: [String]) {
        list(
            tag,
            values.map { value in
                var record = FieldWriter()
                record.text(1, value)
                return record
            })
    }

    private mutating func header(_ tag: UInt8, _ kind: FieldKind) { bytes.appendVarint(UInt64(tag) << 2 | UInt64(kind.rawValue)) }
}

/// How a field's content is laid out: all that a reader has to know to step over a tag it has never heard of.
enum FieldKind: UInt8 { case integer, run, list }
