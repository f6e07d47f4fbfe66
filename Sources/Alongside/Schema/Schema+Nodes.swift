extension Schema {
    /// How far a node's clock is from the database server's.
    static let nodeClocks = "ALTER TABLE node ADD COLUMN clock_ahead INTEGER64;\n"

    /// Several programs on one server: who they are, keys on their way between them, which keys there are, and whose turn a chore is.
    static let nodes = """
        CREATE TABLE node (
            group_id BYTES NOT NULL,
            node_id BYTES NOT NULL,
            name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('asked', 'member', 'gone')),
            run_key BYTES NOT NULL,
            proof BYTES NOT NULL,
            started_at INTEGER64 NOT NULL,
            seen_at INTEGER64 NOT NULL,
            stopped_at INTEGER64,
            newest_day INTEGER64 NOT NULL,
            epoch INTEGER64 NOT NULL,
            mark INTEGER64 NOT NULL DEFAULT 0,
            PRIMARY KEY (group_id, node_id)
        );

        CREATE TABLE node_key (
            group_id BYTES NOT NULL,
            node_id BYTES NOT NULL,
            giver_id BYTES NOT NULL,
            proof BYTES NOT NULL,
            wrapped BYTES NOT NULL,
            PRIMARY KEY (group_id, node_id, giver_id)
        );

        CREATE TABLE day_key (
            group_id BYTES NOT NULL,
            epoch INTEGER64 NOT NULL,
            day INTEGER64 NOT NULL,
            proof BYTES NOT NULL,
            PRIMARY KEY (group_id, epoch, day)
        );

        CREATE TABLE chore_turn (
            group_id BYTES NOT NULL,
            name TEXT NOT NULL,
            until_at INTEGER64 NOT NULL,
            node_id BYTES NOT NULL,
            PRIMARY KEY (group_id, name)
        );

        ALTER TABLE installation ADD COLUMN least_epoch INTEGER64 NOT NULL DEFAULT 0;

        ALTER TABLE installation ADD COLUMN ended_epoch INTEGER64 NOT NULL DEFAULT 0;

        """
}
