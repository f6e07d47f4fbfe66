extension Schema {
    /// What comes after: thanks from person to person, a question two days later, and a way to complain past the helper named.
    static let followUp = """
        CREATE TABLE thanks (
            group_id BYTES NOT NULL,
            ask_id BYTES NOT NULL,
            match_id BYTES NOT NULL,
            helper_id BYTES NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'passed', 'skipped')),
            asked_at INTEGER64 NOT NULL,
            given_at INTEGER64,
            passed_at INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, ask_id)
        );

        CREATE TABLE follow_up (
            group_id BYTES NOT NULL,
            ask_id BYTES NOT NULL,
            due_at INTEGER64 NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'dropped')),
            came TEXT CHECK (came IN ('yes', 'partly', 'no')),
            again BOOLEAN,
            answered_at INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, ask_id)
        );

        CREATE INDEX follow_up_due ON follow_up (group_id, state, due_at);

        CREATE TABLE complaint (
            group_id BYTES NOT NULL,
            complaint_id BYTES NOT NULL,
            ask_id BYTES NOT NULL,
            about_id BYTES,
            taken_by BYTES,
            state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'closed')),
            opened_at INTEGER64 NOT NULL,
            closed_at INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, complaint_id)
        );

        CREATE INDEX complaint_open ON complaint (group_id, state, opened_at);

        """
}
