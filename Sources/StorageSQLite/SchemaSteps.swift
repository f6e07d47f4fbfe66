import GRDB
import Kernel
import Storage

/// The steps that bring a database's schema up to date.
struct SchemaSteps {
    private let migrations: [Migration]

    init(_ migrations: [Migration]) throws(SchemaFault) {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where later.number <= earlier.number { throw .disorder(later.number) }
        self.migrations = migrations
    }

    /// Applies what is missing, each step in a transaction of its own.
    func apply(to database: GRDB.Database, at now: Instant) throws {
        try database.execute(
            sql: "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
        )
        let applied = Set(try Int.fetchAll(database, sql: "SELECT number FROM schema_migration"))
        let newest = applied.max() ?? 0
        let known = migrations.last?.number ?? 0
        guard newest <= known else { throw SchemaFault.newer(found: newest, known: known) }
        for number in applied.sorted() where !migrations.contains(where: { $0.number == number }) { throw SchemaFault.unknown(number) }
        for migration in migrations where !applied.contains(migration.number) {
            guard migration.number > newest else { throw SchemaFault.disorder(migration.number) }
            try apply(migration, to: database, at: now)
        }
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
