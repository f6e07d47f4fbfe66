import Crypto
import Kernel

/// What a group writes on paper to open its key backup: shown once, stored nowhere. 136 random bits and a checksum of 24.
public struct RecoveryCode: Sendable, Equatable, CustomReflectable {
    private static let randomCount = 17

    private let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    public static func generate() -> RecoveryCode { RecoveryCode(bytes: randomBytes(randomCount)) }

    /// Reads a code as people type it: in either case, with any spaces and dashes, with o for 0 and l or i for 1. Nil when the checksum tells
    /// that a letter is wrong, missing or in another's place.
    public init?(typed: String) {
        let kept = typed.unicodeScalars.filter { !$0.properties.isWhitespace && $0.properties.generalCategory != .dashPunctuation }
        guard kept.count == 32, let all = Base32.decode(String(String.UnicodeScalarView(kept))), all.count == Self.randomCount + 3 else { return nil }
        let random = Array(all.prefix(Self.randomCount))
        guard Array(all.suffix(3)) == Self.checksum(random) else { return nil }
        bytes = random
    }

    /// Eight groups of four letters and digits.
    public var text: String {
        let letters = Array(Base32.encode(bytes + Self.checksum(bytes)))
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: "-")
    }

    /// What a backup is sealed to; not a secret.
    public var publicHalf: RecoveryPublicHalf { RecoveryPublicHalf(pair.publicHalf) }

    var pair: KeyPair {
        // 136 random bits need no stretching.
        KeyPair(from: SealingKey(SymmetricKey(data: bytes)).derived(for: "alongside recovery pair"))
    }

    /// Empty, so that no log shows the code.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        Array(Digest.sha256(Array("alongside recovery code/".utf8) + bytes).prefix(3))
    }
}

/// The half of a recovery code that stays on the server, so that backups can be sealed at night without the code.
public typealias RecoveryPublicHalf = OwnedPublicHalf<RecoveryCode>
