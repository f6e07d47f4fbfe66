public import Kernel
import Storage
import Synchronization

/// What the pictures of receipts look like, in memory only, so that a new one opens those that were handed in since the last and not all that live. A
/// likeness and a digest never change; what is forgotten leaves at once, and what is found alike is looked up before anybody is told of it.
public final class ReceiptLikenesses: Sendable {
    /// What of a receipt's sealed part is compared. About 100 bytes.
    struct Seen: Sendable {
        var likeness: [UInt8]?
        var digest: [UInt8]?
    }

    private struct Known {
        var seen: [ID<Receipt>: Seen] = [:]
        /// When the newest of them was handed in.
        var newest: Instant?
        var usedAt = Instant(milliseconds: 0)
    }

    private struct Store {
        var groups: [ID<Group>: Known] = [:]
        var opened = 0
    }

    private let store = Mutex(Store())

    init() {}

    /// How many receipts were opened since the start: what the tests hold to a bound.
    var opened: Int { store.withLock { $0.opened } }

    /// What is known of a group's receipts.
    func known(in group: ID<Group>) -> [ID<Receipt>: Seen] { store.withLock { $0.groups[group]?.seen ?? [:] } }

    /// When the newest that is known was handed in; nil while none is.
    func newest(in group: ID<Group>) -> Instant? { store.withLock { $0.groups[group]?.newest } }

    /// Those among the known that look like this one: O(n) over them, some nanoseconds each.
    func alike(_ compared: ReceiptLikeness.Compared, in group: ID<Group>) -> [ID<Receipt>] {
        let own = ReceiptLikeness.Compared(match: nil, minorUnits: 0, sealed: compared.sealed)
        return store.withLock { store in
            (store.groups[group]?.seen ?? [:]).filter { _, seen in
                let sealed = ReceiptSealed(likeness: seen.likeness, digest: seen.digest)
                return ReceiptLikeness.alike(own, .init(match: nil, minorUnits: 0, sealed: sealed))
            }.map(\.key)
        }
    }

    /// Adds what had to be opened of those handed in after the newest that was known (nil for all). False where that has left memory meanwhile: the part alone
    /// would look like the whole.
    func add(_ seen: [ID<Receipt>: Seen], after known: Instant?, newest: Instant?, in group: ID<Group>, at now: Instant) -> Bool {
        store.withLock { store in
            store.opened += seen.count
            if known != nil, store.groups[group]?.newest == nil { return false }
            var held = store.groups[group] ?? Known()
            held.usedAt = now
            held.newest = [held.newest, newest].compactMap { $0 }.max()
            held.seen.merge(seen) { _, new in new }
            store.groups[group] = held
            return true
        }
    }

    /// Takes out what is not compared any more.
    func remove(_ ids: [ID<Receipt>], in group: ID<Group>) {
        store.withLock { store in for id in ids { store.groups[group]?.seen[id] = nil } }
    }

    /// Takes a forgotten receipt out once its transaction is durable, here and in every other process.
    func forget(_ id: ID<Receipt>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in remove([id], in: group) }
        transaction.announce(ChangeNotice(.forgotten, group))
    }

    /// Forgets a group's: at lock.
    public func drop(_ group: ID<Group>) { store.withLock { $0.groups[group] = nil } }

    /// Forgets those of every group: notices may have been missed.
    func dropAll() { store.withLock { $0.groups = [:] } }

    /// Forgets those of every group that took no receipt since a moment.
    func dropIdle(since moment: Instant) { store.withLock { store in store.groups = store.groups.filter { $0.value.usedAt >= moment } } }
}
