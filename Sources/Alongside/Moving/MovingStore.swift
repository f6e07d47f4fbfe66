import Kernel
import Storage

/// The SQL of a group that has just come from elsewhere.
enum MovingStore {
    /// The installation that it left may have sent what was waiting.
    static func unsettle(_ group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE message SET state = 'unsure' WHERE group_id = $1 AND state = 'waiting'", [group.stored])
    }
}
