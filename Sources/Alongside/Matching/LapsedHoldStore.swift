public import Kernel
public import Storage

/// The SQL of holds that ran out.
public enum LapsedHoldStore {
    /// What is to be announced, newest first, at most `limit`.
    public static func unseen(in group: ID<Group>, limit: Int = 50, _ connection: any Connection) throws -> [LapsedHold] {
        try connection.all(
            """
            SELECT lapsed.ask_id, lapsed.helper_id, lapsed.ended_at, asked.helper_id
            FROM help_match AS lapsed
            JOIN ask ON ask.group_id = lapsed.group_id AND ask.ask_id = lapsed.ask_id
            LEFT JOIN help_match AS asked
            ON asked.group_id = lapsed.group_id AND asked.ask_id = lapsed.ask_id AND asked.state = 'proposed'
            WHERE lapsed.group_id = $1 AND lapsed.state = 'lapsed' AND lapsed.lapse_seen_at IS NULL AND ask.forgotten_at IS NULL
                AND ask.state IN ('open', 'offered') AND coalesce(ask.last_contact_at, 0) < lapsed.ended_at
            ORDER BY lapsed.ended_at DESC
            LIMIT \(limit)
            """,
            [group.stored]
        ) { LapsedHold(ask: try $0.id(0), helper: try $0.id(1), at: $0.instant(2), next: try $0.idIfAny(3)) }
    }

    /// Somebody has seen everything that ran out until then.
    static func see(until shown: Instant, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE help_match SET lapse_seen_at = $1
            WHERE group_id = $2 AND state = 'lapsed' AND lapse_seen_at IS NULL AND ended_at <= $3
            """,
            [now.stored, group.stored, shown.stored]
        )
    }

    /// Somebody has seen what ran out of one ask.
    static func see(_ ask: ID<Ask>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE help_match SET lapse_seen_at = $1 WHERE group_id = $2 AND ask_id = $3 AND state = 'lapsed' AND lapse_seen_at IS NULL",
            [now.stored, group.stored, ask.stored]
        )
    }
}
