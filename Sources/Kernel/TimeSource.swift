#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the time comes from. Everything that asks for the time is handed one, so that a test lives through 31 days in a second.
public struct TimeSource: Sendable {
    private let read: @Sendable () -> Instant

    public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    public var now: Instant { read() }

    /// The machine's own clock.
    public static let system = TimeSource {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
