import Foundation
import Kernel

@testable import Images

/// The pictures that the tests hand in. The one in Fixtures is 96 by 64 pixels: red and green above, blue and white below.
enum Pictures {
    static func fixture(_ name: String, file: String = #filePath) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures")
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// The program with the worker in it, which is built beside the tests.
    static var program: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("alongside").path
    }

    static let colours = [0xC02020, 0x20A020, 0x2020C0, 0xF0F0F0]

    /// The four colours as a canvas, in the order above left, above right, below left, below right.
    static func quadrants(_ colours: [Int] = colours, width: Int = 96, height: Int = 64) throws -> Canvas {
        let canvas = try some(Canvas(width: width, height: height))
        for y in 0..<height {
            canvas.withRow(y) { row in
                for x in 0..<width { row[x] = Int32(colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]) }
            }
        }
        return canvas
    }

    /// The colours of the four quarters of a JPEG, each named by the closest of `colours`.
    static func quarters(_ jpeg: [UInt8]) throws -> [Int] {
        let canvas = try Canvas.decode(jpeg, .jpeg)
        return [(1, 1), (3, 1), (1, 3), (3, 3)].map { place in
            let found = canvas[canvas.width * place.0 / 4, canvas.height * place.1 / 4]
            return colours.indices.min { gap(colours[$0], found) < gap(colours[$1], found) } ?? -1
        }
    }

    private static func gap(_ one: Int, _ other: Int) -> Int {
        [0, 8, 16].reduce(0) { $0 + abs((one >> $1 & 0xFF) - (other >> $1 & 0xFF)) }
    }

    /// An EXIF block (little or big endian) that holds one orientation.
    static func exif(_ orientation: Int, littleEndian: Bool = true) -> [UInt8] {
        func bytes(_ value: Int, _ count: Int) -> [UInt8] {
            let out = (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
            return littleEndian ? out : out.reversed()
        }
        let start = Array((littleEndian ? "II" : "MM").utf8) + bytes(42, 2) + bytes(8, 4) + bytes(1, 2)
        return start + bytes(0x0112, 2) + bytes(3, 2) + bytes(1, 4) + bytes(orientation, 2) + [0, 0] + bytes(0, 4)
    }

    /// A JPEG with further segments behind its first two bytes.
    static func jpeg(_ jpeg: [UInt8], adding segments: [(marker: UInt8, body: [UInt8])]) -> [UInt8] {
        let added = segments.flatMap { segment -> [UInt8] in
            let length = segment.body.count + 2
            return [0xFF, segment.marker, UInt8(length >> 8), UInt8(length & 0xFF)] + segment.body
        }
        return Array(jpeg[..<2]) + added + Array(jpeg[2...])
    }

    static func turned(_ jpeg: [UInt8], _ orientation: Int) -> [UInt8] {
        Self.jpeg(jpeg, adding: [(0xE1, Array("Exif\0\0".utf8) + exif(orientation))])
    }

    static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        big32(body.count) + Array(name.utf8) + body + big32(Int(checksum(Array(name.utf8) + body)))
    }

    /// A PNG that says it is so large; its pixels are missing.
    static func bomb(width: Int, height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", big32(width) + big32(height) + [8, 2, 0, 0, 0])
            + chunk("IDAT", [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]) + chunk("IEND", [])
    }

    private static func big32(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}

struct Nothing: Error {}

/// The value, or a failed test.
func some<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Nothing() }
    return value
}
