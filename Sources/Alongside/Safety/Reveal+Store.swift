public import Kernel
public import Storage

/// The SQL of reveals.
extension Reveal {
    /// Writes the row. Call it in the same transaction in which the field is read.
    ///
    /// - Parameter message: The message for which the number was opened; nil for one that was opened without.
    public static func record(
        _ field: Field, of subject: ID<Subject>, by person: ID<Person>, match: ID<Match>? = nil, message: ID<Message>? = nil, in house: House,
        group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO reveal (group_id, reveal_id, at, person_id, subject_id, field, match_id, message_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                group.stored, (house.newID() as ID<Reveal>).stored, house.now.stored, person.stored, subject.stored, Value(field.rawValue),
                Value(match),
                Value(message),
            ]
        )
    }

    /// Whether a person has opened the number of this very message.
    static func hasOpened(_ message: Message, by person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        try connection.exists(
            "SELECT 1 FROM reveal WHERE group_id = $1 AND subject_id = $2 AND person_id = $3 AND message_id = $4",
            [group.stored, message.subject.stored, person.stored, message.id.stored]
        )
    }

    /// Who opened what of a subject, newest first.
    public static func of(_ subject: ID<Subject>, limit: Int = 50, in group: ID<Group>, _ connection: any Connection) throws -> [Reveal] {
        try connection.all(
            "SELECT at, person_id, field, match_id FROM reveal WHERE group_id = $1 AND subject_id = $2 ORDER BY at DESC LIMIT \(limit)",
            [group.stored, subject.stored]
        ) { Reveal(at: $0.instant(0), person: try $0.id(1), field: try $0.choice(2), match: try $0.idIfAny(3)) }
    }

    /// How many different subjects a person has opened since then. Finding somebody opens nothing.
    public static func count(by person: ID<Person>, since: Instant, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            "SELECT count(DISTINCT subject_id) FROM reveal WHERE group_id = $1 AND person_id = $2 AND at >= $3 AND field <> 'lookup'",
            [group.stored, person.stored, since.stored]
        ) ?? 0
    }
}
