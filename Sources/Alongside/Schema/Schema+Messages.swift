extension Schema {
    /// Everything to be told is a row first. Without a provider it waits until a person has sent it by hand.
    static let messages = """
        CREATE TABLE message (
            group_id BYTES NOT NULL,
            message_id BYTES NOT NULL,
            person_id BYTES,
            subject_id BYTES NOT NULL,
            match_id BYTES,
            kind TEXT NOT NULL,
            language TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'unsure', 'suppressed', 'cancelled')),
            urgent BOOLEAN NOT NULL DEFAULT 0,
            channel TEXT CHECK (channel IN ('sms', 'call', 'email', 'other')),
            created_at INTEGER64 NOT NULL,
            due_at INTEGER64 NOT NULL,
            sent_at INTEGER64,
            sent_by BYTES,
            sealed BYTES,
            PRIMARY KEY (group_id, message_id)
        );

        CREATE INDEX message_queue ON message (group_id, state, due_at);

        CREATE INDEX message_subject ON message (group_id, subject_id);

        CREATE INDEX message_person ON message (group_id, person_id);

        CREATE INDEX message_match ON message (group_id, match_id);

        """
}
