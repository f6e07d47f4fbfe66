extension Schema {
    /// Where what was bought is when it could not be brought: sealed with each attempt, and the group's own depot.
    static let goods = """
        ALTER TABLE attempt ADD COLUMN sealed BYTES;

        ALTER TABLE aid_group ADD COLUMN depot TEXT;

        """
}
