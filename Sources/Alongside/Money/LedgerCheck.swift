public import Kernel
public import Storage

/// What must always hold of the money, looked at from outside the use cases: for `doctor`, and for a notice above the ledger.
public enum LedgerCheck {
    public enum Fault: String, Sendable, CaseIterable {
        /// Rows in another currency than the group's.
        case currency
        /// The rows of all pots do not add up to all rows.
        case sum
        /// A receipt that is paid and has not exactly one standing payment of its amount.
        case unpaid
        /// A payment that stands although its receipt is not paid.
        case stray
        /// A correction that does not say the exact opposite of its row.
        case correction
        /// A transfer that is not two rows of two pots which add up to nothing.
        case transfer
        /// Somebody gave back more than they were given.
        case float
        /// Somebody approved or paid their own receipt.
        case own
    }

    /// A fault, and how many rows have it.
    public struct Finding: Sendable, Hashable {
        public let fault: Fault
        public let count: Int
    }

    /// Everything that is wrong in one group; empty when the books are right.
    public static func problems(in group: ID<Group>, _ connection: any Connection) throws -> [Finding] {
        try Fault.allCases.compactMap { fault in
            let count = try LedgerCheckStore.count(fault, in: group, connection)
            return count == 0 ? nil : Finding(fault: fault, count: count)
        }
    }
}
