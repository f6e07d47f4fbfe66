public import Kernel
public import Storage

/// Asks that may be the same as one, or the same person's: by number, address, name in any script, place, and kind of help within two weeks. They are shown
/// with the reason; nothing is joined by itself.
public struct AlikeAsks: Sendable {
    /// Why two asks may be one.
    public enum Reason: String, Sendable, CaseIterable { case phone, email, name, place, kind }

    public struct Found: Sendable {
        public let ask: Ask
        public let face: AskFace
        /// In the order of `Reason`. A number or an address is named only to whoever may open contacts: else a list of asks would say whose number it is.
        public let reasons: [Reason]
        /// Both are known to be of one person already.
        public let isSamePerson: Bool
    }

    /// How many are shown.
    public static let most = 5
    /// How far apart two asks for the same kind of help may be to be one.
    public static let window = Span.days(14)
    /// Among how many that fit those that are shown are the surest.
    private static let enough = 40

    /// Living asks beside a living one, the surest first. The search is in memory; how those stand that it finds is read by their keys, a hundred at a time.
    public static func of(
        _ ask: Ask, _ face: AskFace, _ details: AskDetails, in house: House, group: ID<Group>, by actor: Actor, _ connection: any Connection
    ) throws -> [Found] {
        var signs = try house.lookups.asks.alike(to: AskSigns(face, details), in: house, group: group, connection)
        signs[ask.id] = nil
        var fitting: [(ask: Ask, reasons: Set<Reason>)] = []
        var rest = ranked(signs, hasZone: ask.zone != nil)[...]
        while fitting.count < enough, !rest.isEmpty {
            let some = Array(rest.prefix(AlikeAsksStore.atOnce))
            rest = rest.dropFirst(some.count)
            for other in try AlikeAsksStore.living(some, in: group, connection) {
                let reasons = (signs[other.id] ?? []).union(isSameKind(ask, other) ? [.kind] : [])
                if isEnough(reasons, sameZone: ask.zone != nil && ask.zone == other.zone) { fitting.append((other, reasons)) }
            }
        }
        let shown = fitting.sorted { (rank($1.reasons), $0.reasons.count, $0.ask.createdAt) > (rank($0.reasons), $1.reasons.count, $1.ask.createdAt) }
        let named = Reason.allCases.filter { actor.may(.reveal) || ($0 != .phone && $0 != .email) }
        return try shown.prefix(most).map { other, reasons in
            let key = try house.vault.key(of: other.id.subject, in: group, connection)
            return Found(
                ask: other, face: try AskStore.sealed(of: other.id, key: key, in: house, group: group, connection).face,
                reasons: named.filter(reasons.contains), isSamePerson: ask.person != nil && ask.person == other.person
            )
        }
    }

    /// The rule: a number or an address is enough; a name or a place only with something else.
    static func isEnough(_ reasons: Set<Reason>, sameZone: Bool) -> Bool {
        if reasons.contains(.phone) || reasons.contains(.email) { return true }
        if reasons.contains(.place) { return reasons.contains(.name) || reasons.contains(.kind) }
        return reasons.isSuperset(of: [.name, .kind]) && sameZone
    }

    /// In which order they are looked at: a surge has hundreds of one name, and few of one number. A name alone says nothing of an ask without a zone.
    private static func ranked(_ signs: [ID<Ask>: Set<Reason>], hasZone: Bool) -> [ID<Ask>] {
        signs.map { (id: $0.key, rank: rank($0.value)) }
            .filter { hasZone || $0.rank < 2 }
            .sorted { ($0.rank, $1.id) < ($1.rank, $0.id) }
            .map(\.id)
    }

    /// A number or an address before a place, and that before a name.
    private static func rank(_ reasons: Set<Reason>) -> Int {
        if reasons.contains(.phone) || reasons.contains(.email) { return 0 }
        return reasons.contains(.place) ? 1 : 2
    }

    private static func isSameKind(_ one: Ask, _ other: Ask) -> Bool {
        let apart = one.createdAt < other.createdAt ? other.createdAt - one.createdAt : one.createdAt - other.createdAt
        return other.category == one.category && apart <= window
    }
}
