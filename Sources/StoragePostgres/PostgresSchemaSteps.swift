import Foundation
import Kernel
import Storage

/// The steps that bring a database's schema up to date. Two nodes that start at once take turns.
struct PostgresSchemaSteps {
    private let plan: SchemaPlan
    /// Into how many parts tables of groups are cut where nothing is yet; nil for as it is, which is whole in a new database.
    private let partitions: Int?
    private let patience: Patience

    /// How a step that others serve beside waits for a table that somebody holds, such as a backup. While it waits nobody else comes to the table either, so it waits
    /// shortly, lets all of them go by, and asks again.
    struct Patience {
        var milliseconds = 1_000
        var attempts = 60
        var pause: () -> Void = { Thread.sleep(forTimeInterval: 1) }
    }

    /// Somebody held a table for longer than that; the step was undone.
    private struct Held: Error {
        let migration: Migration
    }

    init(_ migrations: [Migration], partitions: Int? = nil, patience: Patience = Patience()) throws {
        self.patience = patience
        plan = try SchemaPlan(migrations)
        if let partitions, !PostgresPartitions.possible.contains(partitions) { throw PostgresRefusal.impossiblePartitions(partitions) }
        self.partitions = partitions
    }

    /// The number by which nodes of ours know each other's lock on the schema; any would do.
    private static let lock: Int64 = 0x416C_6F6E_6773_6964

    private static let lockNotAvailable = "55P03"

    /// What is known of the schema beside its tables. The layout has one row once a step was applied.
    private static let ownTables = [
        "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS schema_layout (partitions BIGINT NOT NULL)",
        PostgresGate.table,
    ]

    /// Applies what is missing, each step in a transaction of its own.
    func apply(over link: PostgresLink, at now: Instant) throws {
        link.isPatient = true
        defer { link.isPatient = false }
        var attempt = 1
        while true {
            do {
                guard try applyNext(over: link, at: now) else { return }
                attempt = 1
            } catch let held as Held {
                guard attempt < patience.attempts else { throw PostgresRefusal.heldTable(step: held.migration.number, name: held.migration.name) }
                attempt += 1
                patience.pause()
            }
        }
    }

    /// Applies the first step that is missing; false when there is none. The lock ends with the transaction, and so needs no session of its own.
    private func applyNext(over link: PostgresLink, at now: Instant) throws -> Bool {
        // What was committed while the lock was waited for is seen.
        try link.steer("BEGIN ISOLATION LEVEL READ COMMITTED")
        do {
            // A step takes as long as there is data.
            try link.steer("SET LOCAL statement_timeout = 0")
            _ = try link.run("SELECT pg_advisory_xact_lock($1)", [.integer(Self.lock)])
            for table in Self.ownTables { try link.steer(table) }
            let rows = try link.run("SELECT number FROM schema_migration", [])
            let applied = Set((0..<rows.count).map { PostgresRow(result: rows, index: Int32($0)).int(0) })
            let layout = try layout(isNew: applied.isEmpty, over: link)
            let next = try plan.missing(after: applied).first
            if let next { try apply(next, layout, over: link, at: now) }
            try link.steer("COMMIT")
            return next != nil
        } catch {
            // Where the connection is gone, so is the transaction.
            if link.isInsideTransaction, !link.isBroken { try link.steer("ROLLBACK") }
            throw error
        }
    }

    private func layout(isNew: Bool, over link: PostgresLink) throws -> PostgresPartitions {
        let rows = try link.run("SELECT partitions FROM schema_layout", [])
        let found = rows.count > 0 ? PostgresRow(result: rows, index: 0).int(0) : nil
        let count = found ?? (isNew ? partitions : nil) ?? 1
        if let partitions, partitions != count { throw PostgresRefusal.partitions(found: count, asked: partitions) }
        if found == nil { _ = try link.run("INSERT INTO schema_layout (partitions) VALUES ($1)", [.integer(Int64(count))]) }
        return PostgresPartitions(count: count)
    }

    private func apply(_ migration: Migration, _ layout: PostgresPartitions, over link: PostgresLink, at now: Instant) throws {
        if migration.isBorneByOlder { try link.steer("SET LOCAL lock_timeout = \(patience.milliseconds)") }
        for statement in migration.statements {
            do {
                for part in try layout.statements(for: statement) { try link.steer(try PostgresDialect.translated(part)) }
            } catch let failure as PostgresFailure where failure.state == Self.lockNotAvailable {
                throw Held(migration: migration)
            } catch let failure as PostgresFailure where !failure.isDisconnected {
                throw StorageFault.mistake("migration \(migration.number), \(failure.words)")
            }
        }
        _ = try link.run(
            "INSERT INTO schema_migration (number, name, applied_at) VALUES ($1, $2, $3)",
            [.integer(Int64(migration.number)), .text(migration.name), now.stored])
    }
}
