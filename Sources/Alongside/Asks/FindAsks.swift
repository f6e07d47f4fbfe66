import Kernel
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

    /// Whoever may see the board. Whose number it is is known to whoever finds an ask by it: that leaves a reveal row, which the person can see.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Answer {
        try actor.must(.readBoard)
        guard let person = actor.person else { throw Problem.forbidden() }
        let typed = try TextLimit.required(typed, field: "find", limit: TextLimit.contact)
        let phone = try? PhoneNumber(typed: typed, country: group.callingCountry)
        let ways = try house.lookups.asks.find(typed, phone: phone?.text, in: house, group: group.id, transaction)
        let asks = try ways.keys.compactMap { try AskStore.with(id: $0, in: group.id, transaction) }.filter { $0.forgottenAt == nil }
        let first = asks.sorted { one, other in
            let (isWord, isOtherWord) = (ways[one.id] == .codeWord, ways[other.id] == .codeWord)
            return isWord == isOtherWord ? one.createdAt > other.createdAt : isWord
        }.prefix(Self.most)
        for ask in first where ways[ask.id] == .contact {
            try Reveal.record(.lookup, of: ask.id.subject, by: person, in: house, group: group.id, transaction)
        }
        let found = try first.map { ask in
            let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
            return Found(ask: ask, face: try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).face)
        }
        return Answer(found: found, count: asks.count)
    }
}
