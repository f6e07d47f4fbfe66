import Dispatch
import Kernel
import Storage
import Synchronization

/// The connections, and who waits for one. A piece of work has a connection for itself from its first statement to its last.
final class PostgresPool: Sendable {
    /// What is to be done with a connection; it answers its caller itself.
    struct Work: Sendable {
        /// Takes it out of the queue; false when its caller has given up.
        var take: @Sendable () -> Bool
        var run: @Sendable (PostgresSeat) -> Void
        var fail: @Sendable (any Error) -> Void
    }

    private struct Content {
        var idle: [PostgresSeat] = []
        var arriving: [Work] = []
        /// The next one is the last of these.
        var leaving: [Work] = []
        var refusal: StorageFault?
        var busy = 0
    }

    private let content: Mutex<Content>
    private let allIdle = DispatchSemaphore(value: 0)

    init(_ options: PostgresOptions) {
        let stands = PostgresReach(options)
        content = Mutex(Content(idle: (0..<options.connections).map { PostgresSeat($0, options, stands) }))
    }

    /// How many pieces of work wait, those included whose callers have given up.
    var waiting: Int { content.withLock { $0.arriving.count + $0.leaving.count } }

    var load: DatabaseLoad {
        content.withLock { content in
            DatabaseLoad(
                waiting: content.arriving.count + content.leaving.count,
                pool: .init(size: content.idle.count + content.busy, busy: content.busy))
        }
    }

    func add(_ work: Work) {
        let (seat, refusal): (PostgresSeat?, StorageFault?) = content.withLock { content in
            if let refusal = content.refusal { return (nil, refusal) }
            if let seat = content.idle.popLast() {
                content.busy += 1
                return (seat, nil)
            }
            content.arriving.append(work)
            return (nil, nil)
        }
        if let refusal {
            if work.take() { work.fail(refusal) }
        } else if let seat {
            start(work, on: seat)
        }
    }

    /// What is queued is still done, all later work is refused, and every connection is closed.
    func close() {
        let mustWait = content.withLock { content in
            content.refusal = .unavailable("the database is closed")
            return content.busy > 0
        }
        if mustWait { allIdle.wait() }
        content.withLock { $0.idle = [] }
    }

    private func start(_ work: Work, on seat: PostgresSeat) {
        seat.queue.async {
            if work.take() { work.run(seat) }
            self.goOn(seat)
        }
    }

    private func goOn(_ seat: PostgresSeat) {
        let next: Work? = content.withLock { content in
            if content.leaving.isEmpty {
                content.leaving = content.arriving.reversed()
                content.arriving = []
            }
            if let work = content.leaving.popLast() { return work }
            content.idle.append(seat)
            content.busy -= 1
            if content.refusal != nil, content.busy == 0 { allIdle.signal() }
            return nil
        }
        if let next { start(next, on: seat) }
    }
}
