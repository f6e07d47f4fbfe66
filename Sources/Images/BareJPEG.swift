/// A JPEG without anything that is not needed to show it.
enum BareJPEG {
    /// Without application segments (EXIF, XMP, colour profiles, camera makers' notes; the JFIF head stays) and comments, and without whatever
    /// follows the picture. Nil when it is no well-formed JPEG.
    static func strip(_ bytes: [UInt8]) -> [UInt8]? {
        let reader = ByteReader(bytes)
        guard reader.big16(at: 0) == 0xFFD8 else { return nil }
        var out: [UInt8] = [0xFF, 0xD8]
        out.reserveCapacity(bytes.count)
        var position = 2
        while reader.byte(at: position) == 0xFF, let marker = reader.byte(at: position + 1), let length = reader.big16(at: position + 2), length >= 2
        {
            guard let segment = reader.slice(from: position, count: length + 2) else { return nil }
            if marker == 0xDA {
                guard let end = endOfPicture(reader, from: position) else { return nil }
                out += bytes[position..<end]
                return out
            }
            let isJFIF = marker == 0xE0 && reader.says("JFIF", at: position + 4)
            let isExtra = (0xE0...0xEF).contains(marker) || marker == 0xFE
            if isJFIF || !isExtra { out += segment }
            position += length + 2
        }
        return nil
    }

    /// The position behind the end marker, walking from the first scan; nil when there is none, or when an extra hides between the scans.
    private static func endOfPicture(_ reader: ByteReader, from scan: Int) -> Int? {
        var position = scan
        while let byte = reader.byte(at: position) {
            guard byte == 0xFF, let marker = reader.byte(at: position + 1), marker != 0, !(0xD0...0xD7).contains(marker) else {
                position += 1
                continue
            }
            switch marker {
            case 0xD9: return position + 2
            case 0xDA, 0xC4, 0xDB, 0xDD:
                guard let length = reader.big16(at: position + 2), length >= 2 else { return nil }
                position += length + 2
            default: return nil
            }
        }
        return nil
    }
}
