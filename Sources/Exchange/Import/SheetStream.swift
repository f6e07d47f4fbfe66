import Kernel
import Workbooks

/// The rows of a sheet in order, in pieces, whatever it was saved as. Blank rows are none.
final class SheetStream {
    private enum Rows {
        case lines(SheetPieces, CSVReader)
        case workbook(WorkbookRows)
        case over
    }

    private var rows: Rows
    private let size: Int
    private var done = 0
    /// How the sheet is written, as far as it was read.
    private(set) var writing: SheetWriting

    /// - Parameter tab: the sheet of a workbook, by its place among the tabs; nothing to a CSV.
    init(_ source: SheetSource, tab: Int = 0) throws {
        size = source.size ?? 0
        guard let workbook = try source.workbook() else {
            rows = .lines(try source.pieces(), CSVReader())
            writing = SheetWriting(format: .csv)
            return
        }
        guard workbook.sheets.indices.contains(tab) else { throw Problem.conflict("problem.changed") }
        do throws(WorkbookFault) {
            rows = .workbook(try workbook.rows(of: workbook.sheets[tab]))
        } catch { throw error.problem }
        writing = SheetWriting(format: workbook.format == .ods ? .ods : .xlsx)
    }

    /// Bytes that were read, and all of them: of the file, or of a workbook's sheet unfolded.
    var progress: (done: Int, all: Int) {
        if case .workbook(let rows) = rows { return rows.progress }
        return (done, max(size, done))
    }

    /// The rows that end in the next piece, which may be none; nil at the end.
    func next() throws -> [SheetRow]? {
        switch rows {
        case .over: return nil
        case .workbook(let workbook):
            do throws(WorkbookFault) {
                guard let some = try workbook.next() else {
                    rows = .over
                    return nil
                }
                return some.map { SheetRow(line: $0.number, cells: $0.cells) }
            } catch { throw error.problem }
        case .lines(let pieces, var reader):
            var found: [SheetRow] = []
            if let piece = try pieces.next() {
                try reader.read(piece) { row throws(Problem) in found.append(row) }
                done += piece.count
                rows = .lines(pieces, reader)
            } else {
                try reader.finish { row throws(Problem) in found.append(row) }
                rows = .over
            }
            note(reader, found)
            return found
        }
    }

    private func note(_ reader: CSVReader, _ found: [SheetRow]) {
        guard let seen = reader.writing else { return }
        writing.delimiter = seen.delimiter
        switch seen.encoding {
        case .utf16LittleEndian: writing.encoding = .utf16LittleEndian
        case .utf16BigEndian: writing.encoding = .utf16BigEndian
        case .bytes:
            guard writing.encoding != .windows1252 else { return }
            writing.encoding = found.contains(where: { !$0.isUTF8 }) ? .windows1252 : seen.hasMark ? .utf8WithMark : .utf8
        }
    }
}

/// How a sheet was saved.
struct SheetWriting: Hashable, Sendable {
    enum Format: String, Sendable { case csv, xlsx, ods }

    enum Encoding: String, Sendable {
        case utf8 = "utf-8"
        case utf8WithMark = "utf-8-bom"
        case utf16LittleEndian = "utf-16le"
        case utf16BigEndian = "utf-16be"
        /// Wherever a cell is no UTF-8.
        case windows1252 = "windows-1252"
    }

    var format: Format
    var encoding = Encoding.utf8
    /// Between the cells of a CSV; nil for a workbook.
    var delimiter: UInt8?
}

extension WorkbookFault {
    /// What to say about the file.
    var problem: Problem {
        switch self {
        case .notWorkbook: .invalid("file", "import.problem.notSheet")
        case .locked: .invalid("file", "import.problem.locked")
        case .damaged: .invalid("file", "import.problem.damaged")
        case .big: .invalid("file", "import.problem.unfolds")
        case .columns(let row): Problem(.invalid, "problem.sheet.columns", ["line": String(row)])
        case .cell(let row): Problem(.invalid, "problem.sheet.field", ["line": String(row)])
        }
    }
}
