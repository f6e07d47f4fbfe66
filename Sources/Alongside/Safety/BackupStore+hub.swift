public import Kernel
public import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

/// The SQL with which a backup is looked at: it is one for the whole installation, and may have an older schema.
public enum BackupStore {
    /// Every group that has a key, with the newest as it is wrapped.
    static func groups(_ connection: any Connection) throws -> [(id: ID<Group>, wrapped: [UInt8])] {
        try connection.all(
            """
            SELECT group_id, wrapped FROM group_key
            WHERE generation = (SELECT max(generation) FROM group_key AS newer WHERE newer.group_id = group_key.group_id)
            ORDER BY group_id
            """
        ) { (try $0.id(0), $0.bytes(1)) }
    }

    /// The keys of a group's subjects as the group reads them.
    static func heldKeys(in group: ID<Group>, _ connection: any Connection) throws -> [(subject: ID<Subject>, held: HeldKey)] {
        try connection.all(
            "SELECT subject_id, epoch, due_day, wrapped FROM record_key WHERE group_id = $1 AND reader = $2",
            [group.stored, SubjectStore.groupReader]
        ) { (try $0.id(0), HeldKey(epoch: $0.int(1), due: $0.day(2), wrapped: $0.bytes(3))) }
    }

    /// The last day to which anything is sealed; nil when nothing is.
    public static func lastDay(_ connection: any Connection) throws -> Day? {
        try connection.first("SELECT max(due_day) FROM record_key", []) { $0.dayIfAny(0) } ?? nil
    }
}
