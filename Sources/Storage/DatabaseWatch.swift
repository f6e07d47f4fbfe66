/// What an engine tells while it works, for whoever measures it. The closures run on the engine's own threads and only count.
public struct DatabaseWatch: Sendable {
    /// SQLite has committed one transaction, with so many writes in it that share their fsync.
    public var onBatch: @Sendable (Int) -> Void
    /// A transaction on PostgreSQL met another one, or lost its connection, and is run again.
    public var onRetry: @Sendable () -> Void

    public init(onBatch: @escaping @Sendable (Int) -> Void = { _ in }, onRetry: @escaping @Sendable () -> Void = {}) {
        self.onBatch = onBatch
        self.onRetry = onRetry
    }
}

/// How busy an engine is at this moment.
public struct DatabaseLoad: Hashable, Sendable {
    /// The connections to a server: how many there are, and how many of them are at work.
    public struct Pool: Hashable, Sendable {
        public var size: Int
        public var busy: Int

        public init(size: Int, busy: Int) {
            self.size = size
            self.busy = busy
        }
    }

    /// How much work waits: writes on SQLite; on PostgreSQL anything for which no connection is free.
    public var waiting: Int
    /// Nil where there is no server.
    public var pool: Pool?
    /// How long the log is that waits to be brought into the file, in bytes; nil where the engine looks after that itself.
    public var logBytes: Int?

    public init(waiting: Int, pool: Pool? = nil, logBytes: Int? = nil) {
        self.waiting = waiting
        self.pool = pool
        self.logBytes = logBytes
    }
}
