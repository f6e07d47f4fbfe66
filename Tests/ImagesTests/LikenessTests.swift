import Kernel
import Testing

@testable import Images

@Suite struct LikenessTests {
    @Test("the same receipt saved again, worse and at half size, stays alike; another one does not")
    func receipts() throws {
        let receipts = try (0..<20).map { try Self.receipt(seed: UInt64($0)) }
        let likenesses = try receipts.map { try likeness($0, quality: 90) }
        for (receipt, likeness) in zip(receipts, likenesses) {
            let worse = try self.likeness(receipt, quality: 35)
            let half = try self.likeness(some(receipt.resized(width: receipt.width / 2, height: receipt.height / 2)), quality: 60)
            #expect(Likeness.distance(likeness, worse) <= Likeness.alikeWithin / 2)
            #expect(Likeness.distance(likeness, half) <= Likeness.alikeWithin / 2)
        }
        for (index, one) in likenesses.enumerated() {
            for other in likenesses[(index + 1)...] { #expect(Likeness.distance(one, other) > Likeness.alikeWithin * 3 / 2) }
        }
    }

    @Test("a likeness of the wrong length is like nothing")
    func wrongLength() {
        #expect(Likeness.distance([], []) == 256)
        #expect(Likeness.distance([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xFF, count: 32)) == 256)
    }

    private func likeness(_ canvas: Canvas, quality: Int) throws -> [UInt8] {
        try PictureWorker.prepare(some(canvas.jpeg(quality: quality))).likeness
    }

    /// A till receipt: a heading, lines of words with a price at the end, a total. Every second one is from the same shop with the same
    /// number of lines.
    private static func receipt(seed: UInt64) throws -> Canvas {
        let random = SeededRandomness(seed: seed)
        let heading = SeededRandomness(seed: seed % 2 == 0 ? 1_000 : seed)
        let canvas = try some(Canvas(width: 600, height: 1_000))
        for y in 0..<1_000 { canvas.withRow(y) { row in for x in row.indices { row[x] = 0x01_0101 * Int32(225 + random.below(20)) } } }
        write(canvas, 120, 60, letters: 12 + heading.below(8), size: 3, heading)
        let lines = seed % 2 == 0 ? 22 : 8 + random.below(22)
        for line in 0..<lines {
            let y = 150 + line * 28
            var x = 40
            for _ in 0..<(1 + random.below(4)) {
                let letters = 2 + random.below(8)
                write(canvas, x, y, letters: letters, size: 2, random)
                x += (letters + 1) * 12
            }
            write(canvas, 480, y, letters: 4, size: 2, random)
        }
        write(canvas, 40, 170 + lines * 28, letters: 10, size: 3, random)
        return canvas
    }

    /// Letters of five by seven dots.
    private static func write(_ canvas: Canvas, _ x: Int, _ y: Int, letters: Int, size: Int, _ random: some Randomness) {
        for letter in 0..<letters {
            let dots = random.next()
            for dot in 0..<35 where dots >> UInt64(dot) & 1 == 1 {
                for down in 0..<size {
                    canvas.withRow(y + dot / 5 * size + down) { row in
                        for across in 0..<size where x + (letter * 6 + dot % 5) * size + across < row.count {
                            row[x + (letter * 6 + dot % 5) * size + across] = 0x30_3030
                        }
                    }
                }
            }
        }
    }
}
