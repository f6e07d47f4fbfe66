public import Kernel
public import Storage

/// The SQL of reveals.
extension Reveal {
    /// Writes the row. Call it in the same transaction in which the field is read.
    public static func record(
        _ field: Field, of subject: ID<Subject>, by person: ID<Person>, match: ID<Match>? = nil, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try insert(house.newID(), field, of: subject, by: person, match: match, in: house, group: group, transaction)
    }

    /// Writes the row of a message's number. The second half of its ID is that of the message's own, so that it can be told from every other reveal of
    /// the same subject.
    static func recordNumber(of message: Message, by person: ID<Person>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        let id = ID<Reveal>(high: house.newID(Reveal.self).high, low: message.id.low)
        try insert(id, .contact, of: message.subject, by: person, match: message.match, in: house, group: group, transaction)
    }

    /// Whether a person has opened the number of this very message.
    static func hasOpened(_ message: Message, by person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        let opened: [ID<Reveal>] = try connection.all(
            "SELECT reveal_id FROM reveal WHERE group_id = $1 AND subject_id = $2 AND person_id = $3 AND field = 'contact'",
            [group.stored, message.subject.stored, person.stored]
        ) { try $0.id(0) }
        return opened.contains { $0.low == message.id.low }
    }

    private static func insert(
        _ id: ID<Reveal>, _ field: Field, of subject: ID<Subject>, by person: ID<Person>, match: ID<Match>?, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO reveal (group_id, reveal_id, at, person_id, subject_id, field, match_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                group.stored, id.stored, house.now.stored, person.stored, subject.stored, Value(field.rawValue), Value(match),
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
