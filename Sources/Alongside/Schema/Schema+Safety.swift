extension Schema {
    /// Keys of groups and subjects, erasures, reveals, links and sessions.
    static let safety = """
        CREATE TABLE group_key (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            generation INTEGER64 NOT NULL,
            mode TEXT NOT NULL CHECK (mode IN ('unattended', 'attended')),
            wrapped BYTES NOT NULL,
            PRIMARY KEY (group_id, generation)
        );

        CREATE TABLE subject (
            group_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('ask', 'person', 'receipt', 'offer', 'note')),
            living BOOLEAN NOT NULL,
            due_day INTEGER64 NOT NULL,
            retention_days INTEGER64 NOT NULL,
            erase_at INTEGER64,
            PRIMARY KEY (group_id, subject_id)
        );

        CREATE INDEX subject_due ON subject (group_id, living, due_day);

        CREATE INDEX subject_erase ON subject (group_id, erase_at) WHERE erase_at IS NOT NULL;

        CREATE TABLE record_key (
            group_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            reader BYTES NOT NULL,
            epoch INTEGER64 NOT NULL,
            due_day INTEGER64 NOT NULL,
            wrapped BYTES NOT NULL,
            PRIMARY KEY (group_id, subject_id, reader),
            FOREIGN KEY (group_id, subject_id) REFERENCES subject (group_id, subject_id)
        );

        CREATE INDEX record_key_due ON record_key (group_id, due_day);

        CREATE TABLE erasure (
            group_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            PRIMARY KEY (group_id, subject_id)
        );

        CREATE TABLE reveal (
            group_id BYTES NOT NULL,
            reveal_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            person_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            field TEXT NOT NULL CHECK (field IN ('phone', 'contact', 'street', 'door', 'name')),
            match_id BYTES,
            PRIMARY KEY (group_id, reveal_id)
        );

        CREATE INDEX reveal_subject ON reveal (group_id, subject_id, at);

        CREATE INDEX reveal_person ON reveal (group_id, person_id, at);

        CREATE TABLE link (
            group_id BYTES NOT NULL,
            token_hash BYTES NOT NULL CHECK (length(token_hash) = 32),
            link_id BYTES NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose IN ('asker', 'helper', 'match', 'invitation', 'sign_in', 'set_up')),
            person_id BYTES,
            subject_id BYTES,
            match_id BYTES,
            roles TEXT,
            made_at INTEGER64 NOT NULL,
            expires_at INTEGER64,
            used_at INTEGER64,
            ended_at INTEGER64,
            PRIMARY KEY (group_id, token_hash),
            UNIQUE (group_id, link_id)
        );

        CREATE INDEX link_subject ON link (group_id, subject_id);

        CREATE INDEX link_person ON link (group_id, person_id);

        CREATE INDEX link_match ON link (group_id, match_id) WHERE match_id IS NOT NULL;

        CREATE TABLE session (
            group_id BYTES NOT NULL,
            token_hash BYTES NOT NULL CHECK (length(token_hash) = 32),
            session_id BYTES NOT NULL,
            person_id BYTES NOT NULL,
            made_at INTEGER64 NOT NULL,
            last_day INTEGER64 NOT NULL,
            expires_at INTEGER64 NOT NULL,
            ended_at INTEGER64,
            PRIMARY KEY (group_id, token_hash),
            UNIQUE (group_id, session_id)
        );

        CREATE INDEX session_person ON session (group_id, person_id);

        CREATE TABLE once (
            group_id BYTES NOT NULL,
            key_hash BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            result TEXT NOT NULL,
            PRIMARY KEY (group_id, key_hash)
        );

        CREATE INDEX once_at ON once (group_id, at);

        """
}
