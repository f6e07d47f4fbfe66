extension PreparedPicture {
    private static let mark: [UInt8] = Array("ALPIC1\n\n".utf8)

    /// How the worker hands the picture over: a mark, the lengths of both JPEGs (32 bits each, most significant byte first), the likeness, the JPEGs.
    var frame: [UInt8] {
        var out = Self.mark
        for length in [jpeg.count, thumbnail.count] {
            for shift in stride(from: 24, through: 0, by: -8) { out.append(UInt8(truncatingIfNeeded: length >> shift)) }
        }
        return out + likeness + jpeg + thumbnail
    }

    /// Reads a frame. The worker touched hostile bytes, so its answer is not believed: nil unless both parts are complete, bare JPEGs of the sizes
    /// that they may have.
    init?(frame: [UInt8]) {
        let fixed = Self.mark.count + 8 + Likeness.size
        guard frame.count >= fixed, frame.prefix(Self.mark.count).elementsEqual(Self.mark) else { return nil }
        let reader = ByteReader(frame)
        guard let first = reader.big32(at: Self.mark.count), let second = reader.big32(at: Self.mark.count + 4), fixed + first + second == frame.count
        else { return nil }
        let jpeg = Array(frame[fixed..<(fixed + first)])
        let thumbnail = Array(frame[(fixed + first)...])
        guard let size = Self.size(ofBare: jpeg, longestSide: PictureLimits.longestSide),
            Self.size(ofBare: thumbnail, longestSide: PictureLimits.thumbnailSide) != nil
        else { return nil }
        self.init(
            jpeg: jpeg, width: size.width, height: size.height, thumbnail: thumbnail,
            likeness: Array(frame[(fixed - Likeness.size)..<fixed])
        )
    }

    private static func size(ofBare jpeg: [UInt8], longestSide: Int) -> PictureHeader? {
        guard BareJPEG.strip(jpeg) == jpeg, let header = try? PictureHeader(jpeg), header.kind == .jpeg, header.orientation == .upright,
            max(header.width, header.height) <= longestSide
        else { return nil }
        return header
    }
}
