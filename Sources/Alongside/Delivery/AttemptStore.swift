public import Kernel
public import Storage

/// The SQL of attempts.
public enum AttemptStore {
    static func insert(_ attempt: Attempt, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO attempt (group_id, attempt_id, ask_id, match_id, at, failure, next_step) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                group.stored, attempt.id.stored, attempt.ask.stored, attempt.match.stored, attempt.at.stored, Value(attempt.failure),
                Value(attempt.next),
            ]
        )
    }

    /// What was tried for an ask, newest first.
    public static func of(_ ask: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> [Attempt] {
        try connection.all(
            """
            SELECT attempt_id, match_id, at, failure, next_step FROM attempt
            WHERE group_id = $1 AND ask_id = $2
            ORDER BY at DESC
            LIMIT 50
            """,
            [group.stored, ask.stored]
        ) { row in
            Attempt(
                id: try row.id(0), ask: ask, match: try row.id(1), at: row.instant(2), failure: try row.choice(3), next: try row.choice(4)
            )
        }
    }
}
