/// A picture as it is kept: decoded, turned upright, and written anew, so that nothing of the file that came in remains but its pixels.
public struct PreparedPicture: Hashable, Sendable {
    /// A JPEG whose longest side is at most 1,600 px, without any metadata. Colours are taken as sRGB.
    public var jpeg: [UInt8]
    /// Pixels across and down of `jpeg`.
    public var width: Int
    public var height: Int
    /// A JPEG of the same picture whose longest side is at most 320 px.
    public var thumbnail: [UInt8]
    /// What the picture looks like in 32 bytes, for `Likeness.distance`. It tells something about the picture, so it is sealed like one.
    public var likeness: [UInt8]

    public init(jpeg: [UInt8], width: Int, height: Int, thumbnail: [UInt8], likeness: [UInt8]) {
        self.jpeg = jpeg
        self.width = width
        self.height = height
        self.thumbnail = thumbnail
        self.likeness = likeness
    }
}

extension PreparedPicture: CustomStringConvertible {
    /// Its sizes only: a picture never gets into a log.
    public var description: String { "picture of \(width) by \(height) px in \(jpeg.count) bytes" }
}
