import Kernel
import Storage

/// The SQL of asks that may be the same.
enum AlikeAsksStore {
    /// How many are read at once.
    static let atOnce = 100

    /// Those of these asks that are neither closed nor forgotten, in no order; at most `atOnce`. It is the same statement for any number of them.
    static func living(_ asks: [ID<Ask>], in group: ID<Group>, _ connection: any Connection) throws -> [Ask] {
        guard let last = asks.last else { return [] }
        let marks = (2..<atOnce + 2).map { "$\($0)" }.joined(separator: ", ")
        let filled = asks.prefix(atOnce) + Array(repeating: last, count: max(0, atOnce - asks.count))
        return try connection.all(
            """
            SELECT \(AskStore.columns) FROM ask
            WHERE group_id = $1 AND ask_id IN (\(marks)) AND state <> 'closed' AND forgotten_at IS NULL
            """,
            [group.stored] + filled.map(\.stored),
            AskStore.read
        )
    }
}
