import Kernel
import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

/// The list of what has ended goes with every backup of the keys, which is one for the whole installation; so is a restore.
extension EndingsStore {
    /// Of that day and later.
    static func erasures(since day: Day, _ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, subject_id FROM erasure WHERE at >= $1", [day.start.stored], connection)
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

    /// Helpers who left and are not forgotten yet: whoever is, has no key in any backup, and leaves again when it is settled.
    static func gone(_ connection: any Connection) throws -> [Endings.Row] {
        try rows(
            """
            SELECT helper.group_id, helper.person_id FROM helper
            JOIN person ON person.group_id = helper.group_id AND person.person_id = helper.person_id
            WHERE helper.state = 'left' AND person.forgotten_at IS NULL
            """,
            [],
            connection
        )
    }

    static func endedRoles(since: Instant, _ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, person_id, role FROM person_role WHERE ended_at >= $1", [since.stored], connection) { $0.text(2) }
    }

    static func blockedPairs(_ connection: any Connection) throws -> [Endings.Row] {
        try rows("SELECT group_id, person_id, other_id FROM blocked_pair", [], connection) { ID<Person>(bytes: $0.bytes(2))?.text ?? "" }
    }

    /// Nobody is signed in, nothing is surely unsent, no half-done job is anybody's, no old set-up link works.
    static func unsettle(
        at now: Instant, restoredTo: Instant, floor: Day, unrepeatable kinds: [String], _ transaction: any Transaction
    ) throws {
        try transaction.execute("UPDATE session SET ended_at = coalesce(ended_at, $1)", [now.stored])
        try transaction.execute("UPDATE message SET state = 'unsure' WHERE state = 'waiting'")
        try Jobs.goBack(unrepeatable: kinds, now: now, in: transaction)
        // Whoever serves the restored data is its first node.
        // A word that was taken back since would be good again.
        for table in ["node_key", "node", "chore_turn", "group_release"] { try transaction.execute("DELETE FROM \(table)") }
        try transaction.execute(
            """
            UPDATE installation
            SET restored_to = $1, restored_at = $2, newest_seen = CASE WHEN newest_seen < $2 THEN $2 ELSE newest_seen END, running_since = $2,
                set_up_hash = NULL, least_epoch = 0, ended_epoch = 0, floor_day = CASE WHEN floor_day < $3 THEN $3 ELSE floor_day END
            WHERE group_id = $4
            """,
            [restoredTo.stored, now.stored, floor.stored, InstallationStore.id.stored]
        )
    }

    /// Which keys there are is said anew.
    static func forgetKeys(_ transaction: any Transaction) throws { try transaction.execute("DELETE FROM day_key") }

    private static func rows(
        _ sql: String, _ values: [Value], _ connection: any Connection, more: (any Row) -> String? = { _ in nil }
    ) throws -> [Endings.Row] {
        try connection.all(sql, values) { Endings.Row(group: try $0.id(0), id: try $0.id(1), more: more($0)) }
    }
}
