public import Kernel
public import Storage
import Words

/// A person has read an ask and says how soon, where, who pays, and whether the group does such things at all. Also how that is put right later.
public struct TriageAsk: Sendable {
    public struct Input: Sendable {
        public var urgency: Ask.Urgency
        /// Nil leaves it unplaced.
        public var zone: ID<Zone>?
        /// Nil leaves it as the asker said.
        public var costPath: Ask.CostPath?
        /// Nil for the group's own cap.
        public var cap: Money?
        /// False closes it kindly: the asker is told that the group cannot do this.
        public var fits: Bool
        /// Who might help instead, for the asker to read; only with what does not fit.
        public var whoMight: String?

        public init(
            urgency: Ask.Urgency, zone: ID<Zone>?, costPath: Ask.CostPath?, cap: Money? = nil, fits: Bool = true, whoMight: String? = nil
        ) {
            self.urgency = urgency
            self.zone = zone
            self.costPath = costPath
            self.cap = cap
            self.fits = fits
            self.whoMight = whoMight
        }
    }

    /// No cap is larger, in minor units: a slipped finger.
    public static let largestCap: Int64 = 1_000_000

    public let ask: ID<Ask>
    public let input: Input

    public init(_ ask: ID<Ask>, _ input: Input) {
        self.ask = ask
        self.input = input
    }

    /// Whoever may triage. Gives the undo.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.triage)
        var ask = try AskStore.existing(ask, in: group.id, transaction)
        if let problem = try Self.problem(with: input.zone, of: ask, in: group.id, transaction) { throw problem }
        if let cap = input.cap, cap.minorUnits > Self.largestCap || cap.currency != group.currency {
            throw Problem.invalid("cap", "desk.triage.problem.cap")
        }
        let whoMight = try input.whoMight.flatMap { try TextLimit.read($0, field: "who", limit: TextLimit.note) }
        // Somebody who wrote it meant to say no: nothing that was typed is dropped in passing.
        if input.fits, whoMight != nil { throw Problem.invalid("who", "desk.triage.problem.who") }
        let before = DeskUndo.before(ask)
        try AskStore.apply(.triage, to: &ask, at: house.now)
        ask.urgency = input.urgency
        ask.zone = input.zone
        ask.costPath = input.costPath ?? ask.costPath
        ask.capMinor = input.cap?.minorUnits
        ask.triagedAt = ask.triagedAt ?? house.now
        ask.lastContactAt = house.now
        var undo = before
        if !input.fits {
            let message = try Compose.toAsker(
                .cannotDo, ask, variant: whoMight == nil ? nil : "who", in: house, group: group, transaction
            ) { _ in ["who": .text(whoMight ?? "")] }
            if let message { undo["message"] = message.text }
            try DeskUndo.close(&ask, .outOfScope, in: house, group: group, transaction)
        }
        try AskStore.update(ask, in: group.id, transaction)
        // Sealed with the ask, for whoever rings: in safe mode the message says nothing of it.
        let detail = try whoMight.map { (text: $0, key: try house.vault.key(of: ask.id.subject, in: group.id, transaction)) }
        try History.record(.triaged, "ask", ask.id.subject, by: actor, in: house, group: group.id, detail: detail, transaction)
        return try Undo.remember(
            .triaged, ask.id.subject, before: DeskUndo.note(undo, after: ask), by: actor, in: house, group: group.id, transaction
        )
    }

    /// The rule: nothing is put into a zone that was removed. What lay there may stay.
    private static func problem(with zone: ID<Zone>?, of ask: Ask, in group: ID<Group>, _ connection: any Connection) throws -> Problem? {
        guard let zone, zone != ask.zone else { return nil }
        guard try ZoneStore.with(id: zone, in: group, connection) != nil else { return .invalid("zone", "problem.choice") }
        let stands = try ZoneStore.all(in: group, connection).contains { $0.id == zone }
        return stands ? nil : .invalid("zone", "desk.triage.problem.zone")
    }
}
