public import Kernel
public import Sealing
public import Storage

/// The SQL of imported sheets.
public enum ImportStore {
    private static let columns = """
        batch_id, made_at, made_by, state, row_count, chunk_count, next_chunk, next_row, done_count, ask_count, offer_count, person_count,
        past_count, problem_count, undone_at
        """

    /// Begins a batch with a subject of its own, which is due the group's days from now however long the work takes.
    @discardableResult
    public static func begin(_ batch: ImportBatch, in house: House, group: Group, _ transaction: any Transaction) throws -> SealingKey {
        let key = try house.vault.begin(batch.id.subject, .note, in: group, at: batch.madeAt, transaction)
        try house.vault.close(batch.id.subject, in: group, at: batch.madeAt, transaction)
        try transaction.execute(
            "INSERT INTO import_batch (group_id, batch_id, made_at, made_by, state) VALUES ($1, $2, $3, $4, $5)",
            [group.id.stored, batch.id.stored, batch.madeAt.stored, Value(batch.madeBy), Value(batch.state)]
        )
        return key
    }

    /// Nil when there is none of this group.
    public static func with(id: ID<ImportBatch>, in group: ID<Group>, _ connection: any Connection) throws -> ImportBatch? {
        try connection.first("SELECT \(columns) FROM import_batch WHERE group_id = $1 AND batch_id = $2", [group.stored, id.stored], read)
    }

    /// The batch, or the problem that there is none.
    public static func existing(_ id: ID<ImportBatch>, in group: ID<Group>, _ connection: any Connection) throws -> ImportBatch {
        guard let batch = try with(id: id, in: group, connection) else { throw Problem.missing() }
        return batch
    }

    /// The newest first.
    public static func all(in group: ID<Group>, limit: Int = 50, _ connection: any Connection) throws -> [ImportBatch] {
        try connection.all(
            "SELECT \(columns) FROM import_batch WHERE group_id = $1 ORDER BY made_at DESC, batch_id DESC LIMIT \(limit)", [group.stored], read
        )
    }

    /// Sheets that nobody said yes to since a moment.
    static func waiting(since moment: Instant, in group: ID<Group>, _ connection: any Connection) throws -> [ID<ImportBatch>] {
        try connection.all(
            "SELECT batch_id FROM import_batch WHERE group_id = $1 AND state IN ('reading', 'waiting') AND made_at < $2",
            [group.stored, moment.stored]
        ) { try $0.id(0) }
    }

    static func delete(_ id: ID<ImportBatch>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM import_batch WHERE group_id = $1 AND batch_id = $2", [group.stored, id.stored])
    }

