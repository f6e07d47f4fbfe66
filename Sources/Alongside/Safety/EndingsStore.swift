import Kernel
import Storage

/// The SQL of what has ended and must stay so: ending it again after a restore. What has ended is read in `EndingsStore+hub.swift`.
enum EndingsStore {
    static func endLink(_ row: Endings.Row, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE link SET ended_at = coalesce(ended_at, $1) WHERE group_id = $2 AND link_id = $3", [now.stored] + row.named)
    }

    static func endRole(_ row: Endings.Row, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE person_role SET ended_at = coalesce(ended_at, $1) WHERE group_id = $2 AND person_id = $3 AND role = $4",
            [now.stored] + row.named + [Value(row.more)]
        )
    }

    static func withdrawAsk(_ row: Endings.Row, at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE ask SET state = 'closed', closing = 'withdrawn', closed_at = $1 WHERE group_id = $2 AND ask_id = $3 AND state <> 'closed'",
            [now.stored] + row.named
        )
        try transaction.execute(
            """
            UPDATE help_match SET state = 'cancelled', ended_at = $1
            WHERE group_id = $2 AND ask_id = $3 AND state IN ('planned', 'proposed', 'accepted', 'shopping', 'at_door')
            """,
            [now.stored] + row.named
        )
    }

    static func withdrawOffer(_ row: Endings.Row, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE offer SET state = 'withdrawn' WHERE group_id = $1 AND offer_id = $2 AND state IN ('open', 'paused')", row.named)
    }

    static func closePhone(_ row: Endings.Row, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE ask SET phone_allowed = $1 WHERE group_id = $2 AND ask_id = $3", [false] + row.named)
    }

    static func letGo(_ row: Endings.Row, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE helper SET state = 'left' WHERE group_id = $1 AND person_id = $2", row.named)
    }

    static func block(_ row: Endings.Row, at now: Instant, _ transaction: any Transaction) throws {
        guard let other = row.more.flatMap({ ID<Person>(text: $0) }) else { return }
        try transaction.execute(
            """
            INSERT INTO blocked_pair (group_id, person_id, other_id, made_at)
            SELECT $1, $2, $3, $4
            WHERE EXISTS (SELECT 1 FROM aid_group WHERE group_id = $1)
            ON CONFLICT (group_id, person_id, other_id) DO NOTHING
            """,
            row.named + [other.stored, now.stored]
        )
    }

    // MARK: After a restore

    /// Subjects of which no key opens any more, although they count as living: the backup is older than their days.
    static func lost(before today: Day, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [(
        id: ID<Subject>, kind: Subject.Kind
    )] {
        try connection.all(
            """
            SELECT subject_id, kind FROM subject
            WHERE group_id = $1 AND due_day < $2
            ORDER BY due_day, subject_id
            LIMIT \(limit)
            """,
            [group.stored, today.stored]
        ) { (try $0.id(0), try $0.choice(1)) }
    }
}
