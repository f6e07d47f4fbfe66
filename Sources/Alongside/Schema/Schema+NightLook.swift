extension Schema {
    /// What the night found that should not be, by group; what belongs to the whole installation stands under sixteen zero bytes.
    static let nightLook = """
        CREATE TABLE night_finding (
            group_id BYTES NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('key', 'row', 'orphan', 'link', 'books', 'damage', 'keys', 'due')),
            -- How many; 0 where it was looked and nothing found.
            amount INTEGER64 NOT NULL,
            found_at INTEGER64 NOT NULL,
            PRIMARY KEY (group_id, kind)
        );

        """
}
