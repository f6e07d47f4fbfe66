import Kernel
import Storage

/// The SQL behind suggestions: one grouped query a fact, not one a helper.
enum MatchingStore {
    /// When each helper was last done with a task for this person. (SQLite takes the tables of a CROSS JOIN in the order in which they stand.)
    static func lastTogether(with person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>: Instant] {
        var out: [ID<Person>: Instant] = [:]
        try connection.forEach(
            """
            SELECT help_match.helper_id, max(help_match.ended_at)
            FROM ask
            CROSS JOIN help_match
            WHERE ask.group_id = $1 AND ask.person_id = $2
              AND help_match.group_id = $1 AND help_match.ask_id = ask.ask_id AND help_match.state = 'done'
            GROUP BY help_match.helper_id
            """,
            [group.stored, person.stored]
        ) { row in if !row.isNull(1) { out[try row.id(0)] = row.instant(1) } }
        return out
    }

    /// When each helper was last asked for anything: one step into an index a helper, however often they were asked.
    static func lastAsked(in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>: Instant] {
        var out: [ID<Person>: Instant] = [:]
        try connection.forEach(
            """
            SELECT helper.person_id, (
                SELECT max(help_match.proposed_at) FROM help_match
                WHERE help_match.group_id = $1 AND help_match.helper_id = helper.person_id AND help_match.state <> 'planned'
            )
            FROM helper
            WHERE helper.group_id = $1
            """,
            [group.stored]
        ) { row in if !row.isNull(1) { out[try row.id(0)] = row.instant(1) } }
        return out
    }

    /// When this one was last asked for anything.
    static func lastAsked(_ helper: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Instant? {
        try connection.first(
            "SELECT max(proposed_at) FROM help_match WHERE group_id = $1 AND helper_id = $2 AND state <> 'planned'",
            [group.stored, helper.stored]
        ) { $0.instantIfAny(0) } ?? nil
    }

    /// Offers whose hold has run out, earliest first.
    static func runOut(at now: Instant, in group: ID<Group>, limit: Int = 50, _ connection: any Connection) throws -> [ID<Match>] {
        try connection.all(
            """
            SELECT match_id FROM help_match
            WHERE group_id = $1 AND state = 'proposed' AND hold_until <= $2
            ORDER BY hold_until
            LIMIT \(limit)
            """,
            [group.stored, now.stored]
        ) { try $0.id(0) }
    }
}
