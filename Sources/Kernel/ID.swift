/// The name of one row of one kind: 16 bytes, typed by what it names, so that a person's ID is never taken for an ask's.
///
/// Rows get version 7 (RFC 9562: 48 bits of milliseconds, then randomness), which keeps inserts close together on disk.
/// People get version 4, because a version 7 tells when somebody first came.
public struct ID<Noun>: Hashable, Sendable, Comparable {
    public let high: UInt64
    public let low: UInt64

    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 7 ID for a row made at `instant`.
    public static func timed(at instant: Instant, by random: some Randomness) -> Self {
        let bits = random.next()
        let high = (UInt64(bitPattern: instant.milliseconds) << 16) | 0x7000 | (bits & 0x0FFF)
        let low = (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return Self(high: high, low: low)
    }

    /// A version 4 ID that says nothing about when it was made.
    public static func random(by random: some Randomness) -> Self {
        let high = (random.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000
        let low = (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return Self(high: high, low: low)
    }

    /// Sixteen bytes, most significant first, as they stand in the database.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { out, count in
            for index in 0..<8 {
                out[index] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
                out[index + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * index))
            }
            count = 16
        }
    }

    /// Reads the sixteen bytes that `bytes` wrote; nil for any other length.
    public init?(bytes: [UInt8]) {
        guard let (high, low) = IDBytes.read(bytes) else { return nil }
        self.init(high: high, low: low)
    }

    /// 26 letters and digits without vowels that could form words and without look-alikes (Crockford's base 32), for addresses.
    public var text: String { Base32.encode(bytes) }

    /// Reads what `text` wrote, in either case; nil for anything else.
    public init?(text: some StringProtocol) {
        guard text.utf8.count == 26, let bytes = Base32.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The same sixteen bytes under another noun: for a row that is also a subject, an attachment's owner and the like.
    @inlinable
    public func named<Other>(_: Other.Type = Other.self) -> ID<Other> { ID<Other>(high: high, low: low) }
}

extension ID: CustomStringConvertible {
    public var description: String { text }
}

/// Apart from the generic type, because every row that is read comes through here.
private enum IDBytes {
    static func read(_ bytes: [UInt8]) -> (high: UInt64, low: UInt64)? {
        guard bytes.count == 16 else { return nil }
        return bytes.withUnsafeBytes { raw in
            (UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)), UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
