extension Schema {
    /// Two more things that are noted: how to reach whoever asked for somebody was opened, and an ask was found by its number. A table's checks
    /// cannot be changed, so the rows move into a new one.
    static let openings = """
        ALTER TABLE reveal RENAME TO reveal_before;

        CREATE TABLE reveal (
            group_id BYTES NOT NULL,
            reveal_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            person_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            field TEXT NOT NULL CHECK (field IN ('phone', 'contact', 'street', 'door', 'name', 'proxy', 'lookup')),
            match_id BYTES,
            PRIMARY KEY (group_id, reveal_id)
        );

        INSERT INTO reveal (group_id, reveal_id, at, person_id, subject_id, field, match_id)
        SELECT group_id, reveal_id, at, person_id, subject_id, field, match_id FROM reveal_before;

        DROP TABLE reveal_before;

        CREATE INDEX reveal_subject ON reveal (group_id, subject_id, at);

        CREATE INDEX reveal_person ON reveal (group_id, person_id, at);

        """

    /// How to repay a helper is opened. Here too the rows move, because a table's checks cannot be changed.
    static let repayments = """
        ALTER TABLE reveal RENAME TO reveal_before;

        CREATE TABLE reveal (
            group_id BYTES NOT NULL,
            reveal_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            person_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            field TEXT NOT NULL CHECK (field IN ('phone', 'contact', 'street', 'door', 'name', 'proxy', 'lookup', 'repayment')),
            match_id BYTES,
            PRIMARY KEY (group_id, reveal_id)
        );

        INSERT INTO reveal (group_id, reveal_id, at, person_id, subject_id, field, match_id)
        SELECT group_id, reveal_id, at, person_id, subject_id, field, match_id FROM reveal_before;

        DROP TABLE reveal_before;

        CREATE INDEX reveal_subject ON reveal (group_id, subject_id, at);

        CREATE INDEX reveal_person ON reveal (group_id, person_id, at);

        """

    /// A hold that ran out is announced on the board until somebody has seen it.
    static let lapses = """
        ALTER TABLE help_match ADD COLUMN lapse_seen_at INTEGER64;

        CREATE INDEX help_match_lapsed ON help_match (group_id, ended_at) WHERE state = 'lapsed' AND lapse_seen_at IS NULL;

        """
}
