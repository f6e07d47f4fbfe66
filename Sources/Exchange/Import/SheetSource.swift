import Foundation
import Kernel

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

    /// Opens the sheet at its beginning. Throws `import.problem.file` when there is no such file.
    func open() throws -> SheetPieces {
        switch self {
        case .bytes(let bytes): return SheetPieces(bytes: bytes, handle: nil)
        case .file(let path):
            guard let handle = FileHandle(forReadingAtPath: path) else { throw Problem.invalid("file", "import.problem.file") }
            return SheetPieces(bytes: [], handle: handle)
        }
    }
}

/// The pieces of a sheet in order, all of one size but the last.
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
