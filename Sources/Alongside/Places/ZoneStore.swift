public import Kernel
public import Storage

/// The SQL of zones and pods.
public enum ZoneStore {
    /// All zones and pods, zones first, each followed by its pods.
    public static func all(in group: ID<Group>, _ connection: any Connection) throws -> [Zone] {
        let flat = try connection.all(
            "SELECT zone_id, parent_id, name, position FROM zone WHERE group_id = $1 AND removed_at IS NULL ORDER BY position, name",
            [group.stored],
            read
        )
        return flat.filter { !$0.isPod }.flatMap { zone in [zone] + flat.filter { $0.parent == zone.id } }
    }

    /// A zone or pod, also one that was removed: an ask that kept it still says where it is. Nil when the group has none with this ID.
    public static func with(id: ID<Zone>, in group: ID<Group>, _ connection: any Connection) throws -> Zone? {
        try connection.first(
            "SELECT zone_id, parent_id, name, position FROM zone WHERE group_id = $1 AND zone_id = $2", [group.stored, id.stored], read
        )
    }

    /// The borders of zones and pods, for those that have one.
    public static func boundaries(in group: ID<Group>, _ connection: any Connection) throws -> [ID<Zone>: Boundary] {
        var out: [ID<Zone>: Boundary] = [:]
        try connection.forEach(
            "SELECT zone_id, boundary FROM zone WHERE group_id = $1 AND removed_at IS NULL AND boundary IS NOT NULL", [group.stored]
        ) { out[try $0.id(0)] = Boundary(geoJSON: $0.text(1)) }
        return out
    }

    public static func insert(_ zone: Zone, boundary: String? = nil, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO zone (group_id, zone_id, parent_id, name, boundary, position) VALUES ($1, $2, $3, $4, $5, $6)",
            [group.stored, zone.id.stored, Value(zone.parent), Value(zone.name), Value(boundary), Value(zone.position)]
        )
        try GazetteerStore.changed(in: group, transaction)
    }

    /// Writes the name, the zone around it and the place in the order.
    static func update(_ zone: Zone, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE zone SET parent_id = $1, name = $2, position = $3 WHERE group_id = $4 AND zone_id = $5",
            [Value(zone.parent), Value(zone.name), Value(zone.position), group.stored, zone.id.stored]
        )
    }

    static func set(boundary: String?, of zone: ID<Zone>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE zone SET boundary = $1 WHERE group_id = $2 AND zone_id = $3", [Value(boundary), group.stored, zone.stored]
        )
    }

    /// The border as it is stored.
    static func boundaryText(of zone: ID<Zone>, in group: ID<Group>, _ connection: any Connection) throws -> String? {
        try connection.first(
            "SELECT boundary FROM zone WHERE group_id = $1 AND zone_id = $2", [group.stored, zone.stored]
        ) { $0.textIfAny(0) } ?? nil
    }

    static func set(removedAt: Instant?, of zone: ID<Zone>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE zone SET removed_at = $1 WHERE group_id = $2 AND zone_id = $3", [Value(removedAt), group.stored, zone.stored]
        )
    }

    /// How many asks that are not closed lie in a zone.
    public static func openAskCount(in zone: ID<Zone>, of group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            "SELECT count(*) FROM ask WHERE group_id = $1 AND zone_id = $2 AND state <> 'closed'", [group.stored, zone.stored]
        ) ?? 0
    }

    /// The asks of a zone that are not closed wait as unplaced from now on; which ones.
    static func unplaceAsks(of zone: ID<Zone>, in group: ID<Group>, _ transaction: any Transaction) throws -> [ID<Ask>] {
        let asks: [ID<Ask>] = try transaction.all(
            "SELECT ask_id FROM ask WHERE group_id = $1 AND zone_id = $2 AND state <> 'closed'", [group.stored, zone.stored]
        ) { try $0.id(0) }
        try transaction.execute(
            "UPDATE ask SET zone_id = NULL WHERE group_id = $1 AND zone_id = $2 AND state <> 'closed'", [group.stored, zone.stored]
        )
        return asks
    }

    static func place(_ asks: [ID<Ask>], in zone: ID<Zone>, of group: ID<Group>, _ transaction: any Transaction) throws {
        for ask in asks {
            try transaction.execute(
                "UPDATE ask SET zone_id = $1 WHERE group_id = $2 AND ask_id = $3 AND zone_id IS NULL", [zone.stored, group.stored, ask.stored]
            )
        }
    }

    private static func read(_ row: any Row) throws -> Zone {
        Zone(id: try row.id(0), parent: try row.idIfAny(1), name: row.text(2), position: row.int(3))
    }
}
