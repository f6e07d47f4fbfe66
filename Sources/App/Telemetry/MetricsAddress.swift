#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where measures may be read: an address that nobody outside can reach, unless somebody says in so many words that it may be.
public struct MetricsAddress: Hashable, Sendable {
    public var host: String
    public var port: Int

    /// - Parameter isForEverybody: whether the address may be one that strangers reach.
    public init(host: String, port: Int, isForEverybody: Bool) throws {
        guard isForEverybody || Self.isPrivate(host) else {
            throw Refusal(
                "Anybody could read the measures at \(host). Name an address of this machine or of a private network with --metrics, or say --metrics-for-everybody."
            )
        }
        self.host = host
        self.port = port
    }

    /// Loopback, the private networks of RFC 1918, link-local and unique local addresses. A name other than localhost could mean anything.
    static func isPrivate(_ host: String) -> Bool {
        if host == "localhost" { return true }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 {
            let number = UInt32(bigEndian: four.s_addr)
            let networks: [(UInt32, UInt32)] = [
                (0x7F00_0000, 8), (0x0A00_0000, 8), (0xAC10_0000, 12), (0xC0A8_0000, 16), (0xA9FE_0000, 16),
            ]
            return networks.contains { number >> (32 - $0.1) == $0.0 >> (32 - $0.1) }
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
        return isLoopback || bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
    }
}
