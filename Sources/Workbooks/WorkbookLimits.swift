/// What a workbook may come to. A file of a few kilobytes can unfold to gigabytes.
public enum WorkbookLimits {
    /// Cells in a row.
    public static let columns = 500
    /// Bytes of one cell as UTF-8.
    public static let cellBytes = 1_000_000
    /// Bytes of the texts that an XLSX keeps apart from its sheets, all of which are held in memory.
    static let sharedBytes = 128_000_000
    /// Bytes of a part that only describes: the list of the sheets, the formats of the cells.
    static let partBytes = 32_000_000
    /// Bytes of one sheet, which is read as a stream.
    static let sheetBytes = 4_000_000_000
    /// How many entries the archive may have.
    static let entries = 10_000
    /// How often a row with something in it may be repeated by a number beside it.
    static let repeatedRows = 10_000
}
