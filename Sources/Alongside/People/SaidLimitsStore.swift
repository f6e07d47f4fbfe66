public import Kernel
public import Storage

/// Who has said how much, how far and with what they help. Whoever only offered has not: their limit is the group's, and what nobody asked them, such as
/// stairs or paying first, is no answer of theirs.
public enum SaidLimitsStore {
    /// All of a group who have, at any time.
    static func all(in group: ID<Group>, _ connection: any Connection) throws -> Set<ID<Person>> {
        Set(
            try connection.all(
                """
                SELECT helper.person_id FROM helper
                WHERE helper.group_id = $1 AND EXISTS (
                    SELECT 1 FROM history WHERE history.group_id = $1 AND history.subject_id = helper.person_id AND history.verb = $2
                )
                """,
                [group.stored, Value(HistoryEvent.Verb.limitsChanged.rawValue)]
            ) { try $0.id(0) }
        )
    }

    /// Whether this one has.
    public static func has(_ helper: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        try connection.exists(
            "SELECT 1 FROM history WHERE group_id = $1 AND subject_id = $2 AND verb = $3 LIMIT 1",
            [group.stored, helper.stored, Value(HistoryEvent.Verb.limitsChanged.rawValue)]
        )
    }
}
