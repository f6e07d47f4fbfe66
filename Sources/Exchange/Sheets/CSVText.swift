/// Turns the bytes of a sheet into text.
enum CSVText {
    /// UTF-8 where it is valid, else Windows-1252; field by field, since sheets that were pasted together hold both.
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        let trimmed = trim(bytes)
        guard let text = String(validating: trimmed, as: UTF8.self) else { return windows(trimmed) }
        return text.unicodeScalars.contains(where: isUnwanted)
            ? String(String.UnicodeScalarView(text.unicodeScalars.filter { !isUnwanted($0) })) : text
    }

    /// Blanks at both ends, as bytes. A no-break space is C2 A0.
    private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first {
            if isBlank(first) {
                bytes.removeFirst()
            } else if first == 0xC2, bytes.count > 1, bytes[bytes.startIndex + 1] == 0xA0 {
                bytes.removeFirst(2)
            } else {
                break
            }
        }
        while let last = bytes.last {
            if isBlank(last) {
                bytes.removeLast()
            } else if last == 0xA0, bytes.count > 1, bytes[bytes.endIndex - 2] == 0xC2 {
                bytes.removeLast(2)
            } else {
                break
            }
        }
        return bytes
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0 }

    /// Control characters, and marks that only confuse comparisons: NUL, zero-width space, byte order mark.
    private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || scalar.value == 0x7F || scalar.value == 0x200B || scalar.value == 0xFEFF
    }

    /// Windows-1252, whose five unused places become the replacement character.
    private static func windows(_ bytes: ArraySlice<UInt8>) -> String {
        var out = String.UnicodeScalarView()
        for byte in bytes {
            let scalar = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
            if !isUnwanted(scalar) { out.append(scalar) }
        }
        return String(out)
    }

    private static let upper: [Unicode.Scalar] = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars
    )
}

/// UTF-16 as UTF-8, in whatever pieces it comes.
struct UTF16Transcoder {
    let isLittleEndian: Bool
    private var half: UInt8?
    private var lead: UInt16?

    init(isLittleEndian: Bool) { self.isLittleEndian = isLittleEndian }

    mutating func transcode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isLittleEndian ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
            add(unit, to: &out)
        }
        return out
    }

    /// A half of a pair without its other half becomes the replacement character.
    private mutating func add(_ unit: UInt16, to out: inout [UInt8]) {
        if let first = lead {
            lead = nil
            if UTF16.isTrailSurrogate(unit) {
                let value = 0x1_0000 + (UInt32(first) & 0x3FF) << 10 + UInt32(unit) & 0x3FF
                Self.append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &out)
                return
            }
            Self.append("\u{FFFD}", to: &out)
        }
        if UTF16.isLeadSurrogate(unit) {
            lead = unit
        } else {
            Self.append(Unicode.Scalar(UInt32(unit)) ?? "\u{FFFD}", to: &out)
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) { out.append(contentsOf: String(scalar).utf8) }
}
