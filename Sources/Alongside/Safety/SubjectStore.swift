import Kernel
public import Storage

/// The SQL of subjects and of the keys their readers hold.
public enum SubjectStore {
    /// The join that brings a subject's key, as the group reads it, beside a row: `held.epoch, held.due_day, held.wrapped`. `$1` is the group, and
    /// `$2`, or another place, `groupReader`.
    public static func groupKeyJoin(on subject: String, reader: Int = 2) -> String {
        """
        LEFT JOIN record_key AS held
        ON held.group_id = $1 AND held.subject_id = \(subject) AND held.reader = $\(reader)
        """
    }

    /// The reader that is the group itself: sixteen zero bytes.
    public static let groupReader = Value.bytes([UInt8](repeating: 0, count: 16))

    static func insert(_ subject: ID<Subject>, _ kind: Subject.Kind, due: Day, retention: Int, in group: ID<Group>, _ transaction: any Transaction)
        throws
    {
        try transaction.execute(
            "INSERT INTO subject (group_id, subject_id, kind, living, due_day, retention_days) VALUES ($1, $2, $3, $4, $5, $6)",
            [group.stored, subject.stored, Value(kind.rawValue), true, due.stored, Value(retention)]
        )
    }

    /// Refuses a day that the floor has passed, and an epoch that a burn is taking away: such a key is gone or about to go.
    static func insertKey(_ held: HeldKey, of subject: ID<Subject>, reader: [UInt8], in group: ID<Group>, _ transaction: any Transaction) throws {
        let changed = try transaction.execute(
            """
            INSERT INTO record_key (group_id, subject_id, reader, epoch, due_day, wrapped)
            SELECT $1, $2, $3, $4, $5, $6
            WHERE $5 > (SELECT floor_day FROM installation) AND $4 >= (SELECT least_epoch FROM installation)
            ON CONFLICT (group_id, subject_id, reader) DO UPDATE
            SET epoch = excluded.epoch, due_day = excluded.due_day, wrapped = excluded.wrapped
            """,
            [group.stored, subject.stored, .bytes(reader), Value(held.epoch), held.due.stored, .bytes(held.wrapped)]
        )
        guard changed == 1 else { throw Problem(.broken, "problem.key.floor") }
    }

    static func key(of subject: ID<Subject>, reader: [UInt8], in group: ID<Group>, _ connection: any Connection) throws -> HeldKey? {
        try connection.first(
            "SELECT epoch, due_day, wrapped FROM record_key WHERE group_id = $1 AND subject_id = $2 AND reader = $3",
            [group.stored, subject.stored, .bytes(reader)]
        ) { HeldKey.read($0, from: 0) } ?? nil
    }

    /// Every reader's key of a subject.
    static func keys(of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> [(reader: [UInt8], held: HeldKey)] {
        try connection.all(
            "SELECT reader, epoch, due_day, wrapped FROM record_key WHERE group_id = $1 AND subject_id = $2",
            [group.stored, subject.stored]
        ) { row in (row.bytes(0), HeldKey(epoch: row.int(1), due: row.day(2), wrapped: row.bytes(3))) }
    }

    static func removeKey(of subject: ID<Subject>, reader: [UInt8], in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "DELETE FROM record_key WHERE group_id = $1 AND subject_id = $2 AND reader = $3",
            [group.stored, subject.stored, .bytes(reader)]
        )
    }

    /// The day a subject is sealed to, and whether it lives.
    static func state(of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> (living: Bool, due: Day, retention: Int)?
    {
        try connection.first(
            "SELECT living, due_day, retention_days FROM subject WHERE group_id = $1 AND subject_id = $2",
            [group.stored, subject.stored]
        ) { ($0.flag(0), $0.day(1), $0.int(2)) }
    }

    static func set(_ subject: ID<Subject>, living: Bool, due: Day, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE subject SET living = $1, due_day = $2 WHERE group_id = $3 AND subject_id = $4",
            [Value(living), due.stored, group.stored, subject.stored]
        )
    }
}
