import Kernel

/// What the rows of one kind come to.
public struct LedgerTotal: Sendable, Hashable {
    public let kind: LedgerEntry.Kind
    public let count: Int
    public let minorUnits: Int64
}
