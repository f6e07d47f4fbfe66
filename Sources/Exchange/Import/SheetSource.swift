import Foundation
import Kernel
import Workbooks

/// Where the bytes of a sheet come from. It can be read more than once, in pieces.
public enum SheetSource: Sendable {
    case bytes([UInt8])
    case file(path: String)

    static let pieceBytes = 65_536

    /// In bytes; nil when the file cannot be asked.
    public var size: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(let path): (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
        }
    }

    /// The bytes as they are, from the beginning. Throws `import.problem.file` when there is no such file.
    func pieces() throws -> SheetPieces {
        switch self {
        case .bytes(let bytes): return SheetPieces(bytes: bytes, handle: nil)
        case .file(let path):
            guard let handle = FileHandle(forReadingAtPath: path) else { throw Problem.invalid("file", "import.problem.file") }
            return SheetPieces(bytes: [], handle: handle)
        }
    }

    /// The workbook that it is; nil for anything else, which is then read as CSV. Throws what says that it is a workbook and cannot be read.
    func workbook() throws -> Workbook? {
        guard let head = try pieces().next(), Workbook.mayBegin(head) else { return nil }
        do throws(WorkbookFault) {
            switch self {
            case .bytes(let bytes): return try Workbook.open(bytes: bytes)
            case .file(let path): return try Workbook.open(path: path)
            }
        } catch {
            throw error.problem
        }
    }
}

/// The pieces of a file in order, all of one size but the last.
final class SheetPieces {
    private let bytes: [UInt8]
    private let handle: FileHandle?
    private var position = 0

    init(bytes: [UInt8], handle: FileHandle?) {
        self.bytes = bytes
        self.handle = handle
    }

    deinit { try? handle?.close() }

    /// Nil at the end.
    func next() throws -> [UInt8]? {
        if let handle {
            guard let piece = try handle.read(upToCount: SheetSource.pieceBytes), !piece.isEmpty else { return nil }
            return Array(piece)
        }
        guard position < bytes.count else { return nil }
        let end = min(position + SheetSource.pieceBytes, bytes.count)
        defer { position = end }
        return Array(bytes[position..<end])
    }
}
