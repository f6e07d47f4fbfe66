import Dispatch
import Storage
import Synchronization

/// A place in the pool: a thread's worth of work at a time, and the connection that belongs to it, made anew when it broke.
final class PostgresSeat: Sendable {
    let queue: DispatchQueue
    private let options: PostgresOptions
    private let reach: PostgresReach
    /// Touched on the queue only, one piece of work after the other.
    private let link = Mutex<Box?>(nil)

    /// Carries the connection through the mutex; it never leaves the queue.
    private struct Box: @unchecked Sendable { var link: PostgresLink }

    init(_ number: Int, _ options: PostgresOptions, _ reach: PostgresReach) {
        queue = DispatchQueue(label: "alongside.postgres.\(number)")
        self.options = options
        self.reach = reach
    }

    /// Hands over a connection that is alive as far as is known.
    ///
    /// - Throws: a failure at once, without asking the server, while it is known to be away.
    func connected() throws(PostgresFailure) -> PostgresLink {
        if let held = link.withLock({ $0 }), !held.link.isBroken { return held.link }
        link.withLock { $0 = nil }
        let made = try reach.connect(options)
        link.withLock { $0 = Box(link: made) }
        return made
    }

    /// Lets go of a connection that is no good any more.
    func drop() { link.withLock { $0 = nil } }
}
