/// One row of a sheet, as bytes until a field is asked for.
public struct SheetRow: Sendable {
    /// The line of the file on which the row begins, or its number at a workbook's margin; from 1.
    public let line: Int
    let bytes: [UInt8]
    /// Where each field ends in `bytes`; it begins where the one before ends.
    let ends: [Int]

    init(line: Int, bytes: [UInt8], ends: [Int]) {
        self.line = line
        self.bytes = bytes
        self.ends = ends
    }

    init(line: Int, cells: [String]) {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for cell in cells {
            bytes.append(contentsOf: cell.utf8)
            ends.append(bytes.count)
        }
        self.init(line: line, bytes: bytes, ends: ends)
    }

    /// How many fields the row has: dirty sheets have rows that are shorter or longer than their heading.
    public var count: Int { ends.count }

    /// The field in a column, without blanks around it; empty where the row is too short. UTF-8 where it is valid, else Windows-1252.
    public subscript(column: Int) -> String {
        guard ends.indices.contains(column) else { return "" }
        return CSVText.decode(bytes[range(of: column)])
    }

    /// All fields.
    public var fields: [String] { ends.indices.map { self[$0] } }

    /// Where the bytes of a field stand within those of the row.
    public func range(of column: Int) -> Range<Int> {
        guard ends.indices.contains(column) else { return 0..<0 }
        return (column == 0 ? 0 : ends[column - 1])..<ends[column]
    }

    /// Whether all of it is UTF-8.
    var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }
}
