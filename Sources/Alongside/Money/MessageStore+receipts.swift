import Kernel
import Storage

extension MessageStore {
    /// Takes back what a payee has not been told yet about a payment that was itself taken back.
    static func cancelPaid(_ receipt: Receipt, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE message SET state = 'cancelled'
            WHERE group_id = $1 AND match_id = $2 AND person_id = $3 AND kind = 'receipt_paid' AND state = 'waiting'
            """,
            [group.stored, Value(receipt.match), receipt.payee.stored]
        )
    }
}
