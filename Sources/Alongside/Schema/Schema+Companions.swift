extension Schema {
    /// Who goes to the door with a helper who does not go alone.
    static let companions = """
        ALTER TABLE help_match ADD COLUMN companion_id BYTES;

        """
}
