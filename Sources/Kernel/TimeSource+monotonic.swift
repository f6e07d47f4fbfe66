#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension TimeSource {
    /// Milliseconds since some point in the past, which no change of the machine's clock moves: for measuring only.
    public static let monotonic = TimeSource {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
