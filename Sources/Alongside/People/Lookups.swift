public import Kernel
public import Storage

/// Finding a person by phone, e-mail or name: in memory, per group, built from the sealed records on first use and kept in step with the database. Nothing of it
/// is at rest, because a keyed hash of a telephone number is reversed in hours.
public final class Lookups: Sendable {
    private struct Keys: Sendable {
        let phone: String?
        let email: String?
        let folded: String

        init(_ card: PersonCard) {
            phone = card.phone
            email = card.email?.lowercased()
            folded = Folding.fold(card.alias)
        }
    }

    private struct Index: HeldIndex {
        typealias Noun = Person
        var byPhone: [String: Set<ID<Person>>] = [:]
        var byEmail: [String: Set<ID<Person>>] = [:]
        var cards: [ID<Person>: Keys] = [:]

        mutating func put(_ id: ID<Person>, _ keys: Keys?) {
            remove(id)
            guard let keys else { return }
            cards[id] = keys
            if let phone = keys.phone { byPhone[phone, default: []].insert(id) }
            if let email = keys.email { byEmail[email, default: []].insert(id) }
        }

        func entry(_ id: ID<Person>) -> Keys? { cards[id] }

        private mutating func remove(_ id: ID<Person>) {
            guard let old = cards.removeValue(forKey: id) else { return }
            if let phone = old.phone { byPhone[phone]?.remove(id) }
            if let email = old.email { byEmail[email]?.remove(id) }
        }
    }

    private let indexes = HeldIndexes<Index> { house, group, count, connection, body in
        try PersonStore.forEachCard(after: count, in: house, group: group, connection) { try body($0, $1.map(Keys.init)) }
    }
    /// Words that no new ask should get.
    let codeWords = CodeWordsInUse()
    /// Finding an ask.
    let asks = AskLookups()
    /// What matching has opened of helpers.
    let matching = OpenedForMatching()

    public init() {}

    /// People of the group with exactly this E.164 number.
    public func people(phone: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try indexes.look(house, group, connection) { ($0.byPhone[phone] ?? []).sorted() }
    }

    public func people(email: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try indexes.look(house, group, connection) { ($0.byEmail[email.lowercased()] ?? []).sorted() }
    }

    /// People whose name contains these letters, in any script, without regard to case and accents.
    public func people(named part: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        let folded = Folding.fold(part)
        return try indexes.look(house, group, connection) { index in
            folded.isEmpty ? [] : index.cards.filter { $0.value.folded.contains(folded) }.map(\.key).sorted()
        }
    }

    /// The same people in the order of their names, in any script, without regard to case and accents; whoever has no name any more comes last.
    public func inNameOrder(_ people: [ID<Person>], in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        // Sorting is left until the index is free for others again.
        let named = try indexes.look(house, group, connection) { index in people.map { (id: $0, name: index.cards[$0]?.folded) } }
        return named.sorted { ($0.name == nil ? 1 : 0, $0.name ?? "", $0.id) < ($1.name == nil ? 1 : 0, $1.name ?? "", $1.id) }.map(\.id)
    }

    /// Takes a forgotten person out once that is durable, here and in every other process.
    func forget(_ id: ID<Person>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in
            indexes.remove(id, in: group)
            matching.forget(id, in: group)
        }
        transaction.announce(ChangeNotice(.forgotten, group))
    }

    /// Rows of people were deleted at a count: nothing of them is found by whoever sees it, nor stays in memory when it is durable.
    func delete(at count: Int, in group: ID<Group>, after transaction: any Transaction) {
        indexes.delete(at: count, in: group)
        transaction.afterCommit { [self] in
            indexes.drop(group)
            matching.drop(group)
        }
        transaction.announce(ChangeNotice(.forgotten, group))
    }

    /// Drops what is held of a group: at lock, and when something of it was forgotten elsewhere.
    public func drop(_ group: ID<Group>) {
        indexes.drop(group)
        codeWords.drop(group)
        asks.drop(group)
        matching.drop(group)
    }

    /// Drops all of it: notices may have been missed.
    func dropAll() {
        indexes.dropAll()
        codeWords.dropAll()
        asks.dropAll()
        matching.dropAll()
    }

    /// Drops what nobody used since a moment.
    func dropIdle(since moment: Instant) {
        indexes.dropIdle(since: moment)
        asks.dropIdle(since: moment)
        codeWords.dropIdle(since: moment)
        matching.dropIdle(since: moment)
    }

    /// Reads what is not in memory yet in a read of its own, before a write that will look into it: opening every card of a large group, or of an import
    /// on another node, would hold up everybody who writes. Without it the write reads it, and is right all the same.
    public func prepare(in house: House, group: ID<Group>) async throws {
        try await house.database.read { [self] connection in
            try indexes.look(house, group, connection) { _ in }
            _ = try codeWords.all(in: house, group: group, connection)
        }
    }

    /// Whether anything is held of a group: what the tests look at.
    func holds(_ group: ID<Group>) -> Bool { indexes.holds(group) }
}
