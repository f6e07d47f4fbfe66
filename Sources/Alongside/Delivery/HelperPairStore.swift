public import Kernel
public import Storage

/// The SQL of pairs that are not brought together, and of what a helper is owed.
public enum HelperPairStore {
    /// Everybody whom somebody is not brought together with.
    public static func blocked(with person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Set<ID<Person>> {
        Set(
            try connection.all(
                """
                SELECT other_id FROM blocked_pair
                WHERE group_id = $1 AND person_id = $2
                UNION
                SELECT person_id FROM blocked_pair
                WHERE group_id = $1 AND other_id = $2
                """,
                [group.stored, person.stored]
            ) { try $0.id(0) }
        )
    }

    /// Which of the two comes first does not matter, and twice is once.
    static func block(_ one: ID<Person>, _ other: ID<Person>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO blocked_pair (group_id, person_id, other_id, made_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (group_id, person_id, other_id) DO NOTHING
            """,
            [group.stored, min(one, other).stored, max(one, other).stored, now.stored]
        )
    }

    static func unblock(_ one: ID<Person>, _ other: ID<Person>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "DELETE FROM blocked_pair WHERE group_id = $1 AND person_id = $2 AND other_id = $3",
            [group.stored, min(one, other).stored, max(one, other).stored]
        )
    }

    /// Whoever is kept apart from the one is kept apart from the other from now on.
    ///
    /// - Returns: those who were not before.
    static func copy(of one: ID<Person>, to other: ID<Person>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws
        -> [ID<Person>]
    {
        let new = try blocked(with: one, in: group, transaction).subtracting(try blocked(with: other, in: group, transaction))
        let pairs = new.subtracting([other]).sorted()
        for person in pairs { try block(other, person, at: now, in: group, transaction) }
        return pairs
    }

    /// Takes a pair back that was made at this very moment: one that was made again since stays.
    static func unblock(_ one: ID<Person>, _ other: ID<Person>, madeAt: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "DELETE FROM blocked_pair WHERE group_id = $1 AND person_id = $2 AND other_id = $3 AND made_at = $4",
            [group.stored, min(one, other).stored, max(one, other).stored, madeAt.stored]
        )
    }

    /// Whether a receipt of theirs is not settled.
    static func isOwed(_ person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        try connection.exists(
            "SELECT 1 FROM receipt WHERE group_id = $1 AND payee_id = $2 AND state IN ('submitted', 'needs_information', 'approved') LIMIT 1",
            [group.stored, person.stored]
        )
    }
}
