public import Kernel
public import Storage

/// The second page, which nobody has to fill in: what makes it easier for whoever helps.
public struct SetAskDetails: Sendable {
    public struct Input: Sendable {
        public var costPath: Ask.CostPath
        public var lines: [AskDetails.Line]
        public var substitutions: AskDetails.Substitutions?
        public var diet: String?
        public var store: String?
        public var access: [AskDetails.AccessNeed]
        public var accessWords: String?
        /// The last day at home, at the group's place (requirement 0.4).
        public var isolatingUntil: Day?
        /// Who asks on behalf of somebody, and how that person themself may safely be reached.
        public var proxyName: String?
        public var proxyContact: String?
        public var safeContact: String?
        /// Whether the helper may have the phone number.
        public var phoneAllowed: Bool
        public var safeMode: Bool
        public var callTimes: String?
        public var doorDetail: String?
        public var notes: String?

        public init(
            costPath: Ask.CostPath = .unsure, lines: [AskDetails.Line] = [], substitutions: AskDetails.Substitutions? = nil, diet: String? = nil,
            store: String? = nil, access: [AskDetails.AccessNeed] = [], accessWords: String? = nil, isolatingUntil: Day? = nil,
            proxyName: String? = nil, proxyContact: String? = nil, safeContact: String? = nil, phoneAllowed: Bool = false, safeMode: Bool = false,
            callTimes: String? = nil, doorDetail: String? = nil, notes: String? = nil
        ) {
            self.costPath = costPath
            self.lines = lines
            self.substitutions = substitutions
            self.diet = diet
            self.store = store
            self.access = access
            self.accessWords = accessWords
            self.isolatingUntil = isolatingUntil
            self.proxyName = proxyName
            self.proxyContact = proxyContact
            self.safeContact = safeContact
            self.phoneAllowed = phoneAllowed
            self.safeMode = safeMode
            self.callTimes = callTimes
            self.doorDetail = doorDetail
            self.notes = notes
        }
    }

    public let input: Input
    public let ask: ID<Ask>

    public init(_ input: Input, of ask: ID<Ask>) {
        self.input = input
        self.ask = ask
    }

    /// The holder of the ask's own link may, and whoever triages; until it is done.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor, link: PrivateLink? = nil) throws {
        var found = try AskLink.changeable(ask, by: actor, link, in: group.id, transaction)
        let key = try house.vault.key(of: found.id.subject, in: group.id, transaction)
        var (face, details) = try AskStore.sealed(of: found.id, key: key, in: house, group: group.id, transaction)

        let homeUntil = details.isolatingUntil
        found.costPath = input.costPath
        details.isolatingUntil = input.isolatingUntil.map { CalendarDay.end(of: $0, zone: group.timeZone) }
        found.phoneAllowed = input.phoneAllowed && (details.phone != nil)
        found.safeMode = input.safeMode
        details.replaceLines(input.lines)
        details.substitutions = input.substitutions
        details.diet = input.diet
        details.store = input.store
        details.access = input.access
        details.accessWords = input.accessWords
        details.proxyName = input.proxyName
        details.proxyContact = input.proxyContact
        details.safeContact = input.safeContact
        details.callTimes = input.callTimes
        details.doorDetail = input.doorDetail
        details.notes = input.notes
        // The name on the board stays that of whoever is helped.
        face.summary = AskSummary.of(details)

        try AskStore.update(found, in: group.id, transaction)
        try AskStore.reseal(found.id, face: face, details: details, key: key, in: house, group: group.id, transaction)
        if details.isolatingUntil != homeUntil { try CheckIns.plan(for: found, in: house, group: group, transaction) }
        try History.record(.detailed, "ask", found.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
