import Kernel
import Synchronization

/// Whether the server can be reached, for all connections together: after a failure nobody asks again before a pause is over, which doubles up to five
/// seconds. So a page says at once that the database is away, instead of standing still, and a server that comes back is not overrun.
final class PostgresReach: Sendable {
    private struct State {
        var pause: Span?
        var nextTry: Instant?
        var words = ""
    }

    private static let shortest = Span(milliseconds: 100)
    private static let longest = Span.seconds(5)

    private let stopwatch: TimeSource
    private let state = Mutex(State())

    init(_ options: PostgresOptions) { stopwatch = options.stopwatch }

    /// How long nobody asks the server, after the last failure; nil while it answers.
    var pause: Span? { state.withLock { $0.pause } }

    func connect(_ options: PostgresOptions) throws(PostgresFailure) -> PostgresLink {
        let refused: String? = state.withLock { state in
            guard let next = state.nextTry, stopwatch.now < next else { return nil }
            return state.words
        }
        if let refused { throw .disconnected(refused) }
        do {
            let link = try PostgresLink(options)
            state.withLock { $0 = State() }
            return link
        } catch {
            state.withLock { state in
                let pause = state.pause.map { min(Self.longest, Span(milliseconds: $0.milliseconds * 2)) } ?? Self.shortest
                state = State(pause: pause, nextTry: stopwatch.now + pause, words: error.words)
            }
            throw error
        }
    }
}
