public import Kernel
public import Storage
import Synchronization

/// Reads from a streaming replica as long as it is no further behind its primary than a bound, and from the primary otherwise. What is written goes to the
/// primary.
public final class PostgresReplica: Storage.Database {
    private let replica: PostgresDatabase
    private let primary: any Database
    private let stopwatch: TimeSource
    private let standing: Mutex<ReplicaStanding>

    /// - Parameters:
    ///   - options: those of the replica, which need not be there yet.
    ///   - bound: how far a read may be behind what was committed when it began.
    public init(options: PostgresOptions, of primary: any Database, bound: Span = .seconds(10)) {
        replica = PostgresDatabase(replica: options)
        self.primary = primary
        stopwatch = options.stopwatch
        standing = Mutex(ReplicaStanding(bound: bound))
    }

    public var engine: Engine { .postgres }
    /// Those of the primary: a replica tells of nothing.
    public var notices: Notices { primary.notices }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Storage.Connection) throws -> Result) async throws -> Result {
        await ask()
        if standing.withLock({ $0.isFresh(at: stopwatch.now) }) {
            do {
                return try await replica.read(body)
            } catch StorageFault.unavailable {
                standing.withLock { $0.lose() }
            }
        }
        return try await primary.read(body)
    }

    @discardableResult
    public func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        try await primary.write(body)
    }

    public func close() { replica.close() }

    /// Looks how far behind it is, when it is time to. Whoever comes meanwhile goes by what is known.
    private func ask() async {
        let now = stopwatch.now
        guard standing.withLock({ $0.begins(at: now) }) else { return }
        defer { standing.withLock { $0.ends() } }
        // While the primary cannot be asked, what was known holds until the bound is over.
        guard let reached = try? await primary.read({ try $0.number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint") }) else { return }
        let replayed = try? await replica.read {
            try $0.number(
                """
                SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint
                WHERE pg_is_in_recovery() AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver)
                """)
        }
        standing.withLock { standing in
            standing.note(reached, at: now)
            standing.replayed(replayed ?? nil)
        }
    }
}
