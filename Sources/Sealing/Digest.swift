import CSodium
import Crypto

/// Hashes and comparisons for callers that hold no key.
public enum Digest {
    /// SHA-256: 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// HMAC-SHA256: 32 bytes that only a holder of the key can make.
    public static func hmac(_ bytes: [UInt8], under key: SealingKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key.symmetric))
    }

    /// Compares without telling by its duration where the two differ; different counts are told at once.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        guard !left.isEmpty else { return true }
        prepareSodium()
        return sodium_memcmp(left, right, left.count) == 0
    }
}
