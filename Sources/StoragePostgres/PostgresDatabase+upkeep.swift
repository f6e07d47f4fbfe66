public import Storage

extension PostgresDatabase: KeptDatabase {
    public var load: DatabaseLoad { pool.load }

    /// What the server itself has found to be damaged: pages whose checksum was wrong, and indexes and constraints that do not hold. References between rows
    /// are held by the server at every write.
    public func integrityProblems() async throws -> [String] {
        try await read { connection in
            let pages = try connection.all(
                "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0"
            ) { "\($0.int(0)) pages were read whose checksum was wrong" }
            let indexes = try connection.all(
                "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid OR NOT indisready ORDER BY 1"
            ) { "the index \($0.text(0)) is not whole" }
            let constraints = try connection.all(
                "SELECT conrelid::regclass::text || ' ' || conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1"
            ) { "the constraint \($0.text(0)) was never checked" }
            return pages + indexes + constraints
        }
    }

    /// The server empties its log by itself; what an archive of it keeps is for who runs the server to decide.
    public func checkpoint() async throws {}
}
