import Kernel
import Storage

/// The steps that bring a database's schema up to date. Two nodes that start at once take turns.
struct PostgresSchemaSteps {
    private let plan: SchemaPlan

    init(_ migrations: [Migration]) throws(SchemaFault) { plan = try SchemaPlan(migrations) }

    /// The number by which nodes of ours know each other's lock on the schema; any would do.
    private static let lock: Int64 = 0x416C_6F6E_6773_6964

    /// Applies what is missing, each step in a transaction of its own.
    func apply(over link: PostgresLink, at now: Instant) throws {
        _ = try link.run("SELECT pg_advisory_lock($1)", [.integer(Self.lock)])
        do {
            try applyMissing(over: link, at: now)
            _ = try link.run("SELECT pg_advisory_unlock($1)", [.integer(Self.lock)])
        } catch {
            // The lock goes with the connection at the latest.
            if link.isInsideTransaction { try link.steer("ROLLBACK") }
            throw error
        }
    }

    private func applyMissing(over link: PostgresLink, at now: Instant) throws {
        try link.steer(
            "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)")
        try link.steer(PostgresGate.table)
        let rows = try link.run("SELECT number FROM schema_migration", [])
        let applied = Set((0..<rows.count).map { PostgresRow(result: rows, index: Int32($0)).int(0) })
        for migration in try plan.missing(after: applied) { try apply(migration, over: link, at: now) }
    }

    private func apply(_ migration: Migration, over link: PostgresLink, at now: Instant) throws {
        try link.steer("BEGIN")
        for statement in migration.statements {
            do {
                try link.steer(try PostgresDialect.translated(statement))
            } catch let failure as PostgresFailure where !failure.isDisconnected {
                throw StorageFault.mistake("migration \(migration.number), \(failure.words)")
            }
        }
        _ = try link.run(
            "INSERT INTO schema_migration (number, name, applied_at) VALUES ($1, $2, $3)",
            [.integer(Int64(migration.number)), .text(migration.name), now.stored])
        try link.steer("COMMIT")
    }
}
