import Crypto

/// 256 random bits that seal and open. Its memory is wiped when the last copy goes; it prints as nothing; two are compared in constant time.
public struct SealingKey: Sendable, Equatable, CustomReflectable {
    static let byteCount = 32

    let symmetric: SymmetricKey

    /// Takes exactly 32 bytes; `.damaged` for any other count.
    public init(bytes: [UInt8]) throws(SealingFault) {
        guard bytes.count == Self.byteCount else { throw .damaged }
        symmetric = SymmetricKey(data: bytes)
    }

    init(_ symmetric: SymmetricKey) { self.symmetric = symmetric }

    /// A new key from the operating system's generator.
    public static func random() -> SealingKey {
        var bytes = randomBytes(byteCount)
        defer { wipe(&bytes) }
        return SealingKey(SymmetricKey(data: bytes))
    }

    /// The 32 bytes themselves, for wrapping and for tests.
    public var bytes: [UInt8] { symmetric.withUnsafeBytes { Array($0) } }

    /// A key for one purpose, from which neither this key nor that of another purpose can be told (HKDF-SHA256, RFC 5869).
    public func derived(for purpose: String) -> SealingKey {
        SealingKey(HKDF<SHA256>.deriveKey(inputKeyMaterial: symmetric, info: Array(purpose.utf8), outputByteCount: Self.byteCount))
    }

    public static func == (left: SealingKey, right: SealingKey) -> Bool { left.symmetric == right.symmetric }

    /// Empty, so that no log and no debugger's dump shows the key.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
