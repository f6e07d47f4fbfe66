import Kernel
import Storage

/// The SQL of rows that an old sheet says are over.
enum ClosedRowStore {
    /// Whether a person is known by another ask as well.
    static func hasOtherAsk(than ask: ID<Ask>, _ person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        try connection.exists(
            "SELECT 1 FROM ask WHERE group_id = $1 AND person_id = $2 AND ask_id <> $3", [group.stored, person.stored, ask.stored]
        )
    }

    /// Dates back somebody whom the sheet itself brought; false for a person who was known before it.
    static func setLastActive(
        _ day: Day, of person: ID<Person>, madeBy batch: ID<ImportBatch>, in group: ID<Group>, _ transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE person SET last_active_day = $1 WHERE group_id = $2 AND person_id = $3 AND batch_id = $4",
            [day.stored, group.stored, person.stored, batch.stored]
        ) == 1
    }
}
