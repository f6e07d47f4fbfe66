import Storage

/// The server itself, for what stands outside of any transaction and any schema of ours.
public enum PostgresServer {
    /// Runs one statement, such as CREATE DATABASE.
    public static func run(_ sql: String, on url: String) throws {
        do {
            try PostgresLink(PostgresOptions(url: url)).steer(sql)
        } catch {
            throw error.fault
        }
    }

    /// The steps of the schema that the database at `url` went through; none when it is no database of ours. Changes nothing.
    public static func steps(on url: String) throws -> Set<Int> {
        do {
            let link = try PostgresLink(PostgresOptions(url: url))
            let known = try link.run("SELECT 1 FROM pg_class WHERE oid = to_regclass('schema_migration')", [])
            guard known.count > 0 else { return [] }
            let rows = try link.run("SELECT number FROM schema_migration", [])
            return Set((0..<rows.count).map { PostgresRow(result: rows, index: Int32($0)).int(0) })
        } catch {
            throw error.fault
        }
    }
}
