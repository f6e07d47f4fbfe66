extension Schema {
    /// Who did what when, to which subject; never from where. `detail` is sealed under the subject; `undo` holds what to put back for ten minutes.
    static let history = """
        CREATE TABLE history (
            group_id BYTES NOT NULL,
            event_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            actor TEXT NOT NULL CHECK (actor IN ('visitor', 'asker', 'helper', 'member', 'system', 'command')),
            actor_id BYTES,
            verb TEXT NOT NULL,
            subject_kind TEXT NOT NULL,
            subject_id BYTES NOT NULL,
            sealed BYTES,
            PRIMARY KEY (group_id, event_id)
        );

        CREATE INDEX history_subject ON history (group_id, subject_id, at);

        CREATE TABLE undo (
            group_id BYTES NOT NULL,
            undo_id BYTES NOT NULL,
            made_at INTEGER64 NOT NULL,
            made_by BYTES,
            verb TEXT NOT NULL,
            subject_id BYTES NOT NULL,
            before TEXT NOT NULL,
            used_at INTEGER64,
            PRIMARY KEY (group_id, undo_id)
        );

        CREATE INDEX undo_made ON undo (group_id, made_at);

        """
}
