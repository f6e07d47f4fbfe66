extension [UInt8] {
    /// The most significant byte first.
    mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> Number(shift))) }
    }

    /// Seven bits a byte, the least significant first, the top bit set on all but the last (LEB128).
    mutating func appendVarint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

/// Reads numbers from the front of bytes that may end anywhere or hold anything; every step answers nil where nothing more can be read.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    /// `range` must lie inside `bytes`.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }

    mutating func bigEndian<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) -> Number? {
        guard let range = skip(Number.bitWidth / 8) else { return nil }
        return bytes[range].reduce(Number(0)) { $0 << 8 | Number($1) }
    }

    mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 64 {
            let byte = bytes[position]
            position += 1
            // The tenth byte has room for one bit only.
            guard shift < 63 || byte <= 1 else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    /// The range of the next `count` bytes.
    mutating func skip(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= end - position else { return nil }
        defer { position += count }
        return position..<(position + count)
    }

    /// The range of what a length before it announces.
    mutating func counted() -> Range<Int>? {
        guard let count = varint(), count <= UInt64(end - position) else { return nil }
        return skip(Int(count))
    }
}
