public import Kernel
import Storage
import Synchronization

/// What receipts look like, in memory only, so that a new one opens those that were handed in since the last and not all that live. A likeness and a
/// digest never change; what is forgotten leaves at once, and what cannot be opened any more is not compared even before that.
public final class ReceiptLikenesses: Sendable {
    /// What of a receipt's sealed part is compared. About 100 bytes.
    struct Seen: Sendable {
        var likeness: [UInt8]?
        var digest: [UInt8]?
    }

    private struct Store {
        var groups: [ID<Group>: [ID<Receipt>: Seen]] = [:]
        var usedAt: [ID<Group>: Instant] = [:]
        var opened = 0
    }

    private let store = Mutex(Store())

    init() {}

    /// How many receipts were opened since the start: what the tests hold to a bound.
    var opened: Int { store.withLock { $0.opened } }

    /// What is known of a group's receipts.
    func known(in group: ID<Group>) -> [ID<Receipt>: Seen] { store.withLock { $0.groups[group] ?? [:] } }

    /// Keeps what lives; `opened` of it had to be opened for that.
    func keep(_ living: [ID<Receipt>: Seen], opened: Int, in group: ID<Group>, at now: Instant) {
        store.withLock { store in
            store.usedAt[group] = now
            store.groups[group] = living
            store.opened += opened
        }
    }

    /// Takes a forgotten receipt out once its transaction is durable, here and in every other process.
    func forget(_ id: ID<Receipt>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in store.withLock { $0.groups[group]?[id] = nil } }
        transaction.announce(ChangeNotice(.forgotten, group))
    }

    /// Forgets a group's: at lock.
    public func drop(_ group: ID<Group>) { store.withLock { $0.groups[group] = nil } }

    /// Forgets those of every group: notices may have been missed.
    func dropAll() {
        store.withLock { store in
            store.groups = [:]
            store.usedAt = [:]
        }
    }

    /// Forgets those of every group that took no receipt since a moment.
    func dropIdle(since moment: Instant) {
        store.withLock { store in
            for (group, used) in store.usedAt where used < moment {
                store.groups[group] = nil
                store.usedAt[group] = nil
            }
        }
    }
}
