/// How a sheet was written, seen from its first bytes.
struct CSVFormat: Equatable, Sendable {
    enum Encoding: Sendable {
        /// UTF-8 or Windows-1252, told apart field by field.
        case bytes
        case utf16LittleEndian
        case utf16BigEndian
    }

    var encoding: Encoding
    /// Bytes to skip before the text: a byte order mark.
    var markLength: Int

    init(head: [UInt8]) {
        switch (head.first, head.dropFirst().first, head.dropFirst(2).first) {
        case (0xEF, 0xBB, 0xBF): (encoding, markLength) = (.bytes, 3)
        case (0xFF, 0xFE, _): (encoding, markLength) = (.utf16LittleEndian, 2)
        case (0xFE, 0xFF, _): (encoding, markLength) = (.utf16BigEndian, 2)
        default: (encoding, markLength) = (Self.encodingWithoutMark(head), 0)
        }
    }

    /// Latin text in UTF-16 has a zero in every other place; a stray zero here and there is dirt.
    private static func encodingWithoutMark(_ head: [UInt8]) -> Encoding {
        let sample = head.prefix(4_096)
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index % 2] += 1 }
        if zeros[1] * 10 > sample.count * 3, zeros[0] * 20 < sample.count { return .utf16LittleEndian }
        if zeros[0] * 10 > sample.count * 3, zeros[1] * 20 < sample.count { return .utf16BigEndian }
        return .bytes
    }

    /// What separates the fields: the sign that stands, outside quotes, most evenly in the first lines. A first line `sep=;` says it outright.
    static func delimiter(of text: ArraySlice<UInt8>) -> (byte: UInt8, hintLength: Int) {
        if text.count >= 5, text.prefix(4).elementsEqual("sep=".utf8) {
            let lineEnd = text.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
            if lineEnd == text.startIndex + 5 {
                let isPair = lineEnd + 1 < text.endIndex && text[lineEnd] == 0x0D && text[lineEnd + 1] == 0x0A
                return (text[text.startIndex + 4], min(text.count, isPair ? 7 : 6))
            }
        }
        let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
        let counts = candidates.map { candidate in linesCounting(candidate, in: text) }
        let scores = counts.map { lines -> Int in
            guard let heading = lines.first, heading > 0 else { return 0 }
            return lines.filter { $0 == heading }.count * 1_000 + min(heading, 500)
        }
        let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        return (scores[best] > 0 ? candidates[best] : candidates[0], 0)
    }

    /// How often `sign` stands outside quotes in each of the first twenty lines that are not blank.
    private static func linesCounting(_ sign: UInt8, in text: ArraySlice<UInt8>) -> [Int] {
        var lines: [Int] = []
        var count = 0
        var isQuoted = false
        var isBlank = true
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, byte == 0x0A || byte == 0x0D {
                if !isBlank { lines.append(count) }
                guard lines.count < 20 else { return lines }
                count = 0
                isBlank = true
                continue
            }
            if !isQuoted, byte == sign { count += 1 }
            if byte > 0x20, byte != sign { isBlank = false }
        }
        // A last line that was cut off by the end of the sample would count too few.
        if lines.isEmpty, !isBlank { lines.append(count) }
        return lines
    }
}
