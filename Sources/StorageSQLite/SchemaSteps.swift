import GRDB
import Kernel
import Storage

/// The steps that bring a database's schema up to date.
struct SchemaSteps {
    private let plan: SchemaPlan

    init(_ migrations: [Migration]) throws(SchemaFault) { plan = try SchemaPlan(migrations) }

    /// Applies what is missing, each step in a transaction of its own.
    func apply(to database: GRDB.Database, at now: Instant) throws {
        try database.execute(
            sql: "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
        )
        let applied = Set(try Int.fetchAll(database, sql: "SELECT number FROM schema_migration"))
        for migration in try plan.missing(after: applied) { try apply(migration, to: database, at: now) }
    }

    private func apply(_ migration: Migration, to database: GRDB.Database, at now: Instant) throws {
        try database.inTransaction(.immediate) {
            for statement in migration.statements {
                let sql = try SQLiteDialect.translated(statement)
                do {
                    try database.execute(sql: sql)
                } catch let error as DatabaseError {
                    throw StorageFault.mistake("migration \(migration.number), \(error.message ?? "SQLite refuses"): \(sql)")
                }
            }
            try database.execute(
                sql: "INSERT INTO schema_migration (number, name, applied_at) VALUES (?, ?, ?)",
                arguments: [migration.number, migration.name, now.milliseconds]
            )
            return .commit
        }
    }
}
