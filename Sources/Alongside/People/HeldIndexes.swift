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

    private let held = Mutex<[ID<Group>: Held]>([:])
    private let read: Reader

    init(_ read: @escaping Reader) { self.read = read }

    func look<Found>(_ house: House, _ group: ID<Group>, _ connection: any Connection, _ find: (Index) -> Found) throws -> Found {
        let wanted = try LookupStore.committed(in: group, connection)
        if let found = answer(group, atLeast: wanted.count, at: house.now, find) { return found }
        let since = held.withLock { $0[group]?.count } ?? -1
        var changed: [(ID<Index.Noun>, Index.Entry?)] = []
        try read(house, group, since, connection) { changed.append(($0, $1)) }
        // What a transaction has written over is not seen any more as it was committed: what it reads is its own.
        if !wanted.hasOwn {
            let (changed, now) = (changed, house.now)
            connection.whenDurable { [self] in keep(changed, from: since, to: wanted.count, group, now) }
            if let found = answer(group, atLeast: wanted.count, at: now, find) { return found }
        }
        if let found = answer(group, with: changed, since: since, find) { return found }
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
    func remove(_ id: ID<Index.Noun>, in group: ID<Group>) { held.withLock { $0[group]?.index.put(id, nil) } }

    func drop(_ group: ID<Group>) { held.withLock { $0[group] = nil } }

    func dropAll() { held.withLock { $0 = [:] } }

    func dropIdle(since moment: Instant) { held.withLock { held in held = held.filter { $0.value.usedAt >= moment } } }

    /// Whether anything is held of a group: what the tests look at.
    func holds(_ group: ID<Group>) -> Bool { held.withLock { $0[group] != nil } }

    private func answer<Found>(_ group: ID<Group>, atLeast count: Int, at now: Instant, _ find: (Index) -> Found) -> Found? {
        held.withLock { held in
            held[group]?.usedAt = now
            guard let here = held[group], here.count >= count else { return nil }
            return find(here.index)
        }
    }

    /// Answers from the index as it would be with what changed since a count, and leaves it as it is. No copy: it may be of some ten thousand rows, and a write waits.
    private func answer<Found>(
        _ group: ID<Group>, with changed: [(ID<Index.Noun>, Index.Entry?)], since: Int, _ find: (Index) -> Found
    ) -> Found? {
        held.withLock { held in
            guard var index = held[group]?.index, held[group]?.count ?? -1 >= since else { return nil }
            held[group]?.index = Index()
            let before = changed.map { id, _ in (id, index.entry(id)) }
            for (id, entry) in changed { index.put(id, entry) }
            defer {
                for (id, entry) in before.reversed() { index.put(id, entry) }
                held[group]?.index = index
            }
            return find(index)
        }
    }

    /// Brings the index from one count to another. Where it was dropped meanwhile, only what was read from the beginning is a whole.
    private func keep(_ changed: [(ID<Index.Noun>, Index.Entry?)], from: Int, to count: Int, _ group: ID<Group>, _ now: Instant) {
        held.withLock { held in
            if held[group] == nil, from == -1 { held[group] = Held(usedAt: now) }
            guard let present = held[group]?.count, present >= from, present < count else { return }
            for (id, entry) in changed { held[group]?.index.put(id, entry) }
            held[group]?.count = count
        }
    }
}
