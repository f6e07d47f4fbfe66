public import Kernel
import Sealing
public import Storage

/// The SQL of receipts.
public enum ReceiptStore {
    static let columns = """
        receipt.receipt_id, receipt.ask_id, receipt.match_id, receipt.payee_id, receipt.amount_minor, receipt.currency, receipt.state,
        receipt.submitted_at, receipt.approved_by, receipt.approved_at, receipt.paid_by, receipt.paid_at, receipt.method, receipt.pot_id,
        receipt.duplicate_of, receipt.duplicate_settled, receipt.category_id, receipt.picture_id, receipt.forgotten_at
        """

    /// How many receipts wait for the treasurer.
    public static func waitingCount(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            "SELECT count(*) FROM receipt WHERE group_id = $1 AND state IN ('submitted', 'approved')", [group.stored]
        ) ?? 0
    }

    /// Writes a new receipt with its sealed part; its subject must have begun.
    static func insert(
        _ receipt: Receipt, _ sealed: ReceiptSealed, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO receipt (
                group_id, receipt_id, ask_id, match_id, payee_id, amount_minor, currency, state, submitted_at, duplicate_of, category_id,
                picture_id, sealed
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                group.stored, receipt.id.stored, Value(receipt.ask), Value(receipt.match), receipt.payee.stored, Value(receipt.amount.minorUnits),
                receipt.amount.currency.stored, Value(receipt.state), receipt.submittedAt.stored, Value(receipt.duplicateOf),
                Value(receipt.category), Value(receipt.picture), .bytes(house.vault.seal(sealed, row: receipt.id.bytes, key: key, in: group)),
            ]
        )
    }

    /// The receipt; nil when there is none of this group.
    public static func with(id: ID<Receipt>, in group: ID<Group>, _ connection: any Connection) throws -> Receipt? {
        try connection.first("SELECT \(columns) FROM receipt WHERE group_id = $1 AND receipt_id = $2", [group.stored, id.stored], read)
    }

    /// The receipt, or the problem that there is none.
    public static func existing(_ id: ID<Receipt>, in group: ID<Group>, _ connection: any Connection) throws -> Receipt {
        guard let receipt = try with(id: id, in: group, connection) else { throw Problem.missing() }
        return receipt
    }

    /// Receipts in one of these states, the oldest first: whoever has waited longest is paid first.
    public static func inStates(_ states: [ReceiptState], in group: ID<Group>, limit: Int = 200, _ connection: any Connection) throws -> [Receipt] {
        try connection.all(
            """
            SELECT \(columns) FROM receipt
            WHERE group_id = $1 AND state IN (\(states.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
            ORDER BY submitted_at, receipt_id
            LIMIT \(limit)
            """,
            [group.stored], read
        )
    }

    /// What was paid or turned down since then, the newest first.
    public static func settled(since: Instant, in group: ID<Group>, limit: Int = 50, _ connection: any Connection) throws -> [Receipt] {
        try connection.all(
            """
            SELECT \(columns) FROM receipt
            WHERE group_id = $1 AND state = 'paid' AND paid_at >= $2
            ORDER BY paid_at DESC, receipt_id
            LIMIT \(limit)
            """,
            [group.stored, since.stored], read
        )
    }

    /// The receipts of one delivery, the oldest first.
    public static func of(match: ID<Match>, in group: ID<Group>, _ connection: any Connection) throws -> [Receipt] {
        try connection.all(
            "SELECT \(columns) FROM receipt WHERE group_id = $1 AND match_id = $2 ORDER BY submitted_at, receipt_id",
            [group.stored, match.stored], read
        )
    }

    /// The receipts that somebody sent, as far as they are not forgotten.
    public static func sent(by payee: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Receipt>] {
        try connection.all(
            "SELECT receipt_id FROM receipt WHERE group_id = $1 AND payee_id = $2 AND sealed IS NOT NULL ORDER BY receipt_id",
            [group.stored, payee.stored]
        ) { try $0.id(0) }
    }

    /// The deliveries about whose receipts a treasurer asked this payee something.
    public static func questions(to payee: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Match>] {
        try connection.all(
            """
            SELECT DISTINCT match_id FROM receipt
            WHERE group_id = $1 AND payee_id = $2 AND state = 'needs_information' AND match_id IS NOT NULL
            LIMIT 50
            """,
            [group.stored, payee.stored]
        ) { try $0.id(0) }
    }

    /// Whether anything was handed in for a delivery.
    public static func exists(for match: ID<Match>, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        try connection.exists("SELECT 1 FROM receipt WHERE group_id = $1 AND match_id = $2 LIMIT 1", [group.stored, match.stored])
    }

    /// Every clear column that can change, but only while the receipt stands in `before`: of two people at once one wins, and the other gets false.
    static func update(_ receipt: Receipt, from before: ReceiptState, in group: ID<Group>, _ transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE receipt
            SET state = $1, approved_by = $2, approved_at = $3, paid_by = $4, paid_at = $5, method = $6, pot_id = $7, duplicate_settled = $8
            WHERE group_id = $9 AND receipt_id = $10 AND state = $11
            """,
            [
                Value(receipt.state), Value(receipt.approvedBy), Value(receipt.approvedAt), Value(receipt.paidBy), Value(receipt.paidAt),
                Value(receipt.method), Value(receipt.pot), Value(receipt.duplicateSettled), group.stored, receipt.id.stored, Value(before),
            ]
        ) == 1
    }

    /// The picture of a receipt, opened with the receipt's own key; `problem.missing` when it has none or is forgotten.
    public static func picture(_ kind: Attachment.Kind, of receipt: Receipt, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [UInt8]
    {
        guard let picture = receipt.picture else { throw Problem.missing() }
        let key = try house.vault.key(of: receipt.id.subject, in: group, connection)
        return try AttachmentStore.bytes(kind, of: picture, key: key, in: group, connection)
    }

    // MARK: Sealed

    /// The sealed part; nil once forgotten.
    public static func sealed(of id: ID<Receipt>, in house: House, group: ID<Group>, _ connection: any Connection) throws -> ReceiptSealed? {
        try connection.first(
            """
            SELECT receipt.sealed, held.epoch, held.due_day, held.wrapped
            FROM receipt
            \(SubjectStore.groupKeyJoin(on: "receipt.receipt_id"))
            WHERE receipt.group_id = $1 AND receipt.receipt_id = $3
            """,
            [group.stored, SubjectStore.groupReader, id.stored]
        ) { try open($0, id: id, sealed: 0, held: 1, in: house, group: group, connection) } ?? nil
    }

    /// Writes the sealed part anew.
    static func write(
        _ sealed: ReceiptSealed, of id: ID<Receipt>, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "UPDATE receipt SET sealed = $1 WHERE group_id = $2 AND receipt_id = $3",
            [.bytes(house.vault.seal(sealed, row: id.bytes, key: key, in: group)), group.stored, id.stored]
        )
    }

    static func open(
        _ row: any Row, id: ID<Receipt>, sealed: Int, held: Int, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> ReceiptSealed? {
        guard let bytes = row.bytesIfAny(sealed), let wrapped = HeldKey.read(row, from: held) else { return nil }
        do {
            let key = try house.vault.key(wrapped, of: id.subject, in: group, connection)
            return try house.vault.open(bytes, row: id.bytes, key: key, in: group)
        } catch let problem as Problem where problem.kind == .missing {
            // Its day has passed: it is forgotten, whether or not its row has been cleared yet.
            return nil
        }
    }

    private static func read(_ row: any Row) throws -> Receipt {
        guard let currency = Currency(code: row.text(5)) else { throw StorageFault.mistake("a receipt has no such currency") }
        return Receipt(
            id: try row.id(0), ask: try row.idIfAny(1), match: try row.idIfAny(2), payee: try row.id(3),
            amount: Money(minorUnits: row.integer(4), currency: currency), state: try row.choice(6), submittedAt: row.instant(7),
            approvedBy: try row.idIfAny(8), approvedAt: row.instantIfAny(9), paidBy: try row.idIfAny(10), paidAt: row.instantIfAny(11),
            method: try row.choiceIfAny(12), pot: try row.idIfAny(13), duplicateOf: try row.idIfAny(14), duplicateSettled: row.flag(15),
            category: try row.idIfAny(16), picture: try row.idIfAny(17), forgottenAt: row.instantIfAny(18)
        )
    }
}
