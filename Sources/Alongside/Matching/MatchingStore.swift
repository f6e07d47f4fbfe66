import Kernel
import Storage

/// The SQL behind suggestions: one grouped query a fact, not one a helper.
enum MatchingStore {
    /// When each helper was last done with a task for this person.
    static func lastTogether(with person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>: Instant] {
        var out: [ID<Person>: Instant] = [:]
        try connection.forEach(
            """
            SELECT help_match.helper_id, max(help_match.ended_at)
            FROM ask
            JOIN help_match ON help_match.group_id = $1 AND help_match.ask_id = ask.ask_id AND help_match.state = 'done'
            WHERE ask.group_id = $1 AND ask.person_id = $2
            GROUP BY help_match.helper_id
            """,
            [group.stored, person.stored]
        ) { row in if !row.isNull(1) { out[try row.id(0)] = row.instant(1) } }
        return out
    }

    /// When each helper was last asked for anything.
    static func lastAsked(in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>: Instant] {
        var out: [ID<Person>: Instant] = [:]
        try connection.forEach(
            """
            SELECT helper_id, max(proposed_at) FROM help_match
            WHERE group_id = $1 AND state <> 'planned'
            GROUP BY helper_id
            """,
            [group.stored]
        ) { out[try $0.id(0)] = $0.instant(1) }
        return out
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
