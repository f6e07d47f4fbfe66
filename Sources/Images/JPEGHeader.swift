#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a JPEG's markers (ITU-T T.81, annex B) from the first to the last, since a file that was cut short decodes without an error.
enum JPEGHeader {
    static func read(_ bytes: [UInt8]) throws(PictureRefusal) -> PictureHeader {
        let reader = ByteReader(bytes)
        var size: (width: Int, height: Int)?
        var orientation: Orientation?
        var position = 2
        while true {
            guard let marker = marker(reader, &position) else { throw .broken }
            switch marker {
            case 0x01, 0xD0...0xD7: continue
            case 0xD9: throw .broken
            default: break
            }
            guard let length = reader.big16(at: position), length >= 2, position + length <= reader.count else { throw .broken }
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                // Two frames would let the second one be larger than what was checked.
                guard size == nil, let height = reader.big16(at: position + 3), let width = reader.big16(at: position + 5) else { throw .broken }
                size = (width, height)
            case 0xE1 where reader.says("Exif", at: position + 2) && length > 8:
                if orientation == nil, let exif = reader.slice(from: position + 8, count: length - 8) { orientation = Orientation(exif: exif) }
            case 0xDA:
                guard let size, reachesEnd(bytes, from: position + length) else { throw .broken }
                return PictureHeader(kind: .jpeg, width: size.width, height: size.height, orientation: orientation ?? .upright)
            default: break
            }
            position += length
        }
    }

    /// The marker at `position`, which moves behind it; fill bytes are skipped.
    private static func marker(_ reader: ByteReader, _ position: inout Int) -> Int? {
        guard reader.byte(at: position) == 0xFF else { return nil }
        while let byte = reader.byte(at: position), byte == 0xFF { position += 1 }
        guard let marker = reader.byte(at: position), marker != 0 else { return nil }
        position += 1
        return marker
    }

    /// Whether the end-of-image marker follows, with nothing but scans and tables before it.
    private static func reachesEnd(_ bytes: [UInt8], from start: Int) -> Bool {
        let reader = ByteReader(bytes)
        var position = start
        while let found = nextMarker(bytes, from: position), let marker = reader.byte(at: found + 1) {
            switch marker {
            case 0xD9: return true
            case 0x00, 0x01, 0xD0...0xD7: position = found + 2
            case 0xFF: position = found + 1
            default:
                guard let length = reader.big16(at: found + 2), length >= 2 else { return false }
                position = found + 2 + length
            }
        }
        return false
    }

    private static func nextMarker(_ bytes: [UInt8], from position: Int) -> Int? {
        guard position < bytes.count else { return nil }
        return bytes.withUnsafeBytes { buffer -> Int? in
            guard let base = buffer.baseAddress, let found = memchr(base + position, 0xFF, buffer.count - position) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
