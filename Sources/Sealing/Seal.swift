/// Seals what people told us, under the key of its subject.
public enum Seal {
    private static let format: UInt8 = 1

    /// AES-256-GCM: one format byte, a nonce of 12 bytes, the sealed bytes, a tag of 16 bytes. 29 bytes longer than `plain`.
    public static func seal(_ plain: [UInt8], under key: SealingKey, bound: Binding) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(plain.count + 1 + Cipher.overhead)
        out.append(format)
        Cipher.seal(plain, under: key.symmetric, authenticating: bound.bytes, to: &out)
        return out
    }

    /// What was sealed; `.damaged` when a bit of it, the key, or any part of the binding differs.
    public static func open(_ sealed: [UInt8], under key: SealingKey, bound: Binding) throws(SealingFault) -> [UInt8] {
        guard sealed.first == format else { throw .damaged }
        return try Cipher.open(sealed[1...], under: key.symmetric, authenticating: bound.bytes)
    }
}
