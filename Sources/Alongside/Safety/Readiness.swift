public import Kernel
import Synchronization

/// Whether this program takes requests, for whoever shares them out: a proxy asks `/ready` and sends nobody to a program that says no.
public final class Readiness: Sendable {
    /// Why nobody should be sent here. What it says tells nothing of the installation.
    public enum Reason: String, Sendable, CaseIterable {
        /// It was told to stop: what was begun is finished, and nothing new should come.
        case stopping
        case database = "the database does not answer"
        case schema = "the database is of another release"
        case keys = "there are no keys for today"
        /// Nothing would be saved here.
        case clock = "the clock is behind"
        /// Its clock is not the database server's, and another node's is.
        case apart = "the clock is not that of the database"

        /// The answer's body, for machines and those who look after them.
        public var line: String { "not ready: \(rawValue)\n" }
    }

    /// So long the database may take to answer.
    public let patience: Span
    private let state = Mutex((isStopping: false, wasAsked: false))

    public init(patience: Span = .seconds(2)) { self.patience = patience }

    /// From now on it says that it is stopping. There is no way back.
    public func stop() { state.withLock { $0.isStopping = true } }

    public var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Whether anybody ever asked. A proxy that never did has nothing to notice.
    public var wasAsked: Bool { state.withLock { $0.wasAsked } }

    public func noteAsked() { state.withLock { $0.wasAsked = true } }
}
