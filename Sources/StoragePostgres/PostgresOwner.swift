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

    /// - Parameter direct: an address that leads past a pooler, where there is one.
    /// - Throws: `Taken`; `PostgresRefusal` behind a pooler, which would give the lock to somebody else; `StorageFault.unavailable` when the server cannot be
    ///   reached.
    public init(url: String, direct: String? = nil) throws {
        do {
            let options = PostgresOptions(url: direct ?? url)
            guard options.address.keepsSession else { throw direct == nil ? PostgresRefusal.noDirectAddress : .pooledDirectAddress }
            let link = try PostgresLink(options)
            if try PostgresPooler.isBehind(link) { throw direct == nil ? PostgresRefusal.pooler : .pooledDirectAddress }
            // A program that has just died is gone for the server only a moment later.
            try link.steer("SET lock_timeout = '3s'")
            _ = try link.run("SELECT pg_advisory_lock($1)", [.integer(Self.lock)])
            held = Mutex(Box(link: link))
        } catch let failure as PostgresFailure {
            if failure.state == "55P03" { throw Taken() }
            throw failure.fault
        }
    }

    /// Lets somebody else have it.
    public func release() {
        held.withLock { box in
            // Where the server is away, the lock is gone with the connection.
            _ = try? box.link?.run("SELECT pg_advisory_unlock($1)", [.integer(Self.lock)])
            box.link = nil
        }
    }
}
