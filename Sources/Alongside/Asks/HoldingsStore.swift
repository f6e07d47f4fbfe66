import Kernel
import Storage

/// The SQL of what is held. A record whose sealed part is gone is not counted: there is nothing in it.
enum HoldingsStore {
    private static let statements: [(Holdings.Kind, String)] = [
        (.asks, "SELECT count(*) FROM ask WHERE group_id = $1 AND details IS NOT NULL AND state <> 'closed'"),
        (.closedAsks, "SELECT count(*) FROM ask WHERE group_id = $1 AND details IS NOT NULL AND state = 'closed'"),
        (.people, "SELECT count(*) FROM person WHERE group_id = $1 AND sealed IS NOT NULL"),
        (.helpers, "SELECT count(*) FROM helper WHERE group_id = $1 AND state <> 'left'"),
        (.offers, "SELECT count(*) FROM offer WHERE group_id = $1 AND sealed IS NOT NULL"),
        (.messages, "SELECT count(*) FROM message WHERE group_id = $1 AND sealed IS NOT NULL"),
        (.receipts, "SELECT count(*) FROM receipt WHERE group_id = $1 AND sealed IS NOT NULL"),
        (.openings, "SELECT count(*) FROM reveal WHERE group_id = $1"),
    ]

    static func counts(in group: ID<Group>, at now: Instant, _ connection: any Connection) throws -> [Holdings.Kind: Int] {
        var counts: [Holdings.Kind: Int] = [:]
        for (kind, statement) in statements { counts[kind] = try connection.number(statement, [group.stored]) ?? 0 }
        counts[.sessions] =
            try connection.number(
                "SELECT count(*) FROM session WHERE group_id = $1 AND ended_at IS NULL AND expires_at > $2", [group.stored, now.stored]
            ) ?? 0
        return counts
    }
}
