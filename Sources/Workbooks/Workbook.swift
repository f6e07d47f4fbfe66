/// A workbook as people save it: XLSX (ECMA-376) or ODS (OpenDocument 1.3). Its sheets are read as streams of rows, in a few megabytes however many
/// rows there are; only the texts that an XLSX keeps apart are held.
///
/// ```swift
/// let workbook = try Workbook.open(path: "asks.xlsx")
/// let rows = try workbook.rows(of: workbook.sheets[0])
/// while let some = try rows.next() { ... }
/// ```
public final class Workbook {
    public enum Format: String, Sendable { case xlsx, ods }

    public struct Sheet: Hashable, Sendable {
        /// As it stands on its tab.
        public let name: String
        public let isHidden: Bool
        /// Where it stands in the archive (XLSX), or among the tables (ODS).
        let part: String
        let position: Int
    }

    public let format: Format
    /// In the order of the tabs; never empty.
    public let sheets: [Sheet]
    private let archive: Archive
    private let open: (Sheet) -> any SheetListener

    /// Whether a file that begins like this may be a workbook: an archive, or what XLSX becomes behind a password, which is also the XLS of old.
    public static func mayBegin(_ head: [UInt8]) -> Bool { head.starts(with: [0x50, 0x4B, 3, 4]) || isCompound(head) }

    private static func isCompound(_ head: [UInt8]) -> Bool { head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

    /// - Throws: `.notWorkbook`, `.locked`, `.damaged`, `.big`.
    public static func open(path: String) throws(WorkbookFault) -> Workbook { try Workbook(Archive(path: path)) }

    public static func open(bytes: [UInt8]) throws(WorkbookFault) -> Workbook {
        guard !isCompound(bytes) else { throw .locked }
        return try Workbook(Archive(bytes: bytes))
    }

    private init(_ archive: Archive) throws(WorkbookFault) {
        self.archive = archive
        if archive.has("content.xml") {
            format = .ods
            sheets = try ODSTables.list(in: archive)
            open = { (sheet: Sheet) in ODSRows(table: sheet.position) }
        } else {
            let book = try XLSXBook(archive)
            format = .xlsx
            sheets = book.sheets
            open = { (_: Sheet) in XLSXRows(book) }
        }
        guard !sheets.isEmpty else { throw .notWorkbook }
    }

    /// Opens a sheet at its first row.
    public func rows(of sheet: Sheet) throws(WorkbookFault) -> WorkbookRows {
        guard let entry = try archive.open(sheet.part, most: WorkbookLimits.sheetBytes) else { throw .damaged }
        return WorkbookRows(entry, open(sheet))
    }
}

/// One row of a sheet that has something in it.
public struct WorkbookRow: Hashable, Sendable {
    /// As it stands at the sheet's margin, from 1.
    public let number: Int
    /// From the first column to the last that has something in it. Dates as `2020-03-15` and `2020-03-15 22:49:40`, times as `22:49`.
    public let cells: [String]

    public init(number: Int, cells: [String]) {
        self.number = number
        self.cells = cells
    }
}

/// The rows of a sheet, in pieces.
public final class WorkbookRows {
    private let entry: ArchiveEntry
    private let listener: any SheetListener
    private let stream: XMLStream
    private var isOver = false

    init(_ entry: ArchiveEntry, _ listener: any SheetListener) {
        self.entry = entry
        self.listener = listener
        stream = XMLStream(listener)
    }

    /// Bytes of the sheet that were read, and all of them, unfolded.
    public var progress: (done: Int, all: Int) { (entry.done, entry.size) }

    /// The rows that end in the next piece of the sheet, which may be none; nil at the end.
    public func next() throws(WorkbookFault) -> [WorkbookRow]? {
        guard !isOver else { return nil }
        guard let piece = try entry.next() else {
            isOver = true
            try stream.finish()
            let rest = listener.takeRows()
            return rest.isEmpty ? nil : rest
        }
        try stream.read(piece)
        return listener.takeRows()
    }
}

/// Reads a sheet and gathers its rows.
protocol SheetListener: XMLListener {
    /// The rows that are complete and were not taken yet.
    func takeRows() -> [WorkbookRow]
}
