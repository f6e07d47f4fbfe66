import GRDB
public import Kernel
public import Storage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension SQLiteDatabase {
    public var load: DatabaseLoad { DatabaseLoad(waiting: commits.queue.count, logBytes: checkpoints.logBytes) }

    /// The steps of the schema that a file went through, whatever release wrote it; none when it is no database of ours. It may be served meanwhile. What a crash has left
    /// in its log counts, since the file alone may be torn then, and is in the file afterwards when nobody else has it open.
    public static func steps(at path: String) throws -> Set<Int> {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let steps = try queue.read { database in
                try database.tableExists("schema_migration") ? Set(try Int.fetchAll(database, sql: "SELECT number FROM schema_migration")) : []
            }
            try queue.close()
            return steps
        } catch {
            throw SQLiteFailure.translated(error)
        }
    }

    /// Writes the log into the file, syncs it and empties the log. Waits for readers and writers that are at work.
    public func checkpoint() async throws {
        try await onWriter { _ = try $0.checkpoint(.truncate) }
    }

    /// Writes a consistent copy of what is committed to a new file at `path`, readable by its owner only, while readers and writers go on.
    ///
    /// The copy is built row by row: nothing that was deleted is in it. It is synced before this returns; a copy that fails is removed.
    /// - Throws: `StorageFault.unavailable` also when there is a file at `path`.
    public func backup(to path: String) async throws {
        try OwnerOnlyFile.create(path)
        do {
            try await pool.unsafeRead { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
            try OwnerOnlyFile.sync(path)
        } catch {
            unlink(path)
            throw SQLiteFailure.translated(error)
        }
    }

    /// What is damaged, a line each; none when all is well. Reads the whole file.
    public func integrityProblems() async throws -> [String] {
        do {
            return try await lookForDamage()
        } catch StorageFault.damaged(let words) {
            return ["it cannot be read to its end (\(words))"]
        }
    }

    private func lookForDamage() async throws -> [String] {
        try await read { connection in
            let damage = try connection.all("PRAGMA integrity_check(100)") { $0.text(0) }
            let orphans = try connection.all("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2") { row in
                "\(row.int(2)) rows of \(row.text(0)) name a row of \(row.text(1)) that is not there"
            }
            return damage.filter { $0 != "ok" } + orphans
        }
    }

    /// What the writer's connection answers to every PRAGMA that it was told.
    public func settingProblems() async throws -> [String] { try await onWriter { try Self.problems(of: $0) } }

    public func clock() -> Instant? { nil }

    /// A file has one history; an older file in its place says so by what is in it.
    public func lineage() -> String { "" }

    /// Today's schema as SQL, each table with its indexes and triggers, in the order of their names.
    public func schema() async throws -> String {
        try await read { connection in
            let statements = try connection.all(
                """
                SELECT sql FROM sqlite_schema
                WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
                  AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
                ORDER BY type = 'view', tbl_name, type <> 'table', type, name
                """
            ) { $0.text(0) }
            return statements.map { $0 + ";\n" }.joined(separator: "\n")
        }
    }

    /// The present value of a PRAGMA on the writer's connection, or of one that is set there, such as `max_page_count = 20`.
    func setting(_ pragma: String) async throws -> Int? {
        try await onWriter { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") }
    }

    /// How many writes wait in the queue.
    var waitingWrites: Int { commits.queue.count }

    /// Runs `body` on the writer, between two batches and while nobody reads, outside of any transaction; cancelling the task does not interrupt it.
    private func onWriter<Output: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Output) async throws -> Output {
        try await withCheckedThrowingContinuation { caller in
            pool.asyncBarrierWriteWithoutTransaction { access in
                do {
                    caller.resume(returning: try body(try access.get()))
                } catch {
                    caller.resume(throwing: SQLiteFailure.translated(error))
                }
            }
        }
    }
}
