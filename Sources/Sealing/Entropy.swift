import CSodium

/// libsodium must be told once that it is used; a negative answer means that the system has no randomness to give.
private let sodiumIsReady: Bool = sodium_init() >= 0

/// Makes sure that libsodium may be called.
func prepareSodium() {
    precondition(sodiumIsReady, "libsodium finds no source of randomness on this system")
}

/// Bytes for keys and nonces: one call to the operating system however many they are.
func randomBytes(_ count: Int) -> [UInt8] {
    prepareSodium()
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        guard let start = buffer.baseAddress else { return }
        randombytes_buf(start, count)
        filled = count
    }
}

/// Overwrites key bytes that are no longer needed, in a way that the optimiser does not take out.
func wipe(_ bytes: inout [some BitwiseCopyable]) {
    bytes.withUnsafeMutableBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        sodium_memzero(start, buffer.count)
    }
}
