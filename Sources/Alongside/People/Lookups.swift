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

    private let indexes = Mutex<[ID<Group>: Index]>([:])
    /// Words that no new ask should get.
    let codeWords = CodeWordsInUse()
    /// Finding an ask.
    let asks = AskLookups()

    public init() {}

    /// People of the group with exactly this E.164 number.
    public func people(phone: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try build(house, group, connection)
        return indexes.withLock { ($0[group]?.byPhone[phone] ?? []).sorted() }
    }

    public func people(email: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try build(house, group, connection)
        return indexes.withLock { ($0[group]?.byEmail[email.lowercased()] ?? []).sorted() }
    }

    /// People whose name contains these letters, in any script, without regard to case and accents.
    public func people(named part: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try build(house, group, connection)
        let folded = Folding.fold(part)
        guard !folded.isEmpty else { return [] }
        return indexes.withLock { indexes in
            (indexes[group]?.cards ?? [:]).filter { $0.value.folded.contains(folded) }.map(\.key).sorted()
        }
    }

    /// Feeds a new or changed card once its transaction is durable.
    func note(_ id: ID<Person>, _ card: PersonCard, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in indexes.withLock { $0[group]?.put(id, card) } }
    }

    /// Takes a forgotten person out.
    func forget(_ id: ID<Person>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in indexes.withLock { $0[group]?.remove(id) } }
    }

    /// Drops a group's index: at lock, or when it was not used for a while.
    public func drop(_ group: ID<Group>) {
        indexes.withLock { $0[group] = nil }
        codeWords.drop(group)
        asks.drop(group)
    }

    private func build(_ house: House, _ group: ID<Group>, _ connection: any Connection) throws {
        if indexes.withLock({ $0[group] != nil }) { return }
        var index = Index()
        try PersonStore.forEachCard(in: house, group: group, connection) { id, card in index.put(id, card) }
        indexes.withLock { $0[group] = $0[group] ?? index }
    }
}
