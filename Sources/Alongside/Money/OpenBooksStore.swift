import Kernel
import Storage

/// The SQL of the books that everybody may see.
enum OpenBooksStore {
    /// One row of the ledger, counted with the kind and category of what it takes back.
    struct Entry {
        let at: Instant
        let minorUnits: Int64
        let kind: LedgerEntry.Kind
        let category: ID<Category>?
        let isReversal: Bool
    }

    static func forEachRow(in group: ID<Group>, _ connection: any Connection, _ body: (Entry) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT entry.at, entry.amount_minor, coalesce(first.kind, entry.kind), coalesce(first.category_id, entry.category_id),
                entry.reverses IS NOT NULL
            FROM ledger_entry AS entry
            LEFT JOIN ledger_entry AS first ON first.group_id = entry.group_id AND first.entry_id = entry.reverses
            WHERE entry.group_id = $1
            """,
            [group.stored]
        ) { row in
            try body(Entry(at: row.instant(0), minorUnits: row.integer(1), kind: row.choice(2), category: row.idIfAny(3), isReversal: row.flag(4)))
        }
    }
}
