extension Schema {
    /// Who agreed that the group is taken elsewhere. Of the code there is only the hash.
    static let moving = """
        CREATE TABLE group_release (
            group_id BYTES NOT NULL,
            release_id BYTES NOT NULL,
            person_id BYTES NOT NULL,
            asked_at INTEGER64 NOT NULL,
            -- Before then there is no code: a day later where one organiser is alone.
            opens_at INTEGER64 NOT NULL,
            code_hash BYTES,
            expires_at INTEGER64,
            used_at INTEGER64,
            stopped_at INTEGER64,
            stopped_by BYTES,
            PRIMARY KEY (group_id, release_id)
        );
        CREATE INDEX group_release_asked ON group_release (group_id, asked_at);
        """
}
