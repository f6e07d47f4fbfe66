public import Kernel
public import Storage

/// The SQL of undo.
extension Undo {
    /// Remembers how it was. The ID goes into the page's undo bar.
    public static func remember(
        _ verb: HistoryEvent.Verb, _ subject: ID<Subject>, before: [String: String], by actor: Actor, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws -> ID<Undo> {
        let id: ID<Undo> = house.newID()
        let text = before.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
        try transaction.execute(
            "INSERT INTO undo (group_id, undo_id, made_at, made_by, verb, subject_id, before) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [group.stored, id.stored, house.now.stored, Value(actor.person), Value(verb.rawValue), subject.stored, .text(text)]
        )
        return id
    }

    /// The step that can still be taken back; nil once it was, or when its ten minutes are over.
    public static func standing(_ id: ID<Undo>, at now: Instant, in group: ID<Group>, _ connection: any Connection) throws -> Undo? {
        guard let found = try find(id, in: group, connection), !found.used, now - found.undo.madeAt <= window else { return nil }
        return found.undo
    }

    /// Takes the undo, once and within its ten minutes.
    public static func take(_ id: ID<Undo>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws -> Undo {
        guard let found = try find(id, in: group, transaction) else { throw Problem.missing() }
        guard !found.used else { throw Problem.conflict("problem.undo.used") }
        guard house.now - found.undo.madeAt <= window else { throw Problem.conflict("problem.undo.late") }
        try transaction.execute(
            "UPDATE undo SET used_at = $1 WHERE group_id = $2 AND undo_id = $3",
            [house.now.stored, group.stored, id.stored]
        )
        return found.undo
    }

    private static func find(_ id: ID<Undo>, in group: ID<Group>, _ connection: any Connection) throws -> (undo: Undo, used: Bool)? {
        try connection.first(
            "SELECT made_at, made_by, verb, subject_id, before, used_at FROM undo WHERE group_id = $1 AND undo_id = $2",
            [group.stored, id.stored]
        ) { row in
            (
                undo: Undo(
                    id: id, madeAt: row.instant(0), madeBy: try row.idIfAny(1), verb: try row.choice(2), subject: try row.id(3),
                    before: Dictionary(
                        row.text(4).split(separator: "\n").compactMap { line in
                            line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
                        },
                        uniquingKeysWith: { first, _ in first }
                    )
                ),
                used: !row.isNull(5)
            )
        }
    }
}
