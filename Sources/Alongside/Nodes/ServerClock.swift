public import Kernel
import Synchronization

/// How far this program's clock is from the database server's, which is one for all nodes: each compares itself with that, twice a minute.
///
/// A clock that is off would do harm to others: ahead, it raises the newest time seen, and the others write no more; it forgets what is not due, and drops keys that
/// are needed. So such a node makes no day keys and forgets nothing, and a proxy sends it nobody while another node's clock is right (docs/decisions/0008).
public final class ServerClock: Sendable {
    /// Two nodes that are each so far from the server's clock are no further from each other than `ClockRule.tolerance`, which every rule about times bears.
    public static let bound = Span.minutes(1)

    private let ask: @Sendable () async throws -> Instant?
    private let time: TimeSource
    private let stopwatch: TimeSource
    private let surely = Mutex<Span?>(nil)

    /// `ask` says what time it is there; nil where there is no other clock than this machine's.
    public init(time: TimeSource, stopwatch: TimeSource = .monotonic, _ ask: @escaping @Sendable () async throws -> Instant?) {
        self.time = time
        self.stopwatch = stopwatch
        self.ask = ask
    }

    /// How far this clock surely is ahead, and behind where it is negative, as of the last look. Nobody knows when within a round trip the server looked at its
    /// clock, so half of it is left out. Nil before the first look.
    public var ahead: Span? { surely.withLock { $0 } }

    /// Whether it is further off than the product bears.
    public var isOff: Bool { ahead.map(Self.isOff) ?? false }

    public static func isOff(_ ahead: Span) -> Bool { abs(ahead.milliseconds) > bound.milliseconds }

    /// Compares the clocks once.
    func look() async throws {
        let (start, sent) = (stopwatch.now, time.now)
        guard let there = try await ask() else { return }
        let half = (stopwatch.now - start).milliseconds / 2
        let apart = (sent - there).milliseconds + half
        let sure = max(0, abs(apart) - half)
        surely.withLock { $0 = Span(milliseconds: apart < 0 ? -sure : sure) }
    }
}
