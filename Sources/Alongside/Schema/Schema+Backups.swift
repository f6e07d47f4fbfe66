extension Schema {
    /// When the nightly backup last failed, and why; and the mark by which it is seen that the data went back.
    static let backups = """
        ALTER TABLE installation ADD COLUMN backup_failed_at INTEGER64;

        ALTER TABLE installation ADD COLUMN backup_problem TEXT;

        ALTER TABLE installation ADD COLUMN mark INTEGER64 NOT NULL DEFAULT 0;

        """
}
