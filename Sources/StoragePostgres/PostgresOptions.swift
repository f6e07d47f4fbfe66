public import Kernel
public import Storage

/// What the program decides about its PostgreSQL database; the rest is fixed (see `PostgresDatabase`).
public struct PostgresOptions: Sendable {
    /// Where it is, as libpq understands it: `postgres://user@host/name?sslmode=verify-full&connect_timeout=5`. TLS and all else pass through.
    public var url: String
    /// How many connections work at the same time.
    public var connections: Int
    /// How long one statement may take on the server, and how long a transaction may stand idle there.
    public var longestStatement: Span
    /// Whether statements are prepared by name. To be turned off behind a PgBouncer older than 1.21 that hands out connections by transaction.
    public var namesStatements: Bool
    /// How often a transaction that met another one is tried in all.
    public var attempts: Int
    /// Called when a writing closure ran longer than 20 ms, its round trips included, with how long it took.
    public var onSlow: @Sendable (Span) -> Void
    /// The clock that dates migrations.
    public var time: TimeSource
    /// The clock that closures and pauses are measured by; it never jumps.
    public var stopwatch: TimeSource
    /// Where the pauses before another attempt come from.
    public var random: any Randomness
    /// Where changes are heard of; the owner's, so that those of other processes come in too.
    public var notices: Notices
    /// Whether anything may be written now: false while the mark on the database is lost (see `PostgresOwner`).
    public var mayWrite: @Sendable () -> Bool

    public init(
        url: String,
        connections: Int = 8,
        longestStatement: Span = .seconds(30),
        namesStatements: Bool = true,
        attempts: Int = 12,
        onSlow: @escaping @Sendable (Span) -> Void = { _ in },
        time: TimeSource = .system,
        stopwatch: TimeSource = .monotonic,
        random: any Randomness = SystemRandomness(),
        notices: Notices = Notices(),
        mayWrite: @escaping @Sendable () -> Bool = { true }
    ) {
        self.url = url
        self.connections = max(1, connections)
        self.longestStatement = longestStatement
        self.namesStatements = namesStatements
        self.attempts = max(1, attempts)
        self.onSlow = onSlow
        self.time = time
        self.stopwatch = stopwatch
        self.random = random
        self.notices = notices
        self.mayWrite = mayWrite
    }
}
