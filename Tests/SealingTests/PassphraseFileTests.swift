import Testing

@testable import Sealing

/// A file that opens with a passphrase and with nothing else.
@Suite struct PassphraseFileTests {
    private static let phrase = "three green boats on the canal"

    private func sealed(_ pieces: [[UInt8]]) throws -> [UInt8] {
        var out: [UInt8] = []
        let file = try PassphraseFile.Writer(passphrase: Self.phrase, cost: .quick) { out += $0 }
        for piece in pieces { try file.add(piece) }
        try file.end()
        return out
    }

    private func opened(_ file: [UInt8], _ phrase: String = phrase) throws -> [UInt8] {
        var rest = file[...]
        let reader = try PassphraseFile.Reader(passphrase: phrase) { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        var out: [UInt8] = []
        while let piece = try reader.next() { out += piece }
        return out
    }

    /// Three pieces and a part of a fourth.
    private static let long = (0..<(3 << 20) + 77).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 9) }

    @Test("what was written comes back, whatever pieces it was written in")
    func roundTrip() throws {
        for pieces in [
            [], [[]], [[1, 2, 3]], [Self.long], [Array(Self.long[..<5]), Array(Self.long[5...])], [[UInt8](repeating: 0, count: 1 << 20)],
        ] {
            #expect(try opened(sealed(pieces)) == Array(pieces.joined()))
        }
    }

    @Test("another passphrase is told from damage, and the same letters typed on another keyboard open it")
    func phrases() throws {
        let file = try sealed([[7]])
        #expect(throws: SealingFault.wrongCode) { try opened(file, "three green boats on the canals") }
        var out: [UInt8] = []
        let accented = try PassphraseFile.Writer(passphrase: "caf\u{E9} bajo el puente", cost: .quick) { out += $0 }
        try accented.end()
        #expect(try opened(out, "cafe\u{301} bajo el puente").isEmpty)
    }

    @Test("nothing can be changed, cut off, left out, swapped, or put behind the end")
    func changed() throws {
        let file = try sealed([Self.long])
        let head = file.count - (Self.long.count + 4 * (4 + Cipher.overhead))
        let whole = PassphraseFile.piece + 4 + Cipher.overhead
        for place in [0, head - 1, head + 2, head + 9, head + whole + 100, file.count - 1] {
            var other = file
            other[place] ^= 1
            #expect(throws: SealingFault.self, "byte \(place)") { try opened(other) }
        }
        for count in [0, head - 1, head, head + whole, head + 3 * whole, file.count - 1] {
            #expect(throws: SealingFault.damaged, "cut at \(count)") { try opened(Array(file[..<count])) }
        }
        let (first, second) = (file[head..<head + whole], file[head + whole..<head + 2 * whole])
        let rest = file[(head + 2 * whole)...]
        #expect(throws: SealingFault.damaged) { try opened(Array(file[..<head] + second + first + rest)) }
        #expect(throws: SealingFault.damaged) { try opened(Array(file[..<head] + first + rest)) }
        #expect(throws: SealingFault.damaged) { try opened(file + [0]) }
        #expect(try opened(file).count == Self.long.count)
    }

    @Test("a file that asks for more memory than a machine has is refused before it takes it")
    func cost() throws {
        var file = try sealed([[1]])
        file.replaceSubrange(PassphraseFile.magic.count + 4..<PassphraseFile.magic.count + 12, with: [0, 0, 1, 0, 0, 0, 0, 0])
        #expect(throws: SealingFault.passphraseCost) { try opened(file) }
    }
}
