public import Kernel

/// Which rows of the ledger are looked at. Every total is a filter, so that it opens into its rows.
public struct LedgerFilter: Hashable, Sendable {
    public var pot: ID<Pot>?
    public var kind: LedgerEntry.Kind?
    /// From this time on, and before `until`: a month in the group's time zone.
    public var from: Instant?
    public var until: Instant?
    /// Rows of somebody's advances. For those who keep the ledger only.
    public var holder: ID<Person>?

    public init(pot: ID<Pot>? = nil, kind: LedgerEntry.Kind? = nil, from: Instant? = nil, until: Instant? = nil, holder: ID<Person>? = nil) {
        self.pot = pot
        self.kind = kind
        self.from = from
        self.until = until
        self.holder = holder
    }
}
