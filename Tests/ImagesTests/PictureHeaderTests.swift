import Kernel
import Testing

@testable import Images

@Suite struct PictureHeaderTests {
    @Test("sizes are read from every format before anything is decoded")
    func sizes() throws {
        let jpeg = try some(Pictures.quadrants().jpeg(quality: 90))
        let progressive = try some(Pictures.quadrants().jpeg(quality: 90, progressive: true))
        for bytes in try [
            jpeg, progressive, Pictures.fixture("quadrants.png"), Pictures.fixture("quadrants.webp"), Pictures.fixture("quadrants-lossless.webp"),
        ] {
            let header = try PictureHeader(bytes)
            #expect(header.width == 96 && header.height == 64 && header.orientation == .upright)
        }
        #expect(try PictureHeader(Pictures.fixture("quadrants.heic")).kind == .heif)
        #expect(try PictureHeader(Pictures.fixture("quadrants.avif")).kind == .heif)
    }

    @Test(
        "other formats are refused by what they are",
        arguments: [
            "GIF89a\u{1}\0\u{1}\0", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7\n", "Two loaves, please.", "", "BM6\0\0\0", "II*\0",
        ]
    )
    func otherFormats(start: String) {
        #expect(throws: PictureRefusal.kind) { try PictureHeader(Array(start.utf8)) }
    }

    @Test("a film in the container of HEIC is refused")
    func film() {
        let film: [UInt8] = [0, 0, 0, 24] + Array("ftypisom".utf8) + [0, 0, 2, 0] + Array("isommp41".utf8)
        #expect(throws: PictureRefusal.kind) { try PictureHeader(film) }
    }

    @Test("an animation is refused")
    func animation() {
        let body: [UInt8] = [0x02, 0, 0, 0, 9, 0, 0, 9, 0, 0]
        let bytes: [UInt8] = Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0] + body
        #expect(throws: PictureRefusal.kind) { try PictureHeader(bytes) }
    }

    @Test(
        "more than 40 megapixels are refused", arguments: [(8_000, 5_001), (30_000, 30_000), (0x7FFF_FFFF, 0x7FFF_FFFF), (0xFFFF_FFFF, 0xFFFF_FFFF)])
    func bombs(width: Int, height: Int) {
        #expect(throws: PictureRefusal.big) { try PictureHeader(Pictures.bomb(width: width, height: height)) }
        #expect(throws: Never.self) { try PictureHeader(Pictures.bomb(width: 8_000, height: 5_000)) }
    }

    @Test("a JPEG that claims to be huge is refused")
    func hugeJPEG() throws {
        var jpeg = try some(Pictures.quadrants().jpeg(quality: 90))
        let frame = try some(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0x80, 0, 0x80, 0])
        #expect(throws: PictureRefusal.big) { try PictureHeader(jpeg) }
    }

    @Test("files that were cut short are refused at every length", arguments: ["jpg", "quadrants.png", "quadrants.webp"])
    func cutShort(name: String) throws {
        let whole = try name == "jpg" ? some(Pictures.quadrants().jpeg(quality: 90)) : Pictures.fixture(name)
        for length in 16..<(whole.count - 1) {
            #expect(throws: PictureRefusal.broken) { try PictureHeader(Array(whole[..<length])) }
        }
    }

    @Test("what a camera says about how it was held is read from JPEG, PNG and WebP", arguments: 1...8)
    func orientations(number: Int) throws {
        let wanted = try some(Orientation(rawValue: number))
        let jpeg = try some(Pictures.quadrants().jpeg(quality: 90))
        #expect(try PictureHeader(Pictures.turned(jpeg, number)).orientation == wanted)
        let png = try Pictures.fixture("quadrants.png")
        let withChunk = Array(png[..<33]) + Pictures.chunk("eXIf", Pictures.exif(number, littleEndian: false)) + Array(png[33...])
        #expect(try PictureHeader(withChunk).orientation == wanted)
        #expect(try PictureHeader(Pictures.webp(Pictures.fixture("quadrants.webp"), exif: Pictures.exif(number))).orientation == wanted)
    }

    @Test("nonsense about how the camera was held means upright", arguments: [0, 9, 255])
    func nonsense(number: Int) throws {
        let jpeg = try some(Pictures.quadrants().jpeg(quality: 90))
        #expect(try PictureHeader(Pictures.turned(jpeg, number)).orientation == .upright)
    }

    @Test("random and damaged bytes never do more than be refused")
    func fuzz() throws {
        let random = SeededRandomness(seed: 20)
        let seeds = try [
            some(Pictures.quadrants().jpeg(quality: 90)), Pictures.turned(some(Pictures.quadrants().jpeg(quality: 90)), 6),
            Pictures.fixture("quadrants.png"), Pictures.webp(Pictures.fixture("quadrants.webp"), exif: Pictures.exif(3)),
            Pictures.fixture("quadrants.heic"),
        ]
        var refused = 0
        for round in 0..<300 {
            var bytes = round % 6 == 5 ? random.bytes(random.below(400)) : seeds[round % 6]
            for _ in 0..<(1 + random.below(12)) where !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            if random.below(3) == 0, !bytes.isEmpty { bytes.removeLast(random.below(bytes.count)) }
            do { _ = try PictureHeader(bytes) } catch { refused += 1 }
            _ = BareJPEG.strip(bytes)
            _ = PreparedPicture(frame: bytes)
            _ = Orientation(exif: bytes[...])
        }
        #expect(refused > 100)
    }
}

extension Pictures {
    /// A plain WebP as an extended one with EXIF.
    static func webp(_ plain: [UInt8], exif: [UInt8]) throws -> [UInt8] {
        let padded = exif + (exif.count % 2 == 1 ? [0] : [])
        let header: [UInt8] = Array("VP8X".utf8) + [10, 0, 0, 0, 0x08, 0, 0, 0, 95, 0, 0, 63, 0, 0]
        let chunk = Array("EXIF".utf8) + [UInt8(exif.count), 0, 0, 0] + padded
        let body = Array("WEBP".utf8) + header + Array(plain[12...]) + chunk
        return Array("RIFF".utf8) + [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: body.count >> $0) } + body
    }
}
