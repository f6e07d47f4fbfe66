import Kernel
import Storage

/// The SQL of wrapping every key anew.
enum BurnStore {
    /// Keys of another epoch whose day still stands, a page after `last`.
    static func older(
        than epoch: Int, after last: (subject: [UInt8], reader: [UInt8]), in group: ID<Group>, limit: Int, _ connection: any Connection
    ) throws -> [(subject: ID<Subject>, reader: [UInt8], held: HeldKey)] {
        try connection.all(
            """
            SELECT subject_id, reader, epoch, due_day, wrapped FROM record_key
            WHERE group_id = $1 AND epoch <> $2 AND (subject_id > $3 OR (subject_id = $3 AND reader > $4))
            ORDER BY subject_id, reader
            LIMIT \(limit)
            """,
            [group.stored, epoch.stored, .bytes(last.subject), .bytes(last.reader)]
        ) { (try $0.id(0), $0.bytes(1), HeldKey(epoch: $0.int(2), due: $0.day(3), wrapped: $0.bytes(4))) }
    }
}
