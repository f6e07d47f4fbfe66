public import Kernel
public import Storage

/// The SQL of the ledger. There is no statement here that changes or removes a row.
public enum LedgerStore {
    private static let columns = """
        entry_id, at, pot_id, amount_minor, currency, kind, category_id, method, receipt_id, holder_id, made_by, reverses, pair_id
        """

    /// Adds one row. `turn` counts how often a receipt's payment was taken back before: each turn has one payment at most.
    static func insert(_ entry: LedgerEntry, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO ledger_entry (group_id, \(columns), turn)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, (
                SELECT count(*) FROM ledger_entry AS earlier
                WHERE earlier.group_id = $1 AND earlier.receipt_id = $10 AND earlier.kind = 'correction'
            ))
            """,
            [
                group.stored, entry.id.stored, entry.at.stored, entry.pot.stored, Value(entry.amount.minorUnits), entry.amount.currency.stored,
                Value(entry.kind), Value(entry.category), Value(entry.method), Value(entry.receipt), Value(entry.holder), entry.madeBy.stored,
                Value(entry.reverses), Value(entry.pair),
            ]
        )
    }

    public static func with(id: ID<LedgerEntry>, in group: ID<Group>, _ connection: any Connection) throws -> LedgerEntry? {
        try connection.first("SELECT \(columns) FROM ledger_entry WHERE group_id = $1 AND entry_id = $2", [group.stored, id.stored], read)
    }

    /// The row and the one that belongs to it.
    public static func together(with entry: LedgerEntry, in group: ID<Group>, _ connection: any Connection) throws -> [LedgerEntry] {
        guard let pair = entry.pair else { return [entry] }
        return try connection.all(
            "SELECT \(columns) FROM ledger_entry WHERE group_id = $1 AND pair_id = $2 ORDER BY entry_id", [group.stored, pair.stored], read
        )
    }

    /// Whether a row was taken back.
    public static func isReversed(_ entry: ID<LedgerEntry>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        try connection.exists("SELECT 1 FROM ledger_entry WHERE group_id = $1 AND reverses = $2", [group.stored, entry.stored])
    }

    /// One page of rows, the newest first, with whether each was taken back.
    public static func page(_ filter: LedgerFilter, from offset: Int, limit: Int, in group: ID<Group>, _ connection: any Connection) throws
        -> [(entry: LedgerEntry, reversed: Bool)]
    {
        let (condition, values) = condition(filter, group)
        return try connection.all(
            """
            SELECT \(columns), EXISTS (
                SELECT 1 FROM ledger_entry AS back WHERE back.group_id = ledger_entry.group_id AND back.reverses = ledger_entry.entry_id
            )
            FROM ledger_entry
            WHERE \(condition)
            ORDER BY at DESC, entry_id DESC
            LIMIT \(limit) OFFSET \(offset)
            """,
            values
        ) { (try read($0), $0.flag(13)) }
    }

    /// How many rows there are of each kind, and what they come to.
    public static func totals(_ filter: LedgerFilter, in group: ID<Group>, _ connection: any Connection) throws -> [LedgerTotal] {
        let (condition, values) = condition(filter, group)
        return try connection.all(
            "SELECT kind, count(*), sum(amount_minor) FROM ledger_entry WHERE \(condition) GROUP BY kind ORDER BY kind", values
        ) { LedgerTotal(kind: try $0.choice(0), count: $0.int(1), minorUnits: $0.integer(2)) }
    }

    /// When the first row was written.
    public static func firstAt(in group: ID<Group>, _ connection: any Connection) throws -> Instant? {
        try connection.number("SELECT min(at) FROM ledger_entry WHERE group_id = $1", [group.stored]).map { Instant(milliseconds: Int64($0)) }
    }

    // MARK: Floats

    /// What somebody holds of one pot's money, in minor units.
    static func float(of holder: ID<Person>, pot: ID<Pot>, in group: ID<Group>, _ connection: any Connection) throws -> Int64 {
        Int64(
            try connection.number(
                "SELECT -sum(amount_minor) FROM ledger_entry WHERE group_id = $1 AND holder_id = $2 AND pot_id = $3",
                [group.stored, holder.stored, pot.stored]
            ) ?? 0
        )
    }

    /// Who holds how much of which pot. For those who keep the ledger, and for the holder.
    public static func floats(of holder: ID<Person>? = nil, in group: ID<Group>, _ connection: any Connection) throws -> [HeldFloat] {
        try connection.all(
            """
            SELECT holder_id, pot_id, -sum(amount_minor) FROM ledger_entry
            WHERE group_id = $1 AND holder_id IS NOT NULL \(holder == nil ? "" : "AND holder_id = $2")
            GROUP BY holder_id, pot_id
            HAVING sum(amount_minor) <> 0
            ORDER BY 3 DESC, holder_id, pot_id
            """,
            [group.stored] + (holder.map { [$0.stored] } ?? [])
        ) { HeldFloat(holder: try $0.id(0), pot: try $0.id(1), minorUnits: $0.integer(2)) }
    }

    // MARK: Reading

    private static func condition(_ filter: LedgerFilter, _ group: ID<Group>) -> (String, [Value]) {
        var parts = ["group_id = $1"]
        var values = [group.stored]
        func add(_ column: String, _ value: Value) {
            values.append(value)
            parts.append("\(column) $\(values.count)")
        }
        if let pot = filter.pot { add("pot_id =", pot.stored) }
        if let kind = filter.kind { add("kind =", Value(kind)) }
        if let from = filter.from { add("at >=", from.stored) }
        if let until = filter.until { add("at <", until.stored) }
        if let holder = filter.holder { add("holder_id =", holder.stored) }
        return (parts.joined(separator: " AND "), values)
    }

    static func read(_ row: any Row) throws -> LedgerEntry {
        guard let currency = Currency(code: row.text(4)) else { throw StorageFault.mistake("a ledger row has no such currency") }
        return LedgerEntry(
            id: try row.id(0), at: row.instant(1), pot: try row.id(2), amount: Money(minorUnits: row.integer(3), currency: currency),
            kind: try row.choice(5), category: try row.idIfAny(6), method: try row.choice(7), receipt: try row.idIfAny(8),
            holder: try row.idIfAny(9), madeBy: try row.id(10), reverses: try row.idIfAny(11), pair: try row.idIfAny(12)
        )
    }
}
