public import Kernel
public import Storage

/// Takes a zone away, with its pods. Whoever does it says what becomes of the asks that lie there.
public struct RemoveZone: Sendable {
    public enum Asks: String, Sendable, CaseIterable {
        /// They stay where they are; nothing new can be put there.
        case keep
        /// They wait as unplaced until a dispatcher has placed them anew.
        case unplace
    }

    public let zone: ID<Zone>
    public let asks: Asks

    public init(_ zone: ID<Zone>, asks: Asks) {
        self.zone = zone
        self.asks = asks
    }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.setRules)
        let zones = try ZoneStore.all(in: group, transaction)
        guard let found = zones.first(where: { $0.id == zone }) else { throw Problem.missing() }
        let pods = zones.filter { $0.parent == zone }

        var before = try ZoneStore.fields(of: found, in: group, transaction)
        before["pods"] = pods.map(\.id.text).joined(separator: " ")
        for place in [found] + pods {
            if asks == .unplace {
                let moved = try ZoneStore.unplaceAsks(of: place.id, in: group, transaction)
                before["asks-\(place.id.text)"] = moved.map(\.text).joined(separator: " ")
            }
            try ZoneStore.set(removedAt: house.now, of: place.id, in: group, transaction)
        }
        try GazetteerStore.changed(in: group, transaction)
        try History.record(.zoneChanged, "zone", zone.named(), by: actor, in: house, group: group, transaction)
        return try Undo.remember(.zoneChanged, zone.named(), before: UndoText.packed(before), by: actor, in: house, group: group, transaction)
    }
}
