import Kernel
import Synchronization

/// What matching has opened of helpers and their offers, in memory only, so that three thousand sealed cards are opened once and not at each look at
/// each ask. A record is known by the end of its sealed bytes, which no other sealing of it has: what was written since, by whichever node and
/// in whichever transaction, is opened anew. What is forgotten leaves with its row, and nothing is answered here that the row does not still hold.
final class OpenedForMatching: Sendable {
    /// Of a helper's card. About 60 bytes.
    struct Card: Sendable {
        let alias: String
        let point: Coordinate?
    }

    private struct Held {
        var cards: [ID<Person>: (mark: [UInt8], card: Card)] = [:]
        var kinds: [ID<Offer>: (mark: [UInt8], kinds: [ID<Category>])] = [:]
        var usedAt = Instant(milliseconds: 0)
        var opened = 0
    }

    private let held = Mutex<[ID<Group>: Held]>([:])

    init() {}

    /// The card as it was opened last, or as `open` opens it now.
    func card(_ id: ID<Person>, _ sealed: [UInt8], in group: ID<Group>, open: () throws -> Card) throws -> Card {
        let mark = Self.mark(sealed)
        if let known = held.withLock({ $0[group]?.cards[id] }), known.mark == mark { return known.card }
        let card = try open()
        held.withLock { held in
            held[group, default: Held()].cards[id] = (mark, card)
            held[group]?.opened += 1
        }
        return card
    }

    /// The further kinds of help of an offer, likewise.
    func kinds(_ id: ID<Offer>, _ sealed: [UInt8], in group: ID<Group>, open: () throws -> [ID<Category>]) throws -> [ID<Category>] {
        let mark = Self.mark(sealed)
        if let known = held.withLock({ $0[group]?.kinds[id] }), known.mark == mark { return known.kinds }
        let kinds = try open()
        held.withLock { held in
            held[group, default: Held()].kinds[id] = (mark, kinds)
            held[group]?.opened += 1
        }
        return kinds
    }

    /// Notes that a group's are looked at, and lets go of those that are not there any more.
    func keep(cards: Set<ID<Person>>, in group: ID<Group>, at now: Instant) {
        held.withLock { held in
            held[group]?.usedAt = now
            guard let known = held[group]?.cards, known.count > cards.count else { return }
            held[group]?.cards = known.filter { cards.contains($0.key) }
        }
    }

    func keep(offers: Set<ID<Offer>>, in group: ID<Group>) {
        held.withLock { held in
            guard let known = held[group]?.kinds, known.count > offers.count else { return }
            held[group]?.kinds = known.filter { offers.contains($0.key) }
        }
    }

    /// Takes a forgotten person out.
    func forget(_ id: ID<Person>, in group: ID<Group>) { held.withLock { _ = $0[group]?.cards.removeValue(forKey: id) } }

    func drop(_ group: ID<Group>) { held.withLock { $0[group] = nil } }

    func dropAll() { held.withLock { $0 = [:] } }

    func dropIdle(since moment: Instant) { held.withLock { held in held = held.filter { $0.value.usedAt >= moment } } }

    /// How many records were opened for a group since it was last dropped: what the tests hold to a bound.
    func opened(in group: ID<Group>) -> Int { held.withLock { $0[group]?.opened ?? 0 } }

    /// The tag of AES-GCM, which stands at the end.
    private static func mark(_ sealed: [UInt8]) -> [UInt8] { Array(sealed.suffix(16)) }
}
