import CPostgres
import Dispatch
import Synchronization

/// Ends the statement of a read whose caller has given up: no connection is held for an answer that nobody waits for. A write is never stopped.
///
/// What tells the server to stop names the session, not the statement, and may come late. So nothing else is asked of a connection that was stopped.
final class StatementStop: Sendable {
    private enum Standing {
        case idle
        case running(CancelKey?)
        case stopped
    }

    private let standing = Mutex(Standing.idle)

    /// What follows runs in the session of `key`. Throws a `CancellationError` when the caller has given up before.
    func begin(_ key: CancelKey?) throws {
        let isStopped = standing.withLock { standing in
            if case .stopped = standing { return true }
            standing = .running(key)
            return false
        }
        if isStopped { throw CancellationError() }
    }

    /// It ran to its end, or failed. True when it was stopped meanwhile.
    func end() -> Bool {
        standing.withLock { standing in
            if case .stopped = standing { return true }
            standing = .idle
            return false
        }
    }

    /// The caller gives up.
    func stop() {
        let key: CancelKey? = standing.withLock { standing in
            defer { standing = .stopped }
            if case .running(let key) = standing { return key }
            return nil
        }
        key?.send()
    }
}

/// By what the server knows a session that is to stop what it does. It outlives the connection, and any thread may send it.
final class CancelKey: @unchecked Sendable {
    private let raw: OpaquePointer

    /// Nil for a connection that is none.
    init?(of connection: OpaquePointer) {
        guard let raw = PQgetCancel(connection) else { return nil }
        self.raw = raw
    }

    deinit { PQfreeCancel(raw) }

    /// Asks the server over a connection of its own. Nobody waits for that: a server that is frozen takes it and says nothing, and whether it came makes no
    /// difference to a connection that is not used again.
    func send() {
        DispatchQueue.global().async { [self] in
            var words = [CChar](repeating: 0, count: 256)
            _ = PQcancel(raw, &words, Int32(words.count))
        }
    }
}
