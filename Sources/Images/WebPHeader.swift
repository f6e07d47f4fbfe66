/// Reads a WebP's chunks (RFC 9649): plain, lossless, or extended. Animations are not taken.
enum WebPHeader {
    static func read(_ bytes: [UInt8]) throws(PictureRefusal) -> PictureHeader {
        let reader = ByteReader(bytes)
        guard let length = reader.little32(at: 4), length >= 12, length + 8 <= reader.count else { throw .broken }
        let end = length + 8
        var canvas: (width: Int, height: Int)?
        var pixels: (width: Int, height: Int)?
        var orientation: Orientation?
        var position = 12
        while position + 8 <= end, let size = reader.little32(at: position + 4), position + 8 + size <= end {
            let body = position + 8
            if reader.says("VP8X", at: position) {
                guard let flags = reader.byte(at: body), let width = reader.little24(at: body + 4), let height = reader.little24(at: body + 7) else {
                    throw .broken
                }
                guard flags & 0x02 == 0 else { throw .kind }
                canvas = (width + 1, height + 1)
            } else if pixels == nil, reader.says("VP8 ", at: position) {
                guard let found = lossy(reader, at: body) else { throw .broken }
                pixels = found
            } else if pixels == nil, reader.says("VP8L", at: position) {
                guard let found = lossless(reader, at: body) else { throw .broken }
                pixels = found
            } else if orientation == nil, reader.says("EXIF", at: position), let exif = reader.slice(from: body, count: size) {
                orientation = Orientation(exif: reader.says("Exif", at: body) ? exif.dropFirst(6) : exif)
            }
            position = body + size + size % 2
        }
        guard let pixels else { throw .broken }
        return PictureHeader(
            kind: .webp, width: max(pixels.width, canvas?.width ?? 0), height: max(pixels.height, canvas?.height ?? 0),
            orientation: orientation ?? .upright
        )
    }

    /// RFC 6386, section 9.1: three bytes of frame tag, a start code, then 14 bits each.
    private static func lossy(_ reader: ByteReader, at body: Int) -> (width: Int, height: Int)? {
        guard reader.number(at: body + 3, length: 3, littleEndian: false) == 0x9D012A, let width = reader.little16(at: body + 6),
            let height = reader.little16(at: body + 8)
        else { return nil }
        return (width & 0x3FFF, height & 0x3FFF)
    }

    /// RFC 9649, section 3.4: a signature byte, then 14 bits each, less one.
    private static func lossless(_ reader: ByteReader, at body: Int) -> (width: Int, height: Int)? {
        guard reader.byte(at: body) == 0x2F, let bits = reader.little32(at: body + 1) else { return nil }
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    }
}
