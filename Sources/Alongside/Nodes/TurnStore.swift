import Kernel
import Storage

/// The SQL of turns. Chores belong to the installation, whose group is sixteen zero bytes.
enum TurnStore {
    /// A turn that ends after `latest` is nobody's; nil where none is too long.
    static func take(
        _ name: String, by node: ID<Node>, at now: Instant, until end: Instant, unlessPast latest: Instant? = nil, _ transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO chore_turn (group_id, name, until_at, node_id) VALUES ($1, $2, $3, $4)
            ON CONFLICT (group_id, name) DO UPDATE SET until_at = excluded.until_at, node_id = excluded.node_id
            WHERE chore_turn.until_at <= $5 OR chore_turn.node_id = excluded.node_id OR chore_turn.until_at > $6
            """,
            [InstallationStore.id.stored, .text(name), end.stored, node.stored, now.stored, (latest ?? Instant(milliseconds: .max)).stored]
        ) == 1
    }
}
