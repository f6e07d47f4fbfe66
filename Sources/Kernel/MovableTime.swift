import Synchronization

/// A clock that stands still until it is moved: for tests and for the demo town.
public final class MovableTime: Sendable {
    private let instant: Mutex<Instant>

    public init(_ start: Instant) { instant = Mutex(start) }

    public var now: Instant { instant.withLock { $0 } }

    public func move(by span: Span) { instant.withLock { $0 = $0 + span } }

    public func move(to later: Instant) { instant.withLock { $0 = later } }

    public var source: TimeSource { TimeSource { self.now } }
}
