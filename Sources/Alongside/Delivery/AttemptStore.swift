public import Kernel
public import Sealing
public import Storage

/// The SQL of attempts.
public enum AttemptStore {
    /// The note is sealed under the ask's key.
    static func insert(
        _ attempt: Attempt, _ note: AttemptNote, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO attempt (group_id, attempt_id, ask_id, match_id, at, failure, next_step, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                group.stored, attempt.id.stored, attempt.ask.stored, attempt.match.stored, attempt.at.stored, Value(attempt.failure),
                Value(attempt.next), note.isEmpty ? .null : .bytes(house.vault.seal(note, row: attempt.id.bytes, key: key, in: group)),
            ]
        )
    }

    /// What was bought and where it is, of the attempts of an ask that say so.
    public static func notes(of ask: ID<Ask>, key: SealingKey, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [ID<Attempt>: AttemptNote]
    {
        let sealed: [(id: ID<Attempt>, bytes: [UInt8])] = try connection.all(
            "SELECT attempt_id, sealed FROM attempt WHERE group_id = $1 AND ask_id = $2 AND sealed IS NOT NULL ORDER BY at DESC LIMIT 50",
            [group.stored, ask.stored]
        ) { row in (id: try row.id(0), bytes: row.bytes(1)) }
        return try sealed.reduce(into: [:]) { notes, row in
            notes[row.id] = try house.vault.open(row.bytes, row: row.id.bytes, key: key, in: group)
        }
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
