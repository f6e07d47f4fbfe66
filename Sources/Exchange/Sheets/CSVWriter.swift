/// Writes a sheet as CSV (RFC 4180, UTF-8) in which no cell is ever run as a formula by the program that opens it.
public struct CSVWriter: Sendable {
    /// What was written so far. Begins with a byte order mark, without which Excel takes UTF-8 for Windows-1252.
    public private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    public init() {}

    /// Adds one row.
    public mutating func add(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            add(cell)
        }
        bytes += [0x0D, 0x0A]
    }

    private mutating func add(_ cell: String) {
        let safe = Self.neutralised(cell)
        guard
            safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ";") || $0 < 0x20 })
                || safe.hasPrefix(" ") || safe.hasSuffix(" ")
        else {
            bytes += safe.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in safe.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The cell with an apostrophe before it when it begins like a formula (`=`, `+`, `-`, `@`, a tab, a line break, and their wide forms), which
    /// sheets show as plain text.
    public static func neutralised(_ cell: String) -> String { beginsLikeFormula(cell) ? "'" + cell : cell }

    /// The cell without the apostrophe that `neutralised` put there: what was written out reads back the same.
    public static func restored(_ cell: String) -> String {
        cell.hasPrefix("'") && beginsLikeFormula(cell.dropFirst()) ? String(cell.dropFirst()) : cell
    }

    /// Blanks and apostrophes before the sign count too, so that a cell comes back as it was.
    private static func beginsLikeFormula(_ cell: some StringProtocol) -> Bool {
        switch cell.unicodeScalars.first(where: { $0 != " " && $0 != "'" }) {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
