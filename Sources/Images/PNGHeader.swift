/// Reads a PNG's chunks (W3C PNG, section 5) up to the last one.
enum PNGHeader {
    static func read(_ bytes: [UInt8]) throws(PictureRefusal) -> PictureHeader {
        let reader = ByteReader(bytes)
        guard reader.big32(at: 8) == 13, reader.says("IHDR", at: 12), let width = reader.big32(at: 16), let height = reader.big32(at: 20) else {
            throw .broken
        }
        var header = PictureHeader(kind: .png, width: width, height: height, orientation: .upright)
        // Too large is said even of a file that is damaged further on.
        try PictureHeader.check(width: width, height: height)
        var hasPixels = false
        var position = 8
        while let length = reader.big32(at: position), position + 12 + length <= reader.count {
            if reader.says("IDAT", at: position + 4) { hasPixels = true }
            if reader.says("eXIf", at: position + 4), let exif = reader.slice(from: position + 8, count: length) {
                header.orientation = Orientation(exif: exif) ?? .upright
            }
            if reader.says("IEND", at: position + 4) {
                guard hasPixels else { throw .broken }
                return header
            }
            position += 12 + length
        }
        throw .broken
    }
}
