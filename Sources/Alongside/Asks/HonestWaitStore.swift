public import Kernel
public import Storage

/// The SQL of waits.
enum HonestWaitStore {
    /// How long each ask that was done in a stretch of time took, from asking to done the first time; of one kind or of all.
    static func taken(since: Instant, until: Instant, of category: ID<Category>?, in group: ID<Group>, _ connection: any Connection) throws
        -> [(category: ID<Category>, span: Span)]
    {
        try connection.all(
            """
            SELECT ask.category_id, help_match.ended_at - ask.created_at
            FROM help_match
            JOIN ask ON ask.group_id = help_match.group_id AND ask.ask_id = help_match.ask_id
            WHERE help_match.group_id = $1 AND help_match.ended_at >= $2 AND help_match.ended_at <= $3 AND help_match.state = 'done'
              AND help_match.occasion = 1 AND ($4 IS NULL OR ask.category_id = $4)
            UNION ALL
            SELECT ask.category_id, ask.closed_at - ask.created_at
            FROM ask
            WHERE ask.group_id = $1 AND ask.closed_at >= $2 AND ask.closed_at <= $3 AND ask.closing = 'met'
              AND ($4 IS NULL OR ask.category_id = $4)
              AND NOT EXISTS (
                  SELECT 1 FROM help_match AS done
                  WHERE done.group_id = ask.group_id AND done.ask_id = ask.ask_id AND done.state = 'done'
              )
            """,
            [group.stored, since.stored, until.stored, Value(category)]
        ) { (try $0.id(0), Span(milliseconds: max(0, $0.integer(1)))) }
    }
}
