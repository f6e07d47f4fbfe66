import Kernel
import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

/// A day has one key for the whole installation: it may go when no group needs it any more.
extension ForgettingStore {
    /// Days that still hold a living subject although they have passed, or hold the key of one.
    static func livingDays(through day: Day, _ connection: any Connection) throws -> Set<Day> {
        Set(
            try connection.all(
                """
                SELECT DISTINCT record_key.due_day FROM record_key
                JOIN subject ON subject.group_id = record_key.group_id AND subject.subject_id = record_key.subject_id
                WHERE record_key.due_day <= $1 AND subject.living = $2
                """,
                [day.stored, true]
            ) { $0.day(0) }
        )
    }
}
