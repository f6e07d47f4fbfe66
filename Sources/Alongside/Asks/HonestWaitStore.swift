import Kernel
import Storage

/// The SQL of waits.
enum HonestWaitStore {
    /// How long each ask that was done in a stretch of time took, from asking to the last time it was done; of one kind or of all. What the neighbour says
    /// never came was not done.
    static func taken(since: Instant, until: Instant, of category: ID<Category>?, in group: ID<Group>, _ connection: any Connection) throws
        -> [(category: ID<Category>, span: Span)]
    {
        try connection.all(
            """
            SELECT ask.category_id, help_match.ended_at - ask.created_at
            FROM help_match
            JOIN ask ON ask.group_id = help_match.group_id AND ask.ask_id = help_match.ask_id
            WHERE help_match.group_id = $1 AND help_match.ended_at >= $2 AND help_match.ended_at <= $3 AND help_match.state = 'done'
              AND (ask.category_id = $4 OR $4 IS NULL)
              AND NOT EXISTS (
                  SELECT 1 FROM help_match AS later
                  WHERE later.group_id = ask.group_id AND later.ask_id = ask.ask_id AND later.state = 'done' AND later.ended_at > help_match.ended_at
              )
              AND NOT EXISTS (
                  SELECT 1 FROM follow_up
                  WHERE follow_up.group_id = ask.group_id AND follow_up.ask_id = ask.ask_id AND follow_up.state = 'answered' AND follow_up.came = 'no'
              )
            UNION ALL
            SELECT ask.category_id, ask.closed_at - ask.created_at
            FROM ask
            WHERE ask.group_id = $1 AND ask.closed_at >= $2 AND ask.closed_at <= $3 AND ask.closing = 'met'
              AND (ask.category_id = $4 OR $4 IS NULL)
              AND NOT EXISTS (
                  SELECT 1 FROM help_match AS done
                  WHERE done.group_id = ask.group_id AND done.ask_id = ask.ask_id AND done.state = 'done'
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
