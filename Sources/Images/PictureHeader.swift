/// The formats that are taken.
enum PictureKind: String, Sendable, CaseIterable {
    case jpeg, png, webp
    /// HEIC and AVIF, which share a container.
    case heif

    /// By the first bytes, never by a file name. Nil for everything else, also for GIF, SVG and PDF.
    init?(of bytes: [UInt8]) {
        let reader = ByteReader(bytes.prefix(64))
        if reader.big16(at: 0) == 0xFFD8, reader.byte(at: 2) == 0xFF {
            self = .jpeg
        } else if reader.big32(at: 0) == 0x8950_4E47, reader.big32(at: 4) == 0x0D0A_1A0A {
            self = .png
        } else if reader.says("RIFF", at: 0), reader.says("WEBP", at: 8) {
            self = .webp
        } else if reader.says("ftyp", at: 4), Self.hasStillBrand(reader) {
            self = .heif
        } else {
            return nil
        }
    }

    /// Still pictures only: the major brand at 8, the compatible ones from 16 on; a film from the same phone has neither.
    private static func hasStillBrand(_ reader: ByteReader) -> Bool {
        let end = min(reader.big32(at: 0) ?? 0, reader.count)
        let places = [8] + Array(stride(from: 16, to: max(16, end - 3), by: 4))
        return places.contains { place in
            reader.says("heic", at: place) || reader.says("heix", at: place) || reader.says("heim", at: place) || reader.says("avif", at: place)
                || reader.says("mif1", at: place)
        }
    }
}

/// What a picture says about itself before anything is decoded, read by code of our own that trusts none of it.
struct PictureHeader: Equatable, Sendable {
    var kind: PictureKind
    /// Pixels as stored, before turning; 0 for HEIC and AVIF, whose size only the worker reads.
    var width: Int
    var height: Int
    var orientation: Orientation

    /// Refuses other formats, too many pixels, and files that end before the picture does.
    init(_ bytes: [UInt8]) throws(PictureRefusal) {
        guard let kind = PictureKind(of: bytes) else { throw .kind }
        switch kind {
        case .jpeg: self = try JPEGHeader.read(bytes)
        case .png: self = try PNGHeader.read(bytes)
        case .webp: self = try WebPHeader.read(bytes)
        case .heif:
            self.init(kind: .heif, width: 0, height: 0, orientation: .upright)
            return
        }
        try Self.check(width: width, height: height)
    }

    init(kind: PictureKind, width: Int, height: Int, orientation: Orientation) {
        self.kind = kind
        self.width = width
        self.height = height
        self.orientation = orientation
    }

    static func check(width: Int, height: Int) throws(PictureRefusal) {
        guard width > 0, height > 0 else { throw .broken }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= PictureLimits.pixels else { throw .big }
    }
}
