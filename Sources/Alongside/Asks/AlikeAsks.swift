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
        /// In the order of `Reason`.
        public let reasons: [Reason]
        /// Both are known to be of one person already.
        public let isSamePerson: Bool
    }

    /// How many are shown.
    public static let most = 5
    /// How far apart two asks for the same kind of help may be to be one.
    public static let window = Span.days(14)
    /// How many that look alike are looked at more closely, the newest first.
    private static let looked = 40

    /// Living asks beside a living one, the surest first. The search is in memory; each that is found is read by its key.
    public static func of(
        _ ask: Ask, _ face: AskFace, _ details: AskDetails, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> [Found] {
        let signs = try house.lookups.asks.alike(to: AskLookups.Signs(face, details), in: house, group: group, connection)
        var found: [Found] = []
        for id in signs.keys.filter({ $0 != ask.id }).sorted(by: >).prefix(looked) {
            guard let other = try AskStore.with(id: id, in: group, connection), other.forgottenAt == nil, other.state != .closed else { continue }
            var reasons = signs[id] ?? []
            let apart = ask.createdAt < other.createdAt ? other.createdAt - ask.createdAt : ask.createdAt - other.createdAt
            if other.category == ask.category, apart <= window { reasons.insert(.kind) }
            guard isEnough(reasons, sameZone: ask.zone != nil && ask.zone == other.zone) else { continue }
            let key = try house.vault.key(of: id.subject, in: group, connection)
            found.append(
                Found(
                    ask: other, face: try AskStore.sealed(of: id, key: key, in: house, group: group, connection).face,
                    reasons: Reason.allCases.filter(reasons.contains), isSamePerson: ask.person != nil && ask.person == other.person
                )
            )
        }
        return Array(found.sorted { ($0.reasons.count, $0.ask.createdAt) > ($1.reasons.count, $1.ask.createdAt) }.prefix(most))
    }

    /// The rule: a number or an address is enough; a name or a place only with something else.
    static func isEnough(_ reasons: Set<Reason>, sameZone: Bool) -> Bool {
        if reasons.contains(.phone) || reasons.contains(.email) { return true }
        if reasons.contains(.place) { return reasons.contains(.name) || reasons.contains(.kind) }
        return reasons.isSuperset(of: [.name, .kind]) && sameZone
    }
}
