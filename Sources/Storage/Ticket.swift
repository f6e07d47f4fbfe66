import Synchronization

/// A closure on its way to the database, with the caller who waits for its result. Exactly one of `cancel` and `take` wins.
public final class Ticket<Access, Output: Sendable>: Sendable {
    private enum Standing {
        case made
        case waiting(CheckedContinuation<Output, any Error>)
        case taken(CheckedContinuation<Output, any Error>, Output?)
        case over
    }

    private let body: @Sendable (Access) throws -> Output
    private let standing = Mutex(Standing.made)

    public init(_ body: @escaping @Sendable (Access) throws -> Output) { self.body = body }

    /// Whether it is still wanted, with the caller waiting from now on.
    public func wait(_ caller: CheckedContinuation<Output, any Error>) -> Bool {
        let isWanted = standing.withLock { standing in
            guard case .made = standing else { return false }
            standing = .waiting(caller)
            return true
        }
        if !isWanted { caller.resume(throwing: CancellationError()) }
        return isWanted
    }

    /// The caller gives up: while queued the closure is skipped; once it runs, it completes and the caller gets the result.
    public func cancel() {
        let caller: CheckedContinuation<Output, any Error>? = standing.withLock { standing in
            switch standing {
            case .made:
                standing = .over
                return nil
            case .waiting(let caller):
                standing = .over
                return caller
            case .taken, .over: return nil
            }
        }
        caller?.resume(throwing: CancellationError())
    }

    /// Takes it out of the queue for good; false when its caller has given up.
    public func take() -> Bool {
        standing.withLock { standing in
            guard case .waiting(let caller) = standing else { return false }
            standing = .taken(caller, nil)
            return true
        }
    }

    /// Runs the closure and keeps its result; may be called again.
    public func run(_ access: Access) throws {
        let output = try body(access)
        standing.withLock { standing in
            if case .taken(let caller, _) = standing { standing = .taken(caller, output) }
        }
    }

    /// Answers the caller with the result of the last run.
    public func succeed() {
        guard case .taken(let caller, let output) = leave() else { return }
        if let output {
            caller.resume(returning: output)
        } else {
            caller.resume(throwing: StorageFault.mistake("a closure succeeded without a result"))
        }
    }

    public func fail(_ error: any Error) {
        if case .taken(let caller, _) = leave() { caller.resume(throwing: error) }
    }

    private func leave() -> Standing {
        standing.withLock { standing in
            let last = standing
            standing = .over
            return last
        }
    }
}
