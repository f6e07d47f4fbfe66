extension Schema {
    /// What a lookup in memory lacks is read by these, from whichever process it came (`LookupStore`).
    static let counted = """
        ALTER TABLE person ADD COLUMN version INTEGER64 NOT NULL DEFAULT 0;

        ALTER TABLE ask ADD COLUMN version INTEGER64 NOT NULL DEFAULT 0;

        CREATE INDEX person_version ON person (group_id, version);

        CREATE INDEX ask_version ON ask (group_id, version);

        """
}
