public import Kernel
public import Storage

/// The SQL of thanks.
public enum ThanksStore {
    public static func of(_ ask: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> Thanks? {
        try connection.first(
            """
            SELECT ask_id, match_id, helper_id, state, asked_at, given_at, passed_at, sealed FROM thanks WHERE group_id = $1 AND ask_id = $2
            """,
            [group.stored, ask.stored]
        ) { row in
            Thanks(
                ask: try row.id(0), match: try row.id(1), helper: try row.id(2), state: try row.choice(3), askedAt: row.instant(4),
                givenAt: row.instantIfAny(5), passedAt: row.instantIfAny(6), sealed: row.bytesIfAny(7)
            )
        }
    }

    /// The row that lets the asker say thanks, once for an ask.
    static func insert(_ match: Match, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO thanks (group_id, ask_id, match_id, helper_id, state, asked_at) VALUES ($1, $2, $3, $4, 'asked', $5)
            ON CONFLICT (group_id, ask_id) DO UPDATE SET match_id = excluded.match_id, helper_id = excluded.helper_id WHERE thanks.state = 'asked'
            """,
            [group.stored, match.ask.stored, match.id.stored, match.helper.stored, now.stored]
        )
    }

    /// False when it was given or left before.
    static func give(_ ask: ID<Ask>, sealed: [UInt8], at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE thanks SET state = 'given', given_at = $1, sealed = $2 WHERE group_id = $3 AND ask_id = $4 AND state = 'asked'",
            [now.stored, .bytes(sealed), group.stored, ask.stored]
        ) == 1
    }

    static func skip(_ ask: ID<Ask>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE thanks SET state = 'skipped' WHERE group_id = $1 AND ask_id = $2 AND state = 'asked'", [group.stored, ask.stored]
        )
    }

    static func pass(_ ask: ID<Ask>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE thanks SET state = 'passed', passed_at = $1 WHERE group_id = $2 AND ask_id = $3 AND state = 'given'",
            [now.stored, group.stored, ask.stored]
        )
    }
}
