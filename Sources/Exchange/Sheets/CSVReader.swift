public import Kernel

/// Reads a sheet that was saved as CSV, in whatever pieces it arrives: RFC 4180, and what real sheets bring: byte order marks, UTF-16,
/// Windows-1252, semicolons and tabs, any line ends, line breaks and quotes in quotes, stray quotes, blank lines, rows of any length.
///
/// ```swift
/// var reader = CSVReader()
/// try reader.read(chunk) { row in ... }
/// try reader.finish { row in ... }
/// ```
public struct CSVReader: Sendable {
    /// Bytes of one field. What is longer is a quote that was never closed.
    public static let fieldBytes = 1_000_000
    public static let columns = 500
    /// What is gathered before the first row, to tell how the sheet is written.
    private static let headBytes = 32_768

    private var head: [UInt8] = []
    private var hasBegun = false
    private var transcoder: UTF16Transcoder?
    private var machine = CSVMachine(delimiter: UInt8(ascii: ","))
    /// How the sheet is written; nil until the first row was handed over.
    private(set) var writing: (encoding: CSVFormat.Encoding, hasMark: Bool, delimiter: UInt8)?

    public init() {}

    /// Reads further bytes and hands over each row that ends in them.
    ///
    /// Throws `problem.sheet.field` (a field over 1 MB) and `problem.sheet.columns` (over 500), with the line; the sheet cannot be read on from there.
    public mutating func read(_ chunk: [UInt8], _ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        if hasBegun {
            try pass(chunk[...], each)
        } else {
            head += chunk
            if head.count >= Self.headBytes { try begin(each) }
        }
    }

    /// Hands over the last row, also without a line end. Throws `problem.sheet.quote` with the line of a quote that was never closed.
    public mutating func finish(_ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        if !hasBegun { try begin(each) }
        try machine.finish(each)
    }

    private mutating func begin(_ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        hasBegun = true
        let format = CSVFormat(head: head)
        if format.encoding != .bytes { transcoder = UTF16Transcoder(isLittleEndian: format.encoding == .utf16LittleEndian) }
        var text = head.dropFirst(format.markLength)
        if let transcoded = transcoder?.transcode(text) { text = transcoded[...] }
        let delimiter = CSVFormat.delimiter(of: text)
        writing = (format.encoding, format.markLength > 0, delimiter.byte)
        machine = CSVMachine(delimiter: delimiter.byte, line: delimiter.hintLength > 0 ? 2 : 1)
        head = []
        try machine.read(text.dropFirst(delimiter.hintLength), each)
    }

    private mutating func pass(_ chunk: ArraySlice<UInt8>, _ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        if let text = transcoder?.transcode(chunk) {
            try machine.read(text[...], each)
        } else {
            try machine.read(chunk, each)
        }
    }

    /// All rows of a sheet that is in memory.
    public static func rows(_ bytes: [UInt8]) throws(Problem) -> [SheetRow] {
        var rows: [SheetRow] = []
        var reader = CSVReader()
        try reader.read(bytes) { row throws(Problem) in rows.append(row) }
        try reader.finish { row throws(Problem) in rows.append(row) }
        return rows
    }
}
