public import Kernel
public import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

/// The SQL with which `doctor` looks for what should not be. Counts and days only.
public enum HealthStore {
    /// Something that should not be there, and how many rows of it.
    public struct Finding: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable {
            /// Sealed words whose key is gone: they open nowhere and should have been forgotten.
            case sealedWithoutKey
            /// A subject of which there is no row.
            case subjectWithoutRow
            /// A picture, or a message, whose subject is gone.
            case orphan
            /// A private link that still lets somebody in to what was forgotten.
            case openLink
        }
        public let kind: Kind
        public let count: Int
    }

    public static func findings(_ connection: any Connection) throws -> [Finding] {
        try Finding.Kind.allCases.compactMap { kind in
            let count = try statements(kind).reduce(0) { try $0 + (connection.number($1) ?? 0) }
            return count == 0 ? nil : Finding(kind: kind, count: count)
        }
    }

    private static func statements(_ kind: Finding.Kind) -> [String] {
        switch kind {
        case .sealedWithoutKey:
            [("ask", "ask_id", "face"), ("person", "person_id", "sealed"), ("offer", "offer_id", "sealed"), ("receipt", "receipt_id", "sealed")].map {
                """
                SELECT count(*) FROM \($0.0)
                WHERE \($0.2) IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM record_key WHERE record_key.group_id = \($0.0).group_id AND record_key.subject_id = \($0.0).\($0.1)
                )
                """
            }
        case .subjectWithoutRow:
            [("ask", "ask_id"), ("person", "person_id"), ("offer", "offer_id"), ("receipt", "receipt_id")].map {
                """
                SELECT count(*) FROM subject
                WHERE kind = '\($0.0)' AND NOT EXISTS (
                    SELECT 1 FROM \($0.0) WHERE \($0.0).group_id = subject.group_id AND \($0.0).\($0.1) = subject.subject_id
                )
                """
            }
        case .orphan:
            ["attachment", "message WHERE sealed IS NOT NULL AND"].map { table in
                let name = table.prefix { $0 != " " }
                return """
                    SELECT count(*) FROM \(table.contains(" ") ? table : table + " WHERE") NOT EXISTS (
                        SELECT 1 FROM subject WHERE subject.group_id = \(name).group_id AND subject.subject_id = \(name).subject_id
                    )
                    """
            }
        case .openLink:
            [
                """
                SELECT count(*) FROM link
                WHERE ended_at IS NULL AND subject_id IS NOT NULL AND purpose IN ('asker', 'helper') AND NOT EXISTS (
                    SELECT 1 FROM subject WHERE subject.group_id = link.group_id AND subject.subject_id = link.subject_id
                )
                """
            ]
        }
    }

    /// The number of the last step that the schema went through; nil when there is none.
    public static func newestMigration(_ connection: any Connection) throws -> Int? {
        try connection.number("SELECT max(number) FROM schema_migration")
    }

    /// Every day and epoch to which a key of a living subject is sealed.
    public static func livingDays(_ connection: any Connection) throws -> [(day: Day, epoch: Int)] {
        try connection.all(
            """
            SELECT DISTINCT record_key.due_day, record_key.epoch FROM record_key
            JOIN subject ON subject.group_id = record_key.group_id AND subject.subject_id = record_key.subject_id
            WHERE subject.living = $1
            ORDER BY 1, 2
            """,
            [true]
        ) { ($0.day(0), $0.int(1)) }
    }

    /// How many subjects should have been forgotten before this day.
    public static func pastDue(before today: Day, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM subject WHERE living = $1 AND due_day < $2", [false, today.stored]) ?? 0
    }

    /// Days that have passed and still hold somebody who lives.
    public static func stuckDays(before today: Day, _ connection: any Connection) throws -> [Day] {
        try ForgettingStore.livingDays(through: today - 1, connection).sorted()
    }
}
