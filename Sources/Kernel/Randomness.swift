import Synchronization

/// Where random bits come from: the system's generator in the product, a seeded one in the demo town and in tests.
public protocol Randomness: Sendable {
    func next() -> UInt64
}

extension Randomness {
    /// `count` random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(count + 7)
        while out.count < count {
            var word = next()
            for _ in 0..<8 {
                out.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        out.removeLast(out.count - count)
        return out
    }

    /// A number from 0 up to, and without, `bound`; every one equally likely (Lemire's method with rejection).
    public func below(_ bound: Int) -> Int {
        precondition(bound > 0, "an empty range has no number to pick")
        let range = UInt64(bound)
        let threshold = (0 &- range) % range
        while true {
            let product = next().multipliedFullWidth(by: range)
            if product.low >= threshold { return Int(product.high) }
        }
    }

    /// One of the elements, every one equally likely.
    public func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// The operating system's cryptographic generator.
public struct SystemRandomness: Randomness {
    public init() {}

    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, on every machine. Never for keys or tokens of real people.
public final class SeededRandomness: Randomness {
    private let state: Mutex<UInt64>

    public init(seed: UInt64) { state = Mutex(seed) }

    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }
}
