import Kernel
import Storage

/// The SQL that finds what must never be in the books.
enum LedgerCheckStore {
    /// How many rows have this fault.
    static func count(_ fault: LedgerCheck.Fault, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(statement(fault), [group.stored]) ?? 0
    }

    private static func statement(_ fault: LedgerCheck.Fault) -> String {
        switch fault {
        case .currency:
            """
            SELECT count(*) FROM ledger_entry
            WHERE group_id = $1 AND currency <> (SELECT currency FROM aid_group WHERE group_id = $1)
            """
        case .sum:
            """
            SELECT (SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry WHERE group_id = $1) <> (
                SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry
                JOIN pot ON pot.group_id = ledger_entry.group_id AND pot.pot_id = ledger_entry.pot_id
                WHERE ledger_entry.group_id = $1
            )
            """
        case .unpaid:
            """
            SELECT count(*) FROM receipt
            WHERE group_id = $1 AND state = 'paid' AND (
                SELECT count(*) FROM (\(standing)) AS payment
                WHERE receipt_id = receipt.receipt_id AND amount_minor = -receipt.amount_minor AND pot_id = receipt.pot_id
            ) <> 1
            """
        case .stray:
            """
            SELECT count(*) FROM (\(standing)) AS paid
            WHERE NOT EXISTS (
                SELECT 1 FROM receipt WHERE receipt.group_id = $1 AND receipt.receipt_id = paid.receipt_id AND receipt.state = 'paid'
            )
            """
        case .correction:
            """
            SELECT count(*) FROM ledger_entry AS back
            JOIN ledger_entry AS first ON first.group_id = back.group_id AND first.entry_id = back.reverses
            WHERE back.group_id = $1 AND (
                back.amount_minor <> -first.amount_minor OR back.pot_id <> first.pot_id OR back.currency <> first.currency
                OR first.kind = 'correction' OR back.holder_id IS DISTINCT FROM first.holder_id
            )
            """
        case .transfer:
            """
            SELECT count(*) FROM (
                SELECT pair_id FROM ledger_entry
                WHERE group_id = $1 AND kind = 'transfer'
                GROUP BY pair_id
                HAVING count(*) <> 2 OR sum(amount_minor) <> 0 OR count(DISTINCT pot_id) <> 2
            ) AS pair
            """
        case .float:
            """
            SELECT count(*) FROM (
                SELECT holder_id FROM ledger_entry
                WHERE group_id = $1 AND holder_id IS NOT NULL
                GROUP BY holder_id, pot_id
                HAVING sum(amount_minor) > 0
            ) AS holder
            """
        case .own:
            "SELECT count(*) FROM receipt WHERE group_id = $1 AND (approved_by = payee_id OR paid_by = payee_id)"
        }
    }

    /// Payments of receipts that were not taken back.
    private static let standing = """
        SELECT payment.receipt_id, payment.amount_minor, payment.pot_id FROM ledger_entry AS payment
        WHERE payment.group_id = $1 AND payment.kind = 'repayment' AND NOT EXISTS (
            SELECT 1 FROM ledger_entry AS back WHERE back.group_id = payment.group_id AND back.reverses = payment.entry_id
        )
        """
}
