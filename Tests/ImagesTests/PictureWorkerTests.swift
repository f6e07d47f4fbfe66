import Kernel
import Testing

@testable import Images

@Suite struct PictureWorkerTests {
    /// Where the four stored quarters stand once turned upright: EXIF 2.32 says for each number where the first row and column belong.
    private static let stored: [Int: [Int]] = [
        1: [0, 1, 2, 3], 2: [1, 0, 3, 2], 3: [3, 2, 1, 0], 4: [2, 3, 0, 1], 5: [0, 2, 1, 3], 6: [1, 3, 0, 2], 7: [3, 1, 2, 0], 8: [2, 0, 3, 1],
    ]

    @Test("every way of holding the camera comes out upright", arguments: 1...8)
    func upright(number: Int) throws {
        let order = try some(Self.stored[number])
        let swaps = number >= 5
        let canvas = try Pictures.quadrants(order.map { Pictures.colours[$0] }, width: swaps ? 64 : 96, height: swaps ? 96 : 64)
        let prepared = try PictureWorker.prepare(Pictures.turned(some(canvas.jpeg(quality: 90)), number))
        #expect(prepared.width == 96 && prepared.height == 64)
        #expect(try Pictures.quarters(prepared.jpeg) == [0, 1, 2, 3])
        #expect(try Pictures.quarters(prepared.thumbnail) == [0, 1, 2, 3])
    }

    @Test("every format is decoded", arguments: ["quadrants.png", "quadrants.webp", "quadrants-lossless.webp", "quadrants.heic", "quadrants.avif"])
    func formats(name: String) throws {
        let prepared = try PictureWorker.prepare(Pictures.fixture(name))
        #expect(prepared.width == 96 && prepared.height == 64)
        #expect(try Pictures.quarters(prepared.jpeg) == [0, 1, 2, 3])
    }

    @Test("a HEIC that was stored turned comes out as it is shown")
    func turnedHEIC() throws {
        let prepared = try PictureWorker.prepare(Pictures.fixture("quadrants-turned.heic"))
        #expect(prepared.width == 64 && prepared.height == 96)
        #expect(try Pictures.quarters(prepared.jpeg) == [1, 3, 0, 2])
    }

    @Test("the longest side is 1,600 px, that of the small picture 320 px")
    func sizes() throws {
        let tall = try PictureWorker.prepare(some(Pictures.quadrants(width: 900, height: 3_000).jpeg(quality: 80)))
        #expect(tall.width == 480 && tall.height == 1_600)
        let small = try PictureHeader(tall.thumbnail)
        #expect(small.width == 96 && small.height == 320)
        let line = try PictureWorker.prepare(some(Pictures.quadrants(width: 6_000, height: 2).jpeg(quality: 80)))
        #expect(line.width == 1_600 && line.height == 1)
    }

    @Test("no metadata stays: place, camera, colour profile, comments, what hangs behind the picture")
    func metadata() throws {
        let secret = "N52.205 E0.119"
        let jpeg = Pictures.jpeg(
            try some(Pictures.quadrants().jpeg(quality: 90)),
            adding: [
                (0xE1, Array("Exif\0\0".utf8) + Pictures.exif(1) + Array(secret.utf8)),
                (0xE1, Array("http://ns.adobe.com/xap/1.0/\0\(secret)".utf8)), (0xE2, Array("ICC_PROFILE\0\(secret)".utf8)),
                (0xED, Array("Photoshop 3.0\0\(secret)".utf8)), (0xFE, Array(secret.utf8)),
            ]
        )
        let prepared = try PictureWorker.prepare(jpeg + Array(secret.utf8))
        for bytes in [prepared.jpeg, prepared.thumbnail] {
            let text = String(decoding: bytes, as: Unicode.ASCII.self)
            for trace in [secret, "Exif", "adobe", "ICC_PROFILE", "Photoshop", "CREATOR", "gd-jpeg"] { #expect(!text.contains(trace)) }
            #expect(BareJPEG.strip(bytes) == bytes)
        }
    }

    @Test("what is see-through becomes white paper")
    func paper() throws {
        let prepared = try PictureWorker.prepare(Pictures.fixture("clear.png"))
        #expect(try Canvas.decode(prepared.jpeg, .jpeg)[4, 4] > 0xFA_FAFA)
    }

    @Test("a JPEG whose pixels end early is refused, also with a new end put behind it")
    func endsEarly() throws {
        let noise = try some(Canvas(width: 200, height: 200))
        let random = SeededRandomness(seed: 5)
        for y in 0..<200 { noise.withRow(y) { row in for x in row.indices { row[x] = Int32(random.below(0x100_0000)) } } }
        let whole = try some(noise.jpeg(quality: 90))
        let half = Array(whole[..<(whole.count / 2)])
        #expect(throws: Never.self) { try PictureWorker.prepare(whole) }
        #expect(throws: PictureRefusal.broken) { try PictureWorker.prepare(half) }
        #expect(throws: PictureRefusal.broken) { try PictureWorker.prepare(half + [0xFF, 0xD9]) }
    }

    @Test("a PNG or HEIC without its pixels is refused")
    func withoutPixels() throws {
        #expect(throws: PictureRefusal.broken) { try PictureWorker.prepare(Pictures.bomb(width: 100, height: 100)) }
        let heic = try Pictures.fixture("quadrants.heic")
        #expect(throws: PictureRefusal.broken) { try PictureWorker.prepare(Array(heic[..<400])) }
    }

    @Test("an answer that is not two bare JPEGs of the right size is not believed")
    func frames() throws {
        let prepared = try PictureWorker.prepare(Pictures.fixture("quadrants.png"))
        #expect(PreparedPicture(frame: prepared.frame) == prepared)
        #expect(PreparedPicture(frame: prepared.frame + [0]) == nil)
        #expect(PreparedPicture(frame: Array(prepared.frame.dropLast())) == nil)
        var forged = prepared
        forged.jpeg = Pictures.turned(prepared.jpeg, 6)
        #expect(PreparedPicture(frame: forged.frame) == nil)
        forged.jpeg = Array("<svg onload=''>".utf8)
        #expect(PreparedPicture(frame: forged.frame) == nil)
        forged.jpeg = try some(Pictures.quadrants(width: 1_700, height: 20).jpeg(quality: 80).flatMap(BareJPEG.strip))
        #expect(PreparedPicture(frame: forged.frame) == nil)
    }
}
