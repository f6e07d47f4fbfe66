public import Kernel
public import Storage

/// What the program decides about its SQLite database; the rest is fixed (see `SQLiteDatabase`).
public struct SQLiteOptions: Sendable {
    /// Called when a writing closure ran longer than 20 ms, with how long it took. It holds everybody else up, so it is worth a line in the log.
    public var onSlow: @Sendable (Span) -> Void
    /// Called once, on the writer's thread, before anybody is answered, when a COMMIT can be neither confirmed nor denied. The program says so and
    /// stops; should this closure return, every further write is refused.
    public var onUnknown: @Sendable () -> Void
    /// Called when the log could not be brought into the file, and again only once that has worked in between. Nothing is lost, but the log grows until it does.
    public var onCheckpointFailed: @Sendable (any Error) -> Void
    /// Hears how large each batch of writes was.
    public var watch: DatabaseWatch
    /// How many readers work at the same time.
    public var readers: Int
    /// How long to wait for a foreign program that holds the database, such as a `sqlite3` shell.
    public var patience: Span
    /// The clock that dates migrations.
    public var time: TimeSource
    /// The clock that closures and batches are measured by; it never jumps.
    public var stopwatch: TimeSource

    /// Stands around every COMMIT, so that a test can let it fail as a disk would.
    var aroundCommit: @Sendable (_ commit: () throws -> Void) throws -> Void = { try $0() }

    /// Stands around every checkpoint beside the writer, likewise.
    var aroundCheckpoint: @Sendable (_ checkpoint: () throws -> Int) throws -> Int = { try $0() }

    public init(
        onSlow: @escaping @Sendable (Span) -> Void = { _ in },
        onUnknown: @escaping @Sendable () -> Void = {},
        onCheckpointFailed: @escaping @Sendable (any Error) -> Void = { _ in },
        watch: DatabaseWatch = DatabaseWatch(),
        readers: Int = 4,
        patience: Span = .seconds(5),
        time: TimeSource = .system,
        stopwatch: TimeSource = .monotonic
    ) {
        self.onSlow = onSlow
        self.onUnknown = onUnknown
        self.onCheckpointFailed = onCheckpointFailed
        self.watch = watch
        self.readers = readers
        self.patience = patience
        self.time = time
        self.stopwatch = stopwatch
    }
}
