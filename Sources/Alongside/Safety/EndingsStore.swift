import Kernel
import Storage

/// The SQL of what has ended and must stay so.
enum EndingsStore {
    static func erasures(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, subject_id FROM erasure", [], connection)
    }

    static func links(since: Instant, _ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, link_id FROM link WHERE ended_at >= $1 OR used_at >= $1", [since.stored], connection)
    }

    /// Asks that were taken back.
    static func withdrawnAsks(since: Instant, _ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, ask_id FROM ask WHERE closing = 'withdrawn' AND closed_at >= $1", [since.stored], connection)
    }

    static func withdrawnOffers(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, offer_id FROM offer WHERE state = 'withdrawn' AND forgotten_at IS NULL", [], connection)
    }

    /// Asks of which the helper may not have the number, by the asker's last word.
    static func withoutPhone(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, ask_id FROM ask WHERE phone_allowed = $1 AND forgotten_at IS NULL", [false], connection)
    }

    static func gone(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, person_id FROM helper WHERE state = 'left'", [], connection)
    }

    static func endedRoles(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, person_id, role FROM person_role WHERE ended_at IS NOT NULL", [], connection) { $0.text(2) }
    }

    static func blockedPairs(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, person_id, other_id FROM blocked_pair", [], connection) { ID<Person>(bytes: $0.bytes(2))?.text ?? "" }
    }

    // MARK: Ending again

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

    /// Nobody is signed in, nothing is surely unsent, no half-done job is anybody's, no old set-up link works.
    static func unsettle(at now: Instant, restoredTo: Instant, floor: Day, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE session SET ended_at = coalesce(ended_at, $1)", [now.stored])
        try transaction.execute("UPDATE message SET state = 'unsure' WHERE state = 'waiting'")
        try transaction.execute("UPDATE job SET lease_until = NULL WHERE state = 'waiting'")
        try transaction.execute(
            """
            UPDATE installation
            SET restored_to = $1, restored_at = $2, newest_seen = CASE WHEN newest_seen < $2 THEN $2 ELSE newest_seen END, running_since = $2,
                set_up_hash = NULL, floor_day = CASE WHEN floor_day < $3 THEN $3 ELSE floor_day END
            WHERE group_id = $4
            """,
            [restoredTo.stored, now.stored, floor.stored, InstallationStore.id.stored]
        )
    }

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

    private static func rows(
        _ sql: String, _ values: [Value], _ connection: any Connection, more: (any Row) -> String? = { _ in nil }
    ) throws -> [Endings.Row] {
        try connection.all(sql, values) { Endings.Row(group: try $0.id(0), id: try $0.id(1), more: more($0)) }
    }
}
