public import Kernel
public import Storage

/// The SQL of the gazetteer.
public enum GazetteerStore {
    private static let columns = "entry_id, name, number_from, number_to, side, postcode, zone_id, latitude, longitude"

    /// Every entry, by name and number.
    public static func all(in group: ID<Group>, _ connection: any Connection) throws -> [GazetteerEntry] {
        try connection.all(
            "SELECT \(columns) FROM gazetteer_entry WHERE group_id = $1 ORDER BY folded, number_from, entry_id", [group.stored], read
        )
    }

    /// One page of the entries whose folded name or postcode contains `part`, and how many there are in all.
    public static func page(
        _ number: Int, of size: Int, matching part: String, in group: ID<Group>, _ connection: any Connection
    ) throws -> (entries: [GazetteerEntry], count: Int) {
        let folded = "%" + PlaceWords.canonical(part).replacing("%", with: "") + "%"
        let postcode = "%" + PlaceWords.postcode(part).replacing("%", with: "") + "%"
        let found = "group_id = $1 AND (folded LIKE $2 OR replace(lower(postcode), ' ', '') LIKE $3)"
        let count =
            try connection.number(
                "SELECT count(*) FROM gazetteer_entry WHERE \(found)", [group.stored, .text(folded), .text(postcode)]
            ) ?? 0
        let entries = try connection.all(
            "SELECT \(columns) FROM gazetteer_entry WHERE \(found) ORDER BY folded, number_from, entry_id LIMIT $4 OFFSET $5",
            [group.stored, .text(folded), .text(postcode), Value(size), Value((max(1, number) - 1) * size)],
            read
        )
        return (entries, count)
    }

    public static func with(id: ID<GazetteerEntry>, in group: ID<Group>, _ connection: any Connection) throws -> GazetteerEntry? {
        try connection.first(
            "SELECT \(columns) FROM gazetteer_entry WHERE group_id = $1 AND entry_id = $2", [group.stored, id.stored], read
        )
    }

    public static func count(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM gazetteer_entry WHERE group_id = $1", [group.stored]) ?? 0
    }

    /// Writes an entry, new or changed. Call `changed` once afterwards.
    static func insert(_ entry: GazetteerEntry, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO gazetteer_entry (group_id, entry_id, name, folded, number_from, number_to, side, postcode, zone_id, latitude, longitude)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (group_id, entry_id) DO UPDATE
            SET name = excluded.name, folded = excluded.folded, number_from = excluded.number_from, number_to = excluded.number_to,
                side = excluded.side, postcode = excluded.postcode, zone_id = excluded.zone_id, latitude = excluded.latitude,
                longitude = excluded.longitude
            """,
            [
                group.stored, entry.id.stored, .text(entry.name), .text(PlaceWords.canonical(entry.name)), Value(entry.numbers?.lowerBound),
                Value(entry.numbers?.upperBound), Value(entry.side.rawValue), Value(entry.postcode), Value(entry.zone),
                Value(entry.point?.latitude), Value(entry.point?.longitude),
            ]
        )
    }

    static func remove(_ id: ID<GazetteerEntry>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM gazetteer_entry WHERE group_id = $1 AND entry_id = $2", [group.stored, id.stored])
    }

    /// Tells every copy in memory that zones or entries have changed, on whichever node it is.
    static func changed(in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE aid_group SET places_version = places_version + 1 WHERE group_id = $1", [group.stored])
    }

    static func version(of group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT places_version FROM aid_group WHERE group_id = $1", [group.stored]) ?? 0
    }

    private static func read(_ row: any Row) throws -> GazetteerEntry {
        var numbers: ClosedRange<Int>?
        if let from = row.intIfAny(2), let to = row.intIfAny(3), from <= to { numbers = from...to }
        var point: Coordinate?
        if let latitude = row.realIfAny(7), let longitude = row.realIfAny(8) { point = Coordinate(latitude: latitude, longitude: longitude) }
        return GazetteerEntry(
            id: try row.id(0), name: row.text(1), numbers: numbers, side: try row.choice(4), postcode: row.textIfAny(5), zone: try row.idIfAny(6),
            point: point
        )
    }
}
