import Kernel
import Sealing

/// What a node that wants to join shows, to be typed on a member: a fingerprint of its run key, so that keys are sealed to it and to nobody who wrote another key into
/// the database, and a word that comes back with the keys, so that the node takes them from nobody else.
public struct NodeCode: Sendable, Hashable {
    private static let counts = (fingerprint: 10, word: 5)

    /// 10 bytes.
    let fingerprint: [UInt8]
    /// 5 bytes; they stand nowhere but in the code and inside what is sealed.
    let word: [UInt8]

    /// A new code for a run key.
    init(for runKey: [UInt8]) {
        fingerprint = Self.fingerprint(of: runKey)
        word = Array(SealingKey.random().bytes.prefix(Self.counts.word))
    }

    /// Reads a code as people type it, in either case, with any spaces and hyphens; nil for anything else.
    public init?(typed: String) {
        guard let bytes = Base32.decode(typed.trimmed), bytes.count == Self.counts.fingerprint + Self.counts.word else { return nil }
        fingerprint = Array(bytes.prefix(Self.counts.fingerprint))
        word = Array(bytes.dropFirst(Self.counts.fingerprint))
    }

    /// Six groups of four letters and digits.
    public var text: String {
        let letters = Array(Base32.encode(fingerprint + word))
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: "-")
    }

    static func fingerprint(of runKey: [UInt8]) -> [UInt8] {
        Array(Digest.sha256(Array("alongside node code/".utf8) + runKey).prefix(counts.fingerprint))
    }
}

extension String {
    fileprivate var trimmed: String { String(filter { !$0.isWhitespace }) }
}
