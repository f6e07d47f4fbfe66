import CPostgres
import Storage

/// Whether what stands between us and the server fits what we were told of it.
enum PostgresPooler {
    /// - Throws: `PostgresRefusal` where a pooler hands out connections and the address does not say so, or says so without a way past it, or where that way
    ///   leads elsewhere; `PostgresFailure` when the server cannot be reached.
    static func check(_ link: PostgresLink, _ options: PostgresOptions) throws {
        if options.address.keepsSession, try isBehind(link) { throw PostgresRefusal.pooler }
        guard let direct = options.direct else {
            if !options.address.keepsSession { throw PostgresRefusal.noDirectAddress }
            return
        }
        let past = try PostgresLink(options, at: direct)
        if try !direct.keepsSession || isBehind(past) { throw PostgresRefusal.pooledDirectAddress }
        if try server(past) != server(link) { throw PostgresRefusal.otherDirectAddress }
    }

    /// A pooler makes up the number of the process that serves us, since that changes.
    static func isBehind(_ link: PostgresLink) throws(PostgresFailure) -> Bool {
        let result = try link.run("SELECT pg_backend_pid()", [], isNamed: false)
        return PostgresRow(result: result, index: 0).int(0) != Int(PQbackendPID(link.raw))
    }

    /// What tells one running server from another, and its databases from each other.
    private static func server(_ link: PostgresLink) throws(PostgresFailure) -> String {
        let result = try link.run(
            "SELECT oid::text || ' ' || extract(epoch FROM pg_postmaster_start_time())::text FROM pg_database WHERE datname = current_database()", [],
            isNamed: false)
        return result.count == 1 ? PostgresRow(result: result, index: 0).text(0) : ""
    }
}
