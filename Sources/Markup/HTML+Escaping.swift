/// The one place that escapes. A byte loop that copies whole runs; `replacingOccurrences` takes a hundred times as long.
extension HTML {
    /// Writes `text` so that it is safe as element content and inside a quoted attribute value: `& < > " '` become references.
    /// Zero bytes are left out, as no browser agrees on them.
    static func escape(_ text: String, into output: inout [UInt8]) {
        var text = text
        text.withUTF8 { escape($0, into: &output) }
    }

    static func escape(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var start = 0
        var index = 0
        let count = bytes.count
        while index < count {
            let reference: StaticString
            switch bytes[index] {
            case 0x26: reference = "&amp;"
            case 0x3C: reference = "&lt;"
            case 0x3E: reference = "&gt;"
            case 0x22: reference = "&quot;"
            case 0x27: reference = "&#39;"
            case 0x00: reference = ""
            default:
                index += 1
                continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
            reference.withUTF8Buffer { output.append(contentsOf: $0) }
            index += 1
            start = index
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<count]))
    }

    /// Writes JSON so that it is safe inside `<script type="application/json">`: the three signs of markup can only stand inside JSON's strings,
    /// where `\u003c` means the same.
    static func escapeJSON(_ text: String, into output: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: output += "\\u0026".utf8
            case 0x3C: output += "\\u003c".utf8
            case 0x3E: output += "\\u003e".utf8
            default: output.append(byte)
            }
        }
    }

    /// Writes a whole number in Western digits, without going through a String.
    static func write(_ number: Int, into output: inout [UInt8]) {
        if (0...9).contains(number) {
            output.append(0x30 + UInt8(number))
        } else {
            output += String(number).utf8
        }
    }
}
