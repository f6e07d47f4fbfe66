import Crypto
import Kernel

/// The secret in a private link's address. The database holds only its hash; the link itself carries the key that opens its subject.
public struct LinkToken: Sendable, Hashable, CustomReflectable {
    private static let byteCount = 20

    private let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The token that follows from a form's hidden one-time key, so that a double click lands on the same page. Whoever knows the one-time key
    /// knows the link: store a hash of that key, never the key.
    public init(onceKey: String, purpose: String, group: [UInt8]) {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(onceKey.utf8)),
            salt: group,
            info: Array("alongside link token/".utf8) + Array(purpose.utf8),
            outputByteCount: Self.byteCount
        )
        bytes = key.withUnsafeBytes { Array($0) }
    }

    /// A token that follows from nothing, for links that no form asked for.
    public static func random() -> LinkToken { LinkToken(bytes: randomBytes(byteCount)) }

    /// Reads what stands in an address, in either case; nil for anything but the 32 letters and digits of a token.
    public init?(text: String) {
        guard text.utf8.count == 32, let bytes = Base32.decode(text), bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// 32 letters and digits.
    public var text: String { Base32.encode(bytes) }

    /// 32 bytes, what the database stores and looks up.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array("alongside link hash/".utf8) + bytes)) }

    /// The reader key of this link. It cannot be told from the hash.
    public var key: SealingKey {
        let token = SymmetricKey(data: bytes)
        return SealingKey(HKDF<SHA256>.deriveKey(inputKeyMaterial: token, info: Array("alongside link key".utf8), outputByteCount: 32))
    }

    /// Empty, so that no log shows the token.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
