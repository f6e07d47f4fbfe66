import Kernel
import Storage

/// The SQL of what is done and can be closed.
enum SettleStore {
    /// Of which the neighbour said that all of it came, and those of which they have said nothing since the last time it was done. What came partly or not
    /// at all is closed by a person.
    static func due(doneBefore: Instant, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [ID<Ask>] {
        try connection.all(
            """
            SELECT ask.ask_id
            FROM ask
            LEFT JOIN follow_up ON follow_up.group_id = ask.group_id AND follow_up.ask_id = ask.ask_id
            WHERE ask.group_id = $1 AND ask.state = 'done' AND (
                (follow_up.state = 'answered' AND follow_up.came = 'yes') OR (
                    coalesce(follow_up.state, 'waiting') <> 'answered' AND NOT EXISTS (
                        SELECT 1 FROM help_match
                        WHERE help_match.group_id = ask.group_id AND help_match.ask_id = ask.ask_id AND help_match.state = 'done'
                          AND help_match.ended_at > $2
                    )
                )
            )
            ORDER BY ask.created_at
            LIMIT \(limit)
            """,
            [group.stored, doneBefore.stored]
        ) { try $0.id(0) }
    }
}