    /// Everything of a batch that changes.
    public static func update(_ batch: ImportBatch, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE import_batch
            SET state = $1, row_count = $2, chunk_count = $3, next_chunk = $4, next_row = $5, done_count = $6, ask_count = $7, offer_count = $8,
                person_count = $9, past_count = $10, problem_count = $11, undone_at = $12
            WHERE group_id = $13 AND batch_id = $14
            """,
            [
                Value(batch.state), Value(batch.rows), Value(batch.chunks), Value(batch.nextChunk), Value(batch.nextRow), Value(batch.done),
                Value(batch.counts.asks), Value(batch.counts.offers), Value(batch.counts.people), Value(batch.counts.past),
                Value(batch.counts.problems), Value(batch.undoneAt), group.stored, batch.id.stored,
            ]
        )
    }

    // MARK: What is sealed

    /// Nil once it is forgotten or erased.
    public static func source(of id: ID<ImportBatch>, in house: House, group: ID<Group>, _ connection: any Connection) throws -> ImportSource? {
        let sealed = try connection.first(
            "SELECT source FROM import_batch WHERE group_id = $1 AND batch_id = $2", [group.stored, id.stored]
        ) { $0.bytesIfAny(0) }
        guard let sealed = sealed ?? nil, let key = try key(of: id, in: house, group: group, connection) else { return nil }
        return try house.vault.open(ImportSource.self, sealed, row: id.bytes, key: key, in: group)
    }

    public static func set(_ source: ImportSource, of id: ID<ImportBatch>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        let key = try house.vault.key(of: id.subject, in: group, transaction)
        try transaction.execute(
            "UPDATE import_batch SET source = $1 WHERE group_id = $2 AND batch_id = $3",
            [.bytes(house.vault.seal(source, row: id.bytes, key: key, in: group)), group.stored, id.stored]
        )
    }

    /// Keeps one run of rows.
    public static func add(
        _ rows: [ImportRow], at position: Int, to id: ID<ImportBatch>, key: SealingKey, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO import_chunk (group_id, batch_id, position, sealed) VALUES ($1, $2, $3, $4)",
            [
                group.stored, id.stored, Value(position),
                .bytes(house.vault.seal(ImportChunk(rows: rows), row: row(id, position), key: key, in: group)),
            ]
        )
    }

    /// One run of rows; nil when there is none.
    public static func rows(at position: Int, of id: ID<ImportBatch>, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [ImportRow]?
    {
        let sealed = try connection.first(
            "SELECT sealed FROM import_chunk WHERE group_id = $1 AND batch_id = $2 AND position = $3", [group.stored, id.stored, Value(position)]
        ) { $0.bytes(0) }
        guard let sealed else { return nil }
        let key = try house.vault.key(of: id.subject, in: group, connection)
        return try house.vault.open(ImportChunk.self, sealed, row: row(id, position), key: key, in: group).rows
    }

    /// The stored rows are not needed any more.
    public static func dropRows(of id: ID<ImportBatch>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM import_chunk WHERE group_id = $1 AND batch_id = $2", [group.stored, id.stored])
    }

    // MARK: Problems

    /// Notes a row that could not be taken. `reason` is a member of the catalog's family `import.reason`.
    public static func note(
        _ reason: String, _ row: ImportRow, of id: ID<ImportBatch>, key: SealingKey, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        let sealed = house.vault.seal(ImportProblemRow(row: row), row: Self.row(id, row.line), key: key, in: group)
        try transaction.execute(
            """
            INSERT INTO import_problem (group_id, batch_id, line, reason, sealed) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (group_id, batch_id, line) DO NOTHING
            """,
            [group.stored, id.stored, Value(row.line), .text(reason), .bytes(sealed)]
        )
    }

    /// Lines and reasons only, in the order of the sheet.
    public static func problems(of id: ID<ImportBatch>, in group: ID<Group>, limit: Int, _ connection: any Connection) throws
        -> [(line: Int, reason: String)]
    {
        try connection.all(
            "SELECT line, reason FROM import_problem WHERE group_id = $1 AND batch_id = $2 ORDER BY line LIMIT \(limit)", [group.stored, id.stored]
        ) { ($0.int(0), $0.text(1)) }
    }

    /// Every row that could not be taken, with what stands in it; a row that was forgotten has none.
    public static func problemRows(of id: ID<ImportBatch>, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [(reason: String, row: ImportRow)]
    {
        let key = try key(of: id, in: house, group: group, connection)
        return try connection.all(
            "SELECT line, reason, sealed FROM import_problem WHERE group_id = $1 AND batch_id = $2 ORDER BY line", [group.stored, id.stored]
        ) { found in
            let line = found.int(0)
            guard let key, let sealed = found.bytesIfAny(2) else { return (found.text(1), ImportRow(line: line, cells: [])) }
            return (found.text(1), try house.vault.open(ImportProblemRow.self, sealed, row: row(id, line), key: key, in: group).row)
        }
    }

    // MARK: Its rows

    /// The asks that were made of it and still stand.
    public static func asks(of id: ID<ImportBatch>, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [ID<Ask>] {
        try connection.all(
            "SELECT ask_id FROM ask WHERE group_id = $1 AND batch_id = $2 ORDER BY created_at DESC LIMIT \(limit)", [group.stored, id.stored]
        ) { try $0.id(0) }
    }

    /// How many people were made of it.
    public static func peopleCount(of id: ID<ImportBatch>, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM person WHERE group_id = $1 AND batch_id = $2", [group.stored, id.stored]) ?? 0
    }

    /// Nil once the batch's subject is forgotten.
    static func key(of id: ID<ImportBatch>, in house: House, group: ID<Group>, _ connection: any Connection) throws -> SealingKey? {
        do {
            return try house.vault.key(of: id.subject, in: group, connection)
        } catch let problem as Problem where problem.key == "problem.forgotten" {
            return nil
        }
    }

    /// What a sealed row of a batch is bound to.
    static func row(_ id: ID<ImportBatch>, _ number: Int) -> [UInt8] {
        id.bytes + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    private static func read(_ row: any Row) throws -> ImportBatch {
        var batch = ImportBatch(id: try row.id(0), madeAt: row.instant(1), madeBy: try row.idIfAny(2))
        batch.state = try row.choice(3)
        batch.rows = row.int(4)
        batch.chunks = row.int(5)
        batch.nextChunk = row.int(6)
        batch.nextRow = row.int(7)
        batch.done = row.int(8)
        batch.counts.asks = row.int(9)
        batch.counts.offers = row.int(10)
        batch.counts.people = row.int(11)
        batch.counts.past = row.int(12)
        batch.counts.problems = row.int(13)
        batch.undoneAt = row.instantIfAny(14)
        return batch
    }
}
