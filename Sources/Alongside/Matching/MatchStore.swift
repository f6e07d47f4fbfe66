public import Kernel
public import Sealing
public import Storage

/// The SQL of matches.
public enum MatchStore {
    static let columns = """
        match_id, ask_id, helper_id, position, state, confirmed_by, proposed_at, told_at, hold_until, accepted_at, window_from, window_to,
        arrived_at, ended_at, failure, spent_minor, companion_id, occasion, over_limit
        """

    public static func insert(_ match: Match, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO help_match (group_id, \(columns))
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            """,
            [group.stored, match.id.stored, match.ask.stored, match.helper.stored] + changeable(match) + [
                Value(match.occasion), Value(match.overLimit),
            ]
        )
    }

    public static func with(id: ID<Match>, in group: ID<Group>, _ connection: any Connection) throws -> Match? {
        try connection.first("SELECT \(columns) FROM help_match WHERE group_id = $1 AND match_id = $2", [group.stored, id.stored], read)
    }

    public static func existing(_ id: ID<Match>, in group: ID<Group>, _ connection: any Connection) throws -> Match {
        guard let match = try with(id: id, in: group, connection) else { throw Problem.missing() }
        return match
    }

    /// All matches of an ask in their order, ended ones too.
    public static func of(ask: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> [Match] {
        try connection.all(
            "SELECT \(columns) FROM help_match WHERE group_id = $1 AND ask_id = $2 ORDER BY proposed_at, position", [group.stored, ask.stored], read
        )
    }

    /// The matches of an ask for this time: what was done before it opened again is over, and stands in nobody's way.
    public static func present(of ask: Ask, in group: ID<Group>, _ connection: any Connection) throws -> [Match] {
        try of(ask: ask.id, in: group, connection).filter { $0.occasion == ask.occasion }
    }

    /// All matches of a helper in any of these states, newest first.
    public static func of(helper: ID<Person>, in states: [MatchState], of group: ID<Group>, limit: Int = 50, _ connection: any Connection) throws
        -> [Match]
    {
        let marks = states.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
        return try connection.all(
            """
            SELECT \(columns) FROM help_match
            WHERE group_id = $1 AND helper_id = $2 AND state IN (\(marks))
            ORDER BY proposed_at DESC
            LIMIT \(limit)
            """,
            [group.stored, helper.stored] + states.map { Value($0) },
            read
        )
    }

    public static func update(_ match: Match, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE help_match
            SET position = $1, state = $2, confirmed_by = $3, proposed_at = $4, told_at = $5, hold_until = $6, accepted_at = $7,
                window_from = $8, window_to = $9, arrived_at = $10, ended_at = $11, failure = $12, spent_minor = $13,
                companion_id = $14
            WHERE group_id = $15 AND match_id = $16
            """,
            changeable(match) + [group.stored, match.id.stored]
        )
    }

    /// Puts the match through one change of its state machine; a problem when that change is not allowed now.
    public static func apply(_ change: MatchState.Change, to match: inout Match, at now: Instant) throws {
        guard let next = match.state.after(change) else { throw Problem.conflict("problem.match.state") }
        match.state = next
        switch next {
        case .done, .declined, .lapsed, .handedBack, .failed, .cancelled: match.endedAt = now
        default: match.endedAt = nil
        }
    }

    public static func notes(of match: Match, key: SealingKey, in house: House, group: ID<Group>, _ connection: any Connection) throws -> MatchNotes {
        let sealed =
            try connection.first(
                "SELECT sealed FROM help_match WHERE group_id = $1 AND match_id = $2", [group.stored, match.id.stored]
            ) { $0.bytesIfAny(0) } ?? nil
        guard let sealed else { return MatchNotes() }
        return try house.vault.open(sealed, row: match.id.bytes, key: key, in: group)
    }

    public static func write(_ notes: MatchNotes, of match: Match, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction)
        throws
    {
        try transaction.execute(
            "UPDATE help_match SET sealed = $1 WHERE group_id = $2 AND match_id = $3",
            [.bytes(house.vault.seal(notes, row: match.id.bytes, key: key, in: group)), group.stored, match.id.stored]
        )
    }

    private static func changeable(_ match: Match) -> [Value] {
        [
            Value(match.position), Value(match.state), Value(match.confirmedBy), Value(match.proposedAt), Value(match.toldAt),
            Value(match.holdUntil), Value(match.acceptedAt), Value(match.windowFrom), Value(match.windowTo), Value(match.arrivedAt),
            Value(match.endedAt), Value(match.failure), Value(match.spentMinor), Value(match.companion),
        ]
    }

    static func read(_ row: any Row) throws -> Match {
        Match(
            id: try row.id(0), ask: try row.id(1), helper: try row.id(2), companion: try row.idIfAny(16), position: row.int(3),
            occasion: row.int(17), overLimit: row.flag(18), state: try row.choice(4), confirmedBy: try row.idIfAny(5), proposedAt: row.instant(6),
            toldAt: row.instantIfAny(7), holdUntil: row.instantIfAny(8),
            acceptedAt: row.instantIfAny(9), windowFrom: row.instantIfAny(10), windowTo: row.instantIfAny(11),
            arrivedAt: row.instantIfAny(12), endedAt: row.instantIfAny(13), failure: try row.choiceIfAny(14),
            spentMinor: row.isNull(15) ? nil : row.integer(15)
        )
    }
}
