public import Kernel
public import Storage

/// Somebody rings and has lost their link: their ask is found by its code word in either script, by their name, or by the number or address they left.
/// The search is in memory and within the group; what is found shows alias and code word, as every list does.
public struct FindAsks: Sendable {
    /// How many are shown.
    public static let most = 20

    public struct Found: Sendable {
        public let ask: Ask
        public let face: AskFace
    }

    public struct Answer: Sendable {
        /// Newest first, those that have the very code word before the others; at most `most`.
        public let found: [Found]
        /// How many fit in all.
        public let count: Int
    }

    public let typed: String

    public init(_ typed: String) { self.typed = typed }

    /// Reads what is searched where it is not in memory yet. Without it the search does, in its write, and is right all the same.
    public static func prepare(in house: House, group: ID<Group>) async throws { try await house.lookups.asks.prepare(in: house, group: group) }

    /// Whoever may see the board. Whose number it is is known to whoever finds an ask by it: that leaves a reveal row, which the person can see.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Answer {
        try actor.must(.readBoard)
        guard let person = actor.person else { throw Problem.forbidden() }
        let typed = try TextLimit.required(typed, field: "find", limit: TextLimit.contact)
        let phone = try? PhoneNumber(typed: typed, country: group.callingCountry)
        let ways = try house.lookups.asks.find(typed, phone: phone?.text, in: house, group: group.id, transaction)
        let first = try Self.first(of: ways) { try AskStore.with(id: $0, in: group.id, transaction) }
        for ask in first where ways[ask.id] == .contact {
            try Reveal.record(.lookup, of: ask.id.subject, by: person, in: house, group: group.id, transaction)
        }
        let found = try first.map { ask in
            let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
            return Found(ask: ask, face: try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).face)
        }
        return Answer(found: found, count: max(found.count, ways.count))
    }

    /// Those that are shown, out of as many as there are: two letters of a name may fit thousands. IDs ascend with time.
    private static func first(of ways: [ID<Ask>: AskLookups.Way], load: (ID<Ask>) throws -> Ask?) rethrows -> [Ask] {
        func precedes(_ one: ID<Ask>, _ other: ID<Ask>) -> Bool {
            let (isWord, isOtherWord) = (ways[one] == .codeWord, ways[other] == .codeWord)
            return isWord == isOtherWord ? one > other : isWord
        }
        var best: [ID<Ask>] = []
        for id in ways.keys where best.count < 2 * most || precedes(id, best[best.count - 1]) {
            best.insert(id, at: best.firstIndex { precedes(id, $0) } ?? best.count)
            if best.count > 2 * most { best.removeLast() }
        }
        // On another node one may have been forgotten since.
        let asks = try best.compactMap(load).filter { $0.forgottenAt == nil }.sorted { one, other in
            let (isWord, isOtherWord) = (ways[one.id] == .codeWord, ways[other.id] == .codeWord)
            return isWord == isOtherWord ? one.createdAt > other.createdAt : isWord
        }
        return Array(asks.prefix(most))
    }
}
