import Kernel
import Storage

/// The SQL of waits.
enum HonestWaitStore {
    /// So many of the newest are looked at: in a surge they say how long it takes now, and older ones how long it took.
    private static let most = 500

    /// How long each ask that was done in a stretch of time took, from asking to the last time it was done; of one kind or of all. What the neighbour says
    /// never came was not done.
    static func taken(since: Instant, until: Instant, of category: ID<Category>?, in group: ID<Group>, _ connection: any Connection) throws
        -> [(category: ID<Category>, span: Span)]
    {
        try connection.all(
            """
            SELECT ask.category_id, newest.ended_at - ask.created_at
            FROM (
                SELECT ask_id, ended_at FROM help_match
                WHERE group_id = $1 AND ended_at >= $2 AND ended_at <= $3 AND state = 'done'
                ORDER BY ended_at DESC
                LIMIT \(most)
            ) AS newest
            JOIN ask ON ask.group_id = $1 AND ask.ask_id = newest.ask_id
            WHERE (ask.category_id = $4 OR $4 IS NULL)
              AND NOT EXISTS (
                  SELECT 1 FROM help_match AS later
                  WHERE later.group_id = $1 AND later.ask_id = ask.ask_id AND later.state = 'done' AND later.ended_at > newest.ended_at
              )
              AND NOT EXISTS (
                  SELECT 1 FROM follow_up
                  WHERE follow_up.group_id = ask.group_id AND follow_up.ask_id = ask.ask_id AND follow_up.state = 'answered' AND follow_up.came = 'no'
              )
            UNION ALL
            SELECT met.category_id, met.closed_at - met.created_at
            FROM (
                SELECT ask_id, category_id, created_at, closed_at FROM ask
                WHERE group_id = $1 AND closed_at >= $2 AND closed_at <= $3 AND closing = 'met'
                ORDER BY closed_at DESC
                LIMIT \(most)
            ) AS met
            WHERE (met.category_id = $4 OR $4 IS NULL)
              AND NOT EXISTS (
                  SELECT 1 FROM help_match AS done
                  WHERE done.group_id = $1 AND done.ask_id = met.ask_id AND done.state = 'done'
              )
            """,
            [group.stored, since.stored, until.stored, Value(category)]
        ) { (try $0.id(0), Span(milliseconds: max(0, $0.integer(1)))) }
    }
    /// When the ask was made that has waited longest for somebody to read it; nil when all are read.
    static func oldestUnread(in group: ID<Group>, _ connection: any Connection) throws -> Instant? {
        try connection.first(
            """
            SELECT created_at
            FROM ask
            WHERE group_id = $1 AND state = 'new' AND forgotten_at IS NULL
            ORDER BY created_at
            LIMIT 1
            """,
            [group.stored]
        ) { $0.instant(0) }
    }
}
