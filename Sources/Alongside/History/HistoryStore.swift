public import Kernel
public import Sealing
public import Storage

/// The history of everything: its SQL, all of it.
public enum History {
    /// Writes one event in the transaction of the change itself. `detail` needs the subject's key.
    public static func record(
        _ verb: HistoryEvent.Verb, _ kind: String, _ subject: ID<Subject>, by actor: Actor, in house: House, group: ID<Group>,
        detail: (text: String, key: SealingKey)? = nil, _ transaction: any Transaction
    ) throws {
        let id: ID<HistoryEvent> = house.newID()
        let sealed = detail.map { house.vault.seal(HistoryDetail(text: $0.text), row: id.bytes, key: $0.key, in: group) }
        try transaction.execute(
            """
            INSERT INTO history (group_id, event_id, at, actor, actor_id, verb, subject_kind, subject_id, sealed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                group.stored, id.stored, house.now.stored, Value(actor.historyKind), Value(actor.person), Value(verb.rawValue), .text(kind),
                subject.stored, Value(sealed),
            ]
        )
    }

    /// The events of a subject, oldest first, with their details where `key` is given.
    public static func of(_ subject: ID<Subject>, key: SealingKey?, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [HistoryEvent]
    {
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
            let id: ID<HistoryEvent> = try row.id(0)
            var detail: String?
            if let key, let sealed = row.bytesIfAny(5) {
                detail = try house.vault.open(HistoryDetail.self, sealed, row: id.bytes, key: key, in: group).text
            }
            return HistoryEvent(at: row.instant(1), actor: row.text(2), person: try row.idIfAny(3), verb: try row.choice(4), detail: detail)
        }
    }
}
