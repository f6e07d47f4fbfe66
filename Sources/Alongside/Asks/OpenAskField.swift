public import Kernel
public import Storage

/// Somebody at the desk opens the contact, the street or the door of an ask, or how to reach who asked for somebody else: one reveal row, which the
/// person helped can see.
public struct OpenAskField: Sendable {
    public let ask: ID<Ask>
    public let field: Reveal.Field

    public init(_ ask: ID<Ask>, _ field: Reveal.Field) {
        self.ask = ask
        self.field = field
    }

    /// Whoever may open such things, as a person: the row says who it was.
    ///
    /// - Returns: what stands there, to be shown once.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> String {
        try actor.must(.reveal)
        guard let person = actor.person else { throw Problem.forbidden() }
        let ask = try AskStore.existing(ask, in: group.id, transaction)
        guard ask.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let details = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).details
        if let problem = Self.problem(field, details) { throw problem }
        guard let text = Self.text(field, details) else { throw Problem.missing() }
        try Reveal.record(field, of: ask.id.subject, by: person, in: house, group: group.id, transaction)
        return text
    }

    /// What can be opened of an ask at the desk, in the order of the buttons.
    public static func fields(of details: AskDetails) -> [Reveal.Field] {
        [.contact, .proxy, .street, .door].filter { text($0, details) != nil }
    }

    /// The rule: who named a safe way to be reached is reached by no number.
    static func problem(_ field: Reveal.Field, _ details: AskDetails) -> Problem? {
        field == .phone && details.phone != nil && details.reachable.phone == nil ? .conflict("desk.open.problem.safe") : nil
    }

    private static func text(_ field: Reveal.Field, _ details: AskDetails) -> String? {
        switch field {
        case .phone: details.reachable.phone
        case .contact: details.reachable.first
        case .street: details.place
        case .door: details.doorDetail
        case .proxy: details.proxyContact
        case .name, .lookup, .repayment: nil
        }
    }
}
