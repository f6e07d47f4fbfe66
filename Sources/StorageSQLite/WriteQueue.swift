import Storage
import Synchronization

/// What waits for the writer, in the order in which it came.
final class WriteQueue: Sendable {
    private struct Content {
        var arriving: [any QueuedWrite] = []
        /// The next one is the last of these.
        var leaving: [any QueuedWrite] = []
        var isDraining = false
        var refusal: StorageFault?

        var isEmpty: Bool { arriving.isEmpty && leaving.isEmpty }
    }

    private let content = Mutex(Content())

    /// How many wait, those included whose callers have given up.
    var count: Int { content.withLock { $0.arriving.count + $0.leaving.count } }

    var refusal: StorageFault? { content.withLock { $0.refusal } }

    /// From now on nothing more is taken in; the first reason stays.
    func refuse(_ reason: StorageFault) {
        content.withLock { if $0.refusal == nil { $0.refusal = reason } }
    }

    /// Takes a write in. True when the caller has to set the writer going.
    func add(_ write: any QueuedWrite) throws -> Bool {
        try content.withLock { content in
            if let refusal = content.refusal { throw refusal }
            content.arriving.append(write)
            defer { content.isDraining = true }
            return !content.isDraining
        }
    }

    /// The next write that is still wanted.
    func next() -> (any QueuedWrite)? {
        while let write = pop() {
            if write.take() { return write }
        }
        return nil
    }

    /// Whether the writer has to come back. When not, the next `add` sets it going again.
    func goesOn() -> Bool {
        content.withLock { content in
            content.isDraining = !content.isEmpty
            return content.isDraining
        }
    }

    private func pop() -> (any QueuedWrite)? {
        content.withLock { content in
            if content.leaving.isEmpty {
                content.leaving = content.arriving.reversed()
                content.arriving = []
            }
            return content.leaving.popLast()
        }
    }
}
