public import Kernel
public import Sealing
public import Storage

/// One helper asked to help with one ask, and what came of it (FIELD: match, claim).
public struct Match: Sendable {
    public let id: ID<Match>
    public let ask: ID<Ask>
    public let helper: ID<Person>
    /// Who goes along, for a helper at the trust step "paired"; chosen when the helper is asked.
    public var companion: ID<Person>?
    /// Its place in the order that the dispatcher confirmed: 1, 2, 3.
    public var position: Int
    /// Which time of the ask it belongs to (`Ask.occasion`).
    public let occasion: Int
    /// A dispatcher asks even if that is more than this helper wanted this week (requirement 4.20).
    public let overLimit: Bool
    public var state: MatchState
    public var confirmedBy: ID<Person>?
    public var proposedAt: Instant
    /// When the helper was told: the message was marked sent, or the link opened. The hold runs from here.
    public var toldAt: Instant?
    public var holdUntil: Instant?
    public var acceptedAt: Instant?
    /// When the helper comes; opens the street 30 minutes before.
    public var windowFrom: Instant?
    public var windowTo: Instant?
    public var arrivedAt: Instant?
    public var endedAt: Instant?
    public var failure: Failure?
    /// What the running list comes to so far.
    public var spentMinor: Int64?

    /// Why a delivery did not come about.
    public enum Failure: String, Sendable, CaseIterable, Storable {
        case nobodyHome = "nobody_home"
        case placeNotFound = "place_not_found"
        case notWanted = "not_wanted"
        case notSafe = "not_safe"
        case shopHadNone = "shop_had_none"
        case cannotGoOn = "cannot_go_on"
        case wrongOrDamaged = "wrong_or_damaged"
    }

    /// What happens after a failure.
    public enum NextStep: String, Sendable, CaseIterable, Storable { case retry, neighbour, depot, `return`, close, dispatcher }

    public init(
        id: ID<Match>, ask: ID<Ask>, helper: ID<Person>, companion: ID<Person>? = nil, position: Int,
        occasion: Int = 1, overLimit: Bool = false, state: MatchState, confirmedBy: ID<Person>? = nil, proposedAt: Instant,
        toldAt: Instant? = nil, holdUntil: Instant? = nil, acceptedAt: Instant? = nil, windowFrom: Instant? = nil, windowTo: Instant? = nil,
        arrivedAt: Instant? = nil, endedAt: Instant? = nil, failure: Failure? = nil, spentMinor: Int64? = nil
    ) {
        self.id = id
        self.ask = ask
        self.helper = helper
        self.companion = companion
        self.position = position
        self.occasion = occasion
        self.overLimit = overLimit
        self.state = state
        self.confirmedBy = confirmedBy
        self.proposedAt = proposedAt
        self.toldAt = toldAt
        self.holdUntil = holdUntil
        self.acceptedAt = acceptedAt
        self.windowFrom = windowFrom
        self.windowTo = windowTo
        self.arrivedAt = arrivedAt
        self.endedAt = endedAt
        self.failure = failure
        self.spentMinor = spentMinor
    }
}

extension Match {
    /// Whether what the helper paid can be handed in: whoever promised and bought something is repaid, however it went.
    public var mayBeRepaid: Bool {
        switch state {
        case .accepted, .shopping, .atDoor, .done, .handedBack, .failed: true
        case .cancelled: acceptedAt != nil
        case .planned, .proposed, .declined, .lapsed: false
        }
    }
}

/// Where a match stands.
public enum MatchState: String, Sendable, CaseIterable, Storable {
    /// Next in the order, not asked yet.
    case planned
    /// Asked, or about to be told.
    case proposed
    case accepted, shopping
    case atDoor = "at_door"
    case done, declined
    /// The hold ran out.
    case lapsed
    case handedBack = "handed_back"
    case failed
    /// Taken back by a dispatcher, or the ask went away.
    case cancelled

    public enum Change: String, Sendable, CaseIterable { case propose, accept, decline, lapse, handBack, shop, arrive, retry, deliver, fail, cancel }

    /// The one table of which change is allowed when; nil where it is not. A lapsed helper may still say yes while nobody else has.
    public func after(_ change: Change) -> MatchState? {
        switch (self, change) {
        case (.planned, .propose): .proposed
        case (.proposed, .accept), (.lapsed, .accept): .accepted
        case (.proposed, .decline), (.planned, .decline): .declined
        case (.proposed, .lapse): .lapsed
        case (.accepted, .handBack), (.shopping, .handBack), (.atDoor, .handBack): .handedBack
        case (.accepted, .shop), (.shopping, .shop): .shopping
        case (.accepted, .arrive), (.shopping, .arrive), (.atDoor, .arrive): .atDoor
        case (.accepted, .retry), (.shopping, .retry), (.atDoor, .retry): .accepted
        case (.accepted, .deliver), (.shopping, .deliver), (.atDoor, .deliver): .done
        case (.accepted, .fail), (.shopping, .fail), (.atDoor, .fail): .failed
        case (.planned, .cancel), (.proposed, .cancel), (.lapsed, .cancel), (.accepted, .cancel), (.shopping, .cancel), (.atDoor, .cancel): .cancelled
        default: nil
        }
    }

    /// Whether the helper has promised and is not done: the task stands in "My promises".
    public var isPromise: Bool { self == .accepted || self == .shopping || self == .atDoor }

    /// Whether somebody who promised was expected until a time that has passed, and is not at the door: a neighbour may still be waiting.
    public func isUnheard(until: Instant?, at now: Instant) -> Bool {
        guard self == .accepted || self == .shopping, let until else { return false }
        return until < now
    }
}

/// What is sealed of a match, under the ask's key: what was bought so far.
public struct MatchNotes: SealedRecord {
    public static let field = "match.notes"

    public struct Bought: Sendable, Hashable {
        /// The number of the line in the ask's list, which it keeps when the list changes; nil for something added.
        public var line: Int?
        public var text: String
        public var got: Got
        public var priceMinor: Int64?

        public init(line: Int?, text: String, got: Got, priceMinor: Int64? = nil) {
            self.line = line
            self.text = text
            self.got = got
            self.priceMinor = priceMinor
        }
    }

    public enum Got: String, Sendable, CaseIterable { case notYet = "not_yet", yes, instead, none }

    public var bought: [Bought]

    public init(bought: [Bought] = []) { self.bought = bought }

    public init(_ reader: FieldReader) throws {
        bought = reader.list(1).map { item in
            Bought(
                line: item.integer(1).map(Int.init), text: item.text(2) ?? "", got: item.text(3).flatMap(Got.init) ?? .notYet,
                priceMinor: item.integer(4)
            )
        }
    }

    public func write(_ writer: inout FieldWriter) {
        writer.list(
            1,
            bought.map { bought in
                var item = FieldWriter()
                item.integer(1, bought.line.map(Int64.init))
                item.text(2, bought.text)
                item.text(3, bought.got.rawValue)
                item.integer(4, bought.priceMinor)
                return item
            }
        )
    }
}
