public import Kernel
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

    /// Settings that may be changed while it runs, and some that nobody but its own administrator would miss.
    public func settingProblems() async throws -> [String] {
        try await read { connection in
            try PostgresSettings.unwanted.compactMap { setting, unwanted, words in
                let found = try connection.first("SELECT current_setting($1, true)", [.text(setting)]) { $0.textIfAny(0) } ?? nil
                return found == unwanted ? "\(setting) is \(unwanted): \(words)" : nil
            }
        }
    }

    public func clock() async throws -> Instant? {
        try await read { connection in
            try connection.first("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)") { $0.instant(0) }
        }
    }

    /// The cluster and its timeline, which goes up with every recovery from an archive and every failover.
    public func lineage() async throws -> String {
        try await read { connection in
            try connection.first(
                """
                SELECT (SELECT system_identifier FROM pg_control_system())::text || '/' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)
                """
            ) { $0.text(0) } ?? ""
        }
    }

    /// The server empties its log by itself; what an archive of it keeps is for who runs the server to decide.
    public func checkpoint() async throws {}
}
