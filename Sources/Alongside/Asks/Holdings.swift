public import Kernel
public import Storage

/// What the group holds about people right now, counted from the living database: "what we could hand over today". Numbers only.
public struct Holdings: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case asks, closedAsks = "closed_asks", people, helpers, offers, messages, receipts, openings, sessions
    }

    public let counts: [Kind: Int]

    public static func count(in group: ID<Group>, at now: Instant, _ connection: any Connection) throws -> Holdings {
        Holdings(counts: try HoldingsStore.counts(in: group, at: now, connection))
    }
}
