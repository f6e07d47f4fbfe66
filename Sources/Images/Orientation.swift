/// How a camera was held, by the numbers of EXIF 2.32, tag 0x0112: where the first row and the first column of the stored pixels belong.
enum Orientation: Int, Sendable, CaseIterable {
    case upright = 1, mirrored, upsideDown, flipped, transposed, turnedLeft, transversed, turnedRight

    /// Whether width and height change places.
    var swapsSides: Bool { rawValue >= 5 }

    /// From a block of EXIF, which begins with a TIFF header. Nil when it says nothing, or nothing sensible.
    init?(exif: ArraySlice<UInt8>) {
        let reader = ByteReader(exif)
        let littleEndian: Bool
        if reader.says("II", at: 0) {
            littleEndian = true
        } else if reader.says("MM", at: 0) {
            littleEndian = false
        } else {
            return nil
        }
        func number(_ offset: Int, _ length: Int) -> Int? { reader.number(at: offset, length: length, littleEndian: littleEndian) }
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for index in 0..<entries {
            let entry = directory + 2 + index * 12
            guard let tag = number(entry, 2) else { return nil }
            guard tag == 0x0112 else { continue }
            // One value of 16 bits stands in the entry itself.
            guard number(entry + 2, 2) == 3, let value = number(entry + 8, 2) else { return nil }
            self.init(rawValue: value)
            return
        }
        return nil
    }

    /// The stored pixel that belongs at (`x`, `y`) of the upright picture, when the stored one has `width` by `height` pixels.
    func source(_ x: Int, _ y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .flipped: (x, height - 1 - y)
        case .transposed: (y, x)
        case .turnedLeft: (y, height - 1 - x)
        case .transversed: (width - 1 - y, height - 1 - x)
        case .turnedRight: (width - 1 - y, x)
        }
    }
}
