import Kernel
public import Storage

/// The asker says what went wrong, past the person it is about.
public struct Complain: Sendable {
    public struct Input: Sendable {
        public var about: Complaint.About
        public var words: String

        public init(about: Complaint.About, words: String) {
            self.about = about
            self.words = words
        }
    }

    public let input: Input
    public let link: PrivateLink
    public let once: OnceKey?

    public init(_ input: Input, of link: PrivateLink, once: OnceKey? = nil) {
        self.input = input
        self.link = link
        self.once = once
    }

    /// The holder of the ask's own link may, at any time. Returns whether anybody is there to hear it, which the page says honestly.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Bool {
        let ask = try AskLink.ask(of: actor, link, in: group.id, transaction)
        let about = try Self.person(input.about, of: ask, in: house, group: group.id, transaction)
        let hearers = try ComplaintStore.hearers(in: group.id, transaction).filter { $0 != about }
        if let once {
            if try Once.result(of: once, in: group.id, transaction) != nil { return !hearers.isEmpty }
            try Once.remember("complaint", of: once, in: group.id, at: house.now, transaction)
        }
        let complaint = Complaint(
            id: house.newID(), ask: ask.id, about: about, takenBy: nil, state: .open, openedAt: house.now, closedAt: nil
        )
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let words = ComplaintWords(text: input.words, about: input.about)
        try ComplaintStore.insert(
            complaint, sealed: house.vault.seal(words, row: complaint.id.bytes, key: key, in: group.id), in: group.id, transaction
        )
        // Under the complaint's own ID: the history of the ask is read by the person it may be about.
        try History.record(.complained, "complaint", complaint.id.subject, by: actor, in: house, group: group.id, transaction)
        return !hearers.isEmpty
    }

    /// The person behind the asker's choice: the helper who came last, or the member who had most lately to do with the ask.
    static func person(_ about: Complaint.About, of ask: Ask, in house: House, group: ID<Group>, _ connection: any Connection) throws -> ID<Person>? {
        let matches = try MatchStore.of(ask: ask.id, in: group, connection)
        switch about {
        case .helper:
            return matches.last { $0.acceptedAt != nil }?.helper
        case .dispatcher:
            if let confirmed = matches.last(where: { $0.confirmedBy != nil })?.confirmedBy { return confirmed }
            return try History.of(ask.id.subject, key: nil, in: house, group: group, connection).last { $0.actor == "member" }?.person
        case .other:
            return nil
        }
    }
}
