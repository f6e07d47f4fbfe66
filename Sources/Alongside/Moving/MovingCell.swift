import Storage

/// One value in a CSV file of a group (RFC 4180), written so that it comes back exactly and a spreadsheet still reads it: texts stand in quotes, and nothing else does. NULL is empty,
/// an empty text is `""`, an ID is written as a UUID, other bytes as `0x` and hexadecimal digits, a fraction with a point or an exponent.
enum MovingCell {
    static func write(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .null: break
        case .integer(let number): out += String(number).utf8
        case .real(let number): out += String(number).utf8
        case .text(let text):
            out.append(quote)
            for byte in text.utf8 {
                if byte == quote { out.append(quote) }
                out.append(byte)
            }
            out.append(quote)
        case .bytes(let bytes):
            out += bytes.count == 16 ? uuid(bytes) : Array("0x".utf8) + hexadecimal(bytes)
        }
    }

    /// A row with its end.
    static func write(_ row: [Value], to out: inout [UInt8]) {
        for (index, value) in row.enumerated() {
            if index > 0 { out.append(comma) }
            write(value, to: &out)
        }
        out.append(newline)
    }

    /// The rows of a file, each of `width` cells and the first of them `headings`. Nil at the first that is another one, or where it is not written as above: it was changed on the way.
    static func rows(_ bytes: [UInt8], width: Int, headings: [String]? = nil) -> [[Value]]? {
        var rows: [[Value]] = []
        var row: [Value] = []
        row.reserveCapacity(width)
        var position = 0
        while position < bytes.count {
            guard let value = next(bytes, &position) else { return nil }
            row.append(value)
            guard position < bytes.count, row.count <= width else { return nil }
            switch bytes[position] {
            case comma: break
            case newline:
                guard row.count == width else { return nil }
                if rows.isEmpty, let headings { guard row == headings.map({ .text($0) }) else { return nil } }
                rows.append(row)
                row.removeAll(keepingCapacity: true)
            default: return nil
            }
            position += 1
        }
        return row.isEmpty ? rows : nil
    }

    private static func next(_ bytes: [UInt8], _ position: inout Int) -> Value? {
        if position < bytes.count, bytes[position] == quote { return text(bytes, &position) }
        let start = position
        while position < bytes.count, bytes[position] != comma, bytes[position] != newline { position += 1 }
        return position == start ? .null : plain(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private static func text(_ bytes: [UInt8], _ position: inout Int) -> Value? {
        var out: [UInt8] = []
        position += 1
        while position < bytes.count {
            if bytes[position] == quote {
                position += 1
                guard position < bytes.count, bytes[position] == quote else { return .text(String(decoding: out, as: UTF8.self)) }
            }
            out.append(bytes[position])
            position += 1
        }
        return nil
    }

    private static func plain(_ word: String) -> Value? {
        if let number = Int64(word) { return .integer(number) }
        if word.hasPrefix("0x") { return bytes(word.utf8.dropFirst(2)).map { .bytes($0) } }
        if word.utf8.count == 36 { return bytes(word.utf8.filter { $0 != dash }).map { .bytes($0) } }
        return Double(word).map { .real($0) }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return out
    }

    /// 8-4-4-4-12 digits (RFC 9562).
    private static func uuid(_ bytes: [UInt8]) -> [UInt8] {
        let all = hexadecimal(bytes)
        return Array([all[..<8], all[8..<12], all[12..<16], all[16..<20], all[20...]].joined(separator: [dash]))
    }

    /// Nil for an odd count, or anything but hexadecimal digits.
    static func bytes(_ word: some Collection<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var half: UInt8?
        for letter in word {
            guard let digit = digits.firstIndex(of: letter).map({ UInt8($0) }) else { return nil }
            if let high = half {
                out.append(high << 4 | digit)
                half = nil
            } else {
                half = digit
            }
        }
        return half == nil ? out : nil
    }

    private static let digits = Array("0123456789abcdef".utf8)
    private static let dash = UInt8(ascii: "-")
    private static let (quote, comma, newline) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"))
}
