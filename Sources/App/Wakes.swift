import Kernel

/// Wakes somebody who waits: at each call, and after a while in any case. Calls that come while they are awake count as one.
struct Wakes: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

    func wake() { continuation.yield() }

    /// The first comes at once; the sequence ends with its task.
    func every(_ span: Span) -> AsyncStream<Void> {
        wake()
        let ticks = Task { [continuation] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(span.milliseconds))
                continuation.yield()
            }
        }
        continuation.onTermination = { _ in ticks.cancel() }
        return stream
    }
}
