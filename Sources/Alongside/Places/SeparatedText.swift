/// Rows and cells of a CSV text (RFC 4180): quotes, commas or semicolons or tabs, whichever the first line has most of.
enum SeparatedText {
    /// Rows with the line on which each begins, from 1; cells without spaces around them.
    static func rows(_ text: String) -> [(line: Int, cells: [String])] {
        let bytes = Array(text.utf8)
        let separator = separator(of: bytes)
        var rows: [(line: Int, cells: [String])] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        var line = 1
        var start = 1
        func endCell() {
            cells.append(trimmed(cell))
            cell.removeAll(keepingCapacity: true)
        }
        func endRow() {
            endCell()
            if cells.contains(where: { !$0.isEmpty }) { rows.append((start, cells)) }
            cells = []
            start = line
        }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if quoted {
                if byte == 0x22 {
                    if index < bytes.count, bytes[index] == 0x22 {
                        cell.append(0x22)
                        index += 1
                    } else {
                        quoted = false
                    }
                } else {
                    if byte == 0x0A { line += 1 }
                    cell.append(byte)
                }
            } else if byte == 0x22, cell.allSatisfy({ $0 == 0x20 }) {
                cell.removeAll()
                quoted = true
            } else if byte == separator {
                endCell()
            } else if byte == 0x0A {
                line += 1
                endRow()
            } else if byte != 0x0D {
                cell.append(byte)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { endRow() }
        return rows
    }

    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let head = bytes.prefix { $0 != 0x0A }
        let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].map { mark in (mark, head.count { $0 == mark }) }
        return counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil } ?? UInt8(ascii: ",")
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        var part = String(decoding: bytes, as: UTF8.self)[...]
        while let first = part.first, first.isWhitespace || first == "\u{FEFF}" { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }
}
