import CGraphics
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Canvas {
    /// Decodes a picture whose header has been checked. The stored pixels are as they were, not turned, except for HEIC and AVIF.
    static func decode(_ bytes: [UInt8], _ kind: PictureKind) throws(PictureRefusal) -> Canvas {
        gdSetErrorMethod { _, format, arguments in noteMention(format, arguments) }
        switch kind {
        case .jpeg:
            // libjpeg goes on over a picture that ends early and paints the rest grey; it only mentions it.
            let canvas = oneAtATime.withLock { _ in
                endedEarly.store(false, ordering: .relaxed)
                let canvas = decode(bytes) { gdImageCreateFromJpegPtrEx($0, $1, 0) }
                return endedEarly.load(ordering: .relaxed) ? nil : canvas
            }
            guard let canvas else { throw .broken }
            return canvas
        case .png:
            guard let canvas = decode(bytes, gdImageCreateFromPngPtr) else { throw .broken }
            return canvas
        case .webp:
            guard let canvas = decode(bytes, gdImageCreateFromWebpPtr) else { throw .broken }
            return canvas
        case .heif:
            return try HEIFDecoder.decode(bytes)
        }
    }

    private static func decode(_ bytes: [UInt8], _ read: (Int32, UnsafeMutableRawPointer) -> gdImagePtr?) -> Canvas? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let count = Int32(exactly: buffer.count) else { return nil }
            // libgd asks for a pointer that could be written through, and only reads.
            return read(count, UnsafeMutableRawPointer(mutating: base)).map(Canvas.init(owning:))
        }
    }
}

private let endedEarly = Atomic(false)
private let oneAtATime = Mutex(())

/// Called by libgd with what its libraries mention. Only "premature end" matters; nothing is printed.
private func noteMention(_ format: UnsafePointer<CChar>?, _ arguments: CVaListPointer?) {
    guard let format, let arguments else { return }
    var line = [CChar](repeating: 0, count: 256)
    let length = vsnprintf(&line, line.count, format, arguments)
    let text = String(decoding: line.prefix(max(0, min(Int(length), line.count - 1))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    if text.lowercased().contains("premature end") { endedEarly.store(true, ordering: .relaxed) }
}
