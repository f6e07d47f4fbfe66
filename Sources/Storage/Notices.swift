import Synchronization

/// Who wants to hear of changes to a database, and the way on which they hear.
///
/// A notice comes after the change is durable, and for a change of this process before its caller is answered. One from elsewhere comes a moment later; where some may
/// have been lost, `.everything` follows. What must never be answered from an older state asks the database itself.
public final class Notices: Sendable {
    /// Somebody who listens, until `end` is called.
    public struct Listener: Sendable {
        fileprivate let number: Int
        fileprivate let notices: Notices

        public func end() { notices.listeners.withLock { $0.all[number] = nil } }
    }

    private struct Listeners {
        var all: [Int: @Sendable (ChangeNotice, ChangeNotice.Origin) -> Void] = [:]
        var last = 0
    }

    /// By which notices of this process are told from those of others on the same server.
    public let name: String
    private let listeners = Mutex(Listeners())

    public init() { name = String(UInt64.random(in: 0 ... .max), radix: 36) }

    /// `body` runs once for each notice, on the thread that brings it: it is short and waits for nothing.
    @discardableResult
    public func listen(_ body: @escaping @Sendable (ChangeNotice, ChangeNotice.Origin) -> Void) -> Listener {
        let number = listeners.withLock { listeners in
            listeners.last += 1
            listeners.all[listeners.last] = body
            return listeners.last
        }
        return Listener(number: number, notices: self)
    }

    /// Every notice from now on, in the order in which they come; the newest hundred where nobody reads them.
    public func stream() -> AsyncStream<ChangeNotice> {
        let (stream, continuation) = AsyncStream.makeStream(of: ChangeNotice.self, bufferingPolicy: .bufferingNewest(100))
        let listener = listen { notice, _ in continuation.yield(notice) }
        continuation.onTermination = { _ in listener.end() }
        return stream
    }

    /// For engines: passes a notice to everybody who listens.
    public func deliver(_ notice: ChangeNotice, from origin: ChangeNotice.Origin) {
        let bodies = listeners.withLock { $0.all.sorted { $0.key < $1.key }.map(\.value) }
        for body in bodies { body(notice, origin) }
    }
}
