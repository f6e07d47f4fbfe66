import Storage
import Synchronization

/// The mark that one program works on this database. It is a connection that holds a lock of the server's for as long as it lives: when the program dies, so
/// does the mark.
public final class PostgresOwner: Sendable {
    /// Somebody else holds the mark.
    public struct Taken: Error {}

    /// The number by which programs of ours know the lock; any would do.
    private static let lock: Int64 = 0x416C_6F6E_676F_776E

    private struct Box: @unchecked Sendable { var link: PostgresLink? }
    private let held: Mutex<Box>

    /// - Throws: `Taken`; `StorageFault.unavailable` when the server cannot be reached.
    public init(url: String) throws {
        do {
            let link = try PostgresLink(PostgresOptions(url: url))
            let answer = try link.run("SELECT pg_try_advisory_lock($1)", [.integer(Self.lock)])
            guard PostgresRow(result: answer, index: 0).integer(0) == 1 else { throw Taken() }
            held = Mutex(Box(link: link))
        } catch let failure as PostgresFailure {
            throw failure.fault
        }
    }

    /// Lets somebody else have it.
    public func release() { held.withLock { $0.link = nil } }
}
