import Kernel
import Storage
import Synchronization

/// What somebody or something is found by, of all rows of one kind in one group.
protocol HeldIndex: Sendable {
    associatedtype Noun
    associatedtype Entry: Sendable

    init()

    /// Takes a row in as it is now; nil takes it out.
    mutating func put(_ id: ID<Noun>, _ entry: Entry?)

    /// A row as it was put in; nil when it is not there.
    func entry(_ id: ID<Noun>) -> Entry?
}

/// Indexes in memory, one a group, built from the sealed records on first use and kept in step with the database by the count of `LookupStore`: a row carries the
/// count at which it was written last, so that whoever looks reads what is newer than the index, from whichever process it came, and no more.
///
/// An answer is thereby never older than the state of the database that its caller sees. What a transaction itself has written it may yet undo, and SQLite undoes all that share one
/// with each other; it is kept here once it is durable.
final class HeldIndexes<Index: HeldIndex>: Sendable {
    /// Calls `body` with every row that was written after a count, as it is now; nil for one that is forgotten.
    typealias Reader =
        @Sendable (
            _ house: House, _ group: ID<Group>, _ count: Int, _ connection: any Connection, _ body: (ID<Index.Noun>, Index.Entry?) throws -> Void
        ) throws -> Void

    private struct Held {
        var index = Index()
        /// Everything up to this count is in it. Before the first there is nothing.
        var count = -1
        var usedAt: Instant
    }

    private struct Inside {
        var held: [ID<Group>: Held] = [:]
        /// How often a group's index was dropped: what was read before that is not kept after it.
        var drops: [ID<Group>: Int] = [:]
        var dropsOfAll = 0
        /// The count at which rows of a group were deleted last. A row that is not there any more says nothing of itself, so that from then on all is read anew.
        var deletions: [ID<Group>: Int] = [:]

        func generation(_ group: ID<Group>) -> Int { dropsOfAll + (drops[group] ?? 0) }
    }

    private let inside = Mutex(Inside())
    private let read: Reader

    init(_ read: @escaping Reader) { self.read = read }

    func look<Found>(_ house: House, _ group: ID<Group>, _ connection: any Connection, _ find: (Index) -> Found) throws -> Found {
        let wanted = try LookupStore.committed(in: group, connection)
        if let found = answer(group, atLeast: wanted.count, at: house.now, find) { return found }
        let (since, generation) = inside.withLock { inside in
            let count = inside.held[group]?.count ?? -1
            let deletion = inside.deletions[group] ?? -1
            return (count < deletion && deletion <= wanted.count ? -1 : count, inside.generation(group))
        }
        var changed: [(ID<Index.Noun>, Index.Entry?)] = []
        try read(house, group, since, connection) { changed.append(($0, $1)) }
        // What a transaction has written over is not seen any more as it was committed: what it reads is its own.
        if !wanted.hasOwn {
            let (changed, now) = (changed, house.now)
            connection.whenDurable { [self] in keep(changed, from: since, to: wanted.count, group, generation, now) }
            if let found = answer(group, atLeast: wanted.count, at: now, find) { return found }
        }
        if since >= 0, let found = answer(group, with: changed, since: since, find) { return found }
        // It was never there, or was dropped meanwhile.
        if since >= 0 {
            changed = []
            try read(house, group, -1, connection) { changed.append(($0, $1)) }
        }
        var whole = Index()
        for (id, entry) in changed { whole.put(id, entry) }
        return find(whole)
    }

    /// Takes a row out at once that no later state will bring back.
    func remove(_ id: ID<Index.Noun>, in group: ID<Group>) { inside.withLock { $0.held[group]?.index.put(id, nil) } }

    func drop(_ group: ID<Group>) {
        inside.withLock { inside in
            inside.held[group] = nil
            inside.drops[group, default: 0] += 1
        }
    }

    /// Rows were deleted at a count: whoever sees that count reads all anew, also before it is durable.
    func delete(at count: Int, in group: ID<Group>) { inside.withLock { $0.deletions[group] = max($0.deletions[group] ?? 0, count) } }

    func dropAll() {
        inside.withLock { inside in
            inside.held = [:]
            inside.dropsOfAll += 1
        }
    }

    func dropIdle(since moment: Instant) { inside.withLock { inside in inside.held = inside.held.filter { $0.value.usedAt >= moment } } }

    /// Whether anything is held of a group: what the tests look at.
    func holds(_ group: ID<Group>) -> Bool { inside.withLock { $0.held[group] != nil } }

    private func answer<Found>(_ group: ID<Group>, atLeast count: Int, at now: Instant, _ find: (Index) -> Found) -> Found? {
        inside.withLock { inside in
            inside.held[group]?.usedAt = now
            guard let here = inside.held[group], here.count >= count else { return nil }
            return find(here.index)
        }
    }

    /// Answers from the index as it would be with what changed since a count, and leaves it as it is. No copy: it may be of some ten thousand rows, and a write waits.
    private func answer<Found>(
        _ group: ID<Group>, with changed: [(ID<Index.Noun>, Index.Entry?)], since: Int, _ find: (Index) -> Found
    ) -> Found? {
        inside.withLock { inside in
            guard var index = inside.held[group]?.index, inside.held[group]?.count ?? -1 >= since else { return nil }
            inside.held[group]?.index = Index()
            let before = changed.map { id, _ in (id, index.entry(id)) }
            for (id, entry) in changed { index.put(id, entry) }
            defer {
                for (id, entry) in before.reversed() { index.put(id, entry) }
                inside.held[group]?.index = index
            }
            return find(index)
        }
    }

    /// Brings the index from one count to another; what was read from the beginning takes its place. Where it was dropped meanwhile nothing is kept: somebody may be forgotten since.
    private func keep(
        _ changed: [(ID<Index.Noun>, Index.Entry?)], from: Int, to count: Int, _ group: ID<Group>, _ generation: Int, _ now: Instant
    ) {
        inside.withLock { inside in
            guard inside.generation(group) == generation, inside.held[group]?.count ?? -1 < count else { return }
            if from == -1 { inside.held[group] = Held(usedAt: now) }
            guard let present = inside.held[group]?.count, present >= from else { return }
            for (id, entry) in changed { inside.held[group]?.index.put(id, entry) }
            inside.held[group]?.count = count
        }
    }
}
