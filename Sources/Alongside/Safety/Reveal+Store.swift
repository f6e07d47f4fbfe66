public import Kernel
public import Storage

/// The SQL of reveals.
extension Reveal {
    /// Writes the row. Call it in the same transaction in which the field is read.
    public static func record(
        _ field: Field, of subject: ID<Subject>, by person: ID<Person>, match: ID<Match>? = nil, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO reveal (group_id, reveal_id, at, person_id, subject_id, field, match_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                group.stored, house.newID(Reveal.self).stored, house.now.stored, person.stored, subject.stored, Value(field.rawValue), Value(match),
            ]
        )
    }

    /// Who opened what of a subject, newest first.
    public static func of(_ subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> [Reveal] {
        try connection.all(
            "SELECT at, person_id, field, match_id FROM reveal WHERE group_id = $1 AND subject_id = $2 ORDER BY at DESC LIMIT 50",
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
