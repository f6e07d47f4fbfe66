public import Kernel
public import Sealing
public import Storage

/// The SQL of complaints. Every list leaves out what is about its reader.
public enum ComplaintStore {
    private static let columns = "complaint_id, ask_id, about_id, taken_by, state, opened_at, closed_at"

    /// How many complaints nobody has closed, without those about the one who looks.
    public static func openCount(in group: ID<Group>, notAbout reader: ID<Person>? = nil, _ connection: any Connection) throws -> Int {
        try connection.number(
            """
            SELECT count(*) FROM complaint
            WHERE group_id = $1 AND state <> 'closed' AND (about_id IS NULL OR about_id <> $2 OR $2 IS NULL)
            """,
            [group.stored, Value(reader)]
        ) ?? 0
    }

    /// Open and taken ones first, oldest first; then those that are closed, newest first.
    public static func all(in group: ID<Group>, notAbout reader: ID<Person>?, limit: Int = 200, _ connection: any Connection) throws -> [Complaint] {
        try connection.all(
            """
            SELECT \(columns) FROM complaint
            WHERE group_id = $1 AND (about_id IS NULL OR about_id <> $2 OR $2 IS NULL)
            ORDER BY state = 'closed', CASE WHEN state = 'closed' THEN -closed_at ELSE opened_at END
            LIMIT \(limit)
            """,
            [group.stored, Value(reader)],
            read
        )
    }

    /// Nil when there is none of this group. Ask `isVisible` before showing it.
    public static func with(id: ID<Complaint>, in group: ID<Group>, _ connection: any Connection) throws -> Complaint? {
        try connection.first("SELECT \(columns) FROM complaint WHERE group_id = $1 AND complaint_id = $2", [group.stored, id.stored], read)
    }

    /// The complaints of one ask, for the asker's own page.
    public static func of(_ ask: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> [Complaint] {
        try connection.all(
            "SELECT \(columns) FROM complaint WHERE group_id = $1 AND ask_id = $2 ORDER BY opened_at", [group.stored, ask.stored], read
        )
    }

    static func insert(_ complaint: Complaint, sealed: [UInt8], in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO complaint (group_id, complaint_id, ask_id, about_id, taken_by, state, opened_at, closed_at, sealed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                group.stored, complaint.id.stored, complaint.ask.stored, Value(complaint.about), Value(complaint.takenBy), Value(complaint.state),
                complaint.openedAt.stored, Value(complaint.closedAt), .bytes(sealed),
            ]
        )
    }

    static func update(_ complaint: Complaint, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE complaint SET taken_by = $1, state = $2, closed_at = $3 WHERE group_id = $4 AND complaint_id = $5",
            [Value(complaint.takenBy), Value(complaint.state), Value(complaint.closedAt), group.stored, complaint.id.stored]
        )
    }

    static func reseal(_ id: ID<Complaint>, _ sealed: [UInt8], in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE complaint SET sealed = $1 WHERE group_id = $2 AND complaint_id = $3", [.bytes(sealed), group.stored, id.stored]
        )
    }

    /// The words, read with the ask's key; nil once they are forgotten.
    public static func words(of complaint: Complaint, key: SealingKey, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> ComplaintWords?
    {
        let sealed =
            try connection.first(
                "SELECT sealed FROM complaint WHERE group_id = $1 AND complaint_id = $2", [group.stored, complaint.id.stored]
            ) { $0.bytesIfAny(0) } ?? nil
        guard let sealed else { return nil }
        return try house.vault.open(sealed, row: complaint.id.bytes, key: key, in: group)
    }

    /// Everyone who may hear complaints now, by their roles.
    static func hearers(in group: ID<Group>, _ connection: any Connection) throws -> Set<ID<Person>> {
        let roles = Role.allCases.filter { $0.abilities.contains(.hearComplaints) }
        return Set(try roles.flatMap { try PersonStore.holding($0, in: group, connection) })
    }

    private static func read(_ row: any Row) throws -> Complaint {
        Complaint(
            id: try row.id(0), ask: try row.id(1), about: try row.idIfAny(2), takenBy: try row.idIfAny(3), state: try row.choice(4),
            openedAt: row.instant(5), closedAt: row.instantIfAny(6)
        )
    }
}
