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
}
