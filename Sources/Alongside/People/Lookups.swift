public import Kernel
public import Storage
import Synchronization

/// Finding a person by phone, e-mail or name: in memory, per group, built from the sealed records on first use and fed by commits. Nothing of it
/// is at rest, because a keyed hash of a telephone number is reversed in hours.
public final class Lookups: Sendable {
    private struct Index {
        var byPhone: [String: Set<ID<Person>>] = [:]
        var byEmail: [String: Set<ID<Person>>] = [:]
        var cards: [ID<Person>: (phone: String?, email: String?, folded: String)] = [:]

        mutating func put(_ id: ID<Person>, _ card: PersonCard) {
            remove(id)
            let email = card.email?.lowercased()
            cards[id] = (card.phone, email, Folding.fold(card.alias))
            if let phone = card.phone { byPhone[phone, default: []].insert(id) }
            if let email { byEmail[email, default: []].insert(id) }
        }

        mutating func remove(_ id: ID<Person>) {
            guard let old = cards.removeValue(forKey: id) else { return }
            if let phone = old.phone { byPhone[phone]?.remove(id) }
            if let email = old.email { byEmail[email]?.remove(id) }
        }
    }

    /// What is held of one group.
    private struct Held {
        var index: Index?
        /// The newest state of the group's people that is durable, as far as this process knows.
        var version = -1
        var usedAt = Instant(milliseconds: 0)
    }

    private let held = Mutex<[ID<Group>: Held]>([:])
    /// Words that no new ask should get.
    let codeWords = CodeWordsInUse()
    /// Finding an ask.
    let asks = AskLookups()
    /// What matching has opened of helpers.
    let matching = OpenedForMatching()

    public init() {}

    /// People of the group with exactly this E.164 number.
    public func people(phone: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try look(house, group, connection) { ($0.byPhone[phone] ?? []).sorted() }
    }

    public func people(email: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try look(house, group, connection) { ($0.byEmail[email.lowercased()] ?? []).sorted() }
    }

    /// People whose name contains these letters, in any script, without regard to case and accents.
    public func people(named part: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        let folded = Folding.fold(part)
        return try look(house, group, connection) { index in
            folded.isEmpty ? [] : index.cards.filter { $0.value.folded.contains(folded) }.map(\.key).sorted()
        }
    }

    /// Feeds a new or changed card once its transaction is durable.
    func note(_ id: ID<Person>, _ card: PersonCard, in group: ID<Group>, after transaction: any Transaction) throws {
        try raise(group, transaction)
        transaction.afterCommit { [self] in held.withLock { $0[group]?.index?.put(id, card) } }
    }

    /// Takes a forgotten person out.
    func forget(_ id: ID<Person>, in group: ID<Group>, after transaction: any Transaction) throws {
        try raise(group, transaction)
        transaction.afterCommit { [self] in
            held.withLock { $0[group]?.index?.remove(id) }
            matching.forget(id, in: group)
        }
    }

    /// Drops a group's index: at lock.
    public func drop(_ group: ID<Group>) {
        held.withLock { $0[group]?.index = nil }
        codeWords.drop(group)
        asks.drop(group)
        matching.drop(group)
    }

    /// Drops every index that nobody used since a moment.
    func dropIdle(since moment: Instant) {
        held.withLock { held in
            for group in held.keys where held[group]?.usedAt ?? moment < moment { held[group]?.index = nil }
        }
        codeWords.dropIdle(since: moment)
        matching.dropIdle(since: moment)
    }

    /// Builds what is not there yet in a read of its own, before a write that will look into it: opening every card of a large group would hold up
    /// everybody who writes. Without it the write builds it, and is right all the same.
    public func prepare(in house: House, group: ID<Group>) async throws {
        guard !holds(group) || !codeWords.holds(group) else { return }
        try await house.database.read { [self] connection in
            try look(house, group, connection) { _ in [] }
            _ = try codeWords.all(in: house, group: group, connection)
        }
    }

    /// Whether anything is held of a group: what the tests look at.
    func holds(_ group: ID<Group>) -> Bool { held.withLock { $0[group]?.index != nil } }

    // MARK: Building

    /// Answers from the index. One that has to be built is kept only when it is of the newest state: a snapshot may be older than what was fed since, and
    /// whoever came or went in between would be missing, or found, for as long as the program runs.
    @discardableResult
    private func look(_ house: House, _ group: ID<Group>, _ connection: any Connection, _ find: (Index) -> [ID<Person>]) throws -> [ID<Person>] {
        let now = house.now
        let found: [ID<Person>]? = held.withLock { held in
            held[group]?.usedAt = now
            return held[group]?.index.map(find)
        }
        if let found { return found }
        let version = try LookupStore.version(of: group, connection)
        var built = Index()
        try PersonStore.forEachCard(in: house, group: group, connection) { id, card in built.put(id, card) }
        let index = built
        let known = held.withLock { $0[group]?.version ?? -1 }
        if let transaction = connection as? any Transaction, known != version {
            // It may hold what this transaction itself has written and may yet undo.
            transaction.afterCommit { [self] in keep(index, of: version, at: now, group) }
        } else {
            keep(index, of: version, at: now, group)
        }
        return find(index)
    }

    private func keep(_ index: Index, of version: Int, at now: Instant, _ group: ID<Group>) {
        held.withLock { held in
            guard held[group]?.index == nil, version >= held[group]?.version ?? -1 else { return }
            held[group] = Held(index: index, version: version, usedAt: now)
        }
    }

    /// The group's people are another set from this transaction on.
    private func raise(_ group: ID<Group>, _ transaction: any Transaction) throws {
        let version = try LookupStore.raise(group, transaction)
        transaction.afterCommit { [self] in
            held.withLock { held in held[group, default: Held()].version = max(held[group]?.version ?? -1, version) }
        }
    }
}
