public import Kernel
import Sealing
public import Storage

/// The SQL of follow-ups.
public enum FollowUpStore {
    private static let columns = "ask_id, due_at, state, came, again, answered_at, sealed"

    /// True of an ask of which somebody said that it came only partly, or not at all.
    static let isAmiss = """
        EXISTS (
            SELECT 1 FROM follow_up
            WHERE follow_up.group_id = ask.group_id AND follow_up.ask_id = ask.ask_id AND follow_up.state = 'answered'
              AND follow_up.came IN ('partly', 'no')
        )
        """

    /// Plans the question; an ask that was delivered again is asked about once more, later. What was answered the first time stands until then.
    static func plan(_ ask: ID<Ask>, due: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO follow_up (group_id, ask_id, due_at, state) VALUES ($1, $2, $3, 'waiting')
            ON CONFLICT (group_id, ask_id) DO UPDATE
            SET due_at = excluded.due_at, state = 'waiting'
            """,
            [group.stored, ask.stored, due.stored]
        )
    }

    public static func of(_ ask: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> FollowUp? {
        try connection.first("SELECT \(columns) FROM follow_up WHERE group_id = $1 AND ask_id = $2", [group.stored, ask.stored], read)
    }

    /// What was answered about the last time, for the asks of one page; who has not answered is not there.
    public static func came(of asks: [ID<Ask>], in group: ID<Group>, _ connection: any Connection) throws -> [ID<Ask>: FollowUp.Came] {
        guard !asks.isEmpty else { return [:] }
        var out: [ID<Ask>: FollowUp.Came] = [:]
        let marks = (2..<asks.count + 2).map { "$\($0)" }.joined(separator: ", ")
        try connection.forEach(
            "SELECT ask_id, came FROM follow_up WHERE group_id = $1 AND ask_id IN (\(marks)) AND state = 'answered' AND came IS NOT NULL",
            [group.stored] + asks.map(\.stored)
        ) { out[try $0.id(0)] = try $0.choice(1) }
        return out
    }

    /// What is due to be asked, oldest first.
    static func due(at now: Instant, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [FollowUp] {
        try connection.all(
            "SELECT \(columns) FROM follow_up WHERE group_id = $1 AND state = 'waiting' AND due_at <= $2 ORDER BY due_at LIMIT \(limit)",
            [group.stored, now.stored],
            read
        )
    }

    static func mark(_ ask: ID<Ask>, _ state: FollowUp.State, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE follow_up SET state = $1 WHERE group_id = $2 AND ask_id = $3", [Value(state), group.stored, ask.stored]
        )
    }

    /// What was answered; the words are sealed under the ask's key.
    static func answer(
        _ ask: ID<Ask>, came: FollowUp.Came, again: Bool, at now: Instant, sealed: [UInt8]?, in group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO follow_up (group_id, ask_id, due_at, state, came, again, answered_at, sealed)
            VALUES ($1, $2, $3, 'answered', $4, $5, $3, $6)
            ON CONFLICT (group_id, ask_id) DO UPDATE
            SET state = 'answered', came = excluded.came, again = excluded.again, answered_at = excluded.answered_at, sealed = excluded.sealed
            """,
            [group.stored, ask.stored, now.stored, Value(came), Value(again), Value(sealed)]
        )
    }

    /// Nobody is asked any more: the ask was withdrawn, erased or forgotten.
    public static func drop(_ ask: ID<Ask>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE follow_up SET state = 'dropped' WHERE group_id = $1 AND ask_id = $2 AND state IN ('waiting', 'asked')",
            [group.stored, ask.stored]
        )
    }

    private static func read(_ row: any Row) throws -> FollowUp {
        FollowUp(
            ask: try row.id(0), dueAt: row.instant(1), state: try row.choice(2), came: try row.choiceIfAny(3),
            again: row.isNull(4) ? nil : row.flag(4), answeredAt: row.instantIfAny(5), sealed: row.bytesIfAny(6)
        )
    }
}
