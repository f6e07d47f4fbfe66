import Kernel
import Storage

/// The SQL of the history.
enum HistoryStore {
    static func insert(
        _ id: ID<HistoryEvent>, _ verb: HistoryEvent.Verb, _ kind: String, _ subject: ID<Subject>, by actor: Actor, at now: Instant,
        sealed: [UInt8]?, in group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO history (group_id, event_id, at, actor, actor_id, verb, subject_kind, subject_id, sealed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                group.stored, id.stored, now.stored, Value(actor.historyKind), Value(actor.person), Value(verb.rawValue), .text(kind),
                subject.stored, Value(sealed),
            ]
        )
    }

    /// The events of a subject, oldest first. `detail` opens what is sealed of one.
    static func all(
        of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection, detail: (ID<HistoryEvent>, [UInt8]?) throws -> String?
    ) throws -> [HistoryEvent] {
        try connection.all(
            """
            SELECT event_id, at, actor, actor_id, verb, sealed
            FROM history
            WHERE group_id = $1 AND subject_id = $2
            ORDER BY at, event_id
            LIMIT 200
            """,
            [group.stored, subject.stored]
        ) { row in
            let detail = try detail(row.id(0), row.bytesIfAny(5))
            return HistoryEvent(at: row.instant(1), actor: row.text(2), person: try row.idIfAny(3), verb: try row.choice(4), detail: detail)
        }
    }
}
