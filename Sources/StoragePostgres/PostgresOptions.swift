public import Kernel
public import Storage

/// What the program decides about its PostgreSQL database; the rest is fixed (see `PostgresDatabase`).
public struct PostgresOptions: Sendable {
    /// Where it is: `postgres://user@host/name?sslmode=verify-full&connect_timeout=5`. TLS and all else pass through to libpq; several hosts with
    /// `target_session_attrs=read-write` find the one that takes writes.
    public var address: PostgresAddress
    /// An address that leads past a pooler, for what needs a session of the server's; nil where `address` is such a one.
    public var direct: PostgresAddress?
    /// Into how many parts the tables of groups are cut when an installation begins there; nil for as they are, which is whole in a new one.
    public var partitions: Int?
    /// How many connections work at the same time.
    public var connections: Int
    /// How long one statement may take on the server, and how long a transaction may stand idle there.
    public var longestStatement: Span
    /// How long a server may say nothing at all before it counts as gone: longer than it has for a statement, which it ends itself while it lives.
    public var patience: Span
    /// How often a transaction that met another one is tried in all.
    public var attempts: Int
    /// Called when a writing closure ran longer than 20 ms, its round trips included, with how long it took.
    public var onSlow: @Sendable (Span) -> Void
    /// Hears of every transaction that is run again.
    public var watch: DatabaseWatch
    /// The clock that dates migrations.
    public var time: TimeSource
    /// The clock that closures and pauses are measured by; it never jumps.
    public var stopwatch: TimeSource
    /// Where the pauses before another attempt come from.
    public var random: any Randomness
    /// Where changes are heard of; the owner's, so that those of other processes come in too.
    public var notices: Notices
    /// What each write needs until it is carried through: the mark on the database (see `PostgresOwner`). Nil for a database that has none.
    public var fence: PostgresFence?

    /// `url` and `direct` as people write them (see `PostgresAddress`).
    public init(
        url: String,
        direct: String? = nil,
        partitions: Int? = nil,
        connections: Int = 8,
        longestStatement: Span = .seconds(30),
        patience: Span? = nil,
        attempts: Int = 12,
        onSlow: @escaping @Sendable (Span) -> Void = { _ in },
        watch: DatabaseWatch = DatabaseWatch(),
        time: TimeSource = .system,
        stopwatch: TimeSource = .monotonic,
        random: any Randomness = SystemRandomness(),
        notices: Notices = Notices(),
        fence: PostgresFence? = nil
    ) {
        address = PostgresAddress(url)
        self.direct = direct.map(PostgresAddress.init)
        self.partitions = partitions
        self.connections = max(1, connections)
        self.longestStatement = longestStatement
        self.patience = patience ?? Span(milliseconds: longestStatement.milliseconds + 3_000)
        self.attempts = max(1, attempts)
        self.onSlow = onSlow
        self.watch = watch
        self.time = time
        self.stopwatch = stopwatch
        self.random = random
        self.notices = notices
        self.fence = fence
    }

    /// The server's own limits in statements, for a session (`SET`) or a transaction (`SET LOCAL`).
    func limits(prefix: String) -> String {
        ["statement_timeout", "idle_in_transaction_session_timeout"]
            .map { "\(prefix) \($0) = \(longestStatement.milliseconds)" }
            .joined(separator: "; ")
    }
}
