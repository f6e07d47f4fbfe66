public import Kernel

/// A job that was taken, for as long as its lease holds.
public struct Job: Hashable, Sendable {
    /// The owner's ID under the noun of nobody in particular; `group(_:)` gives it back typed.
    public let group: ID<Jobs>
    public let id: ID<Job>
    public let kind: String
    /// Its name in its group.
    public let key: String
    public let due: Instant
    /// Which attempt this is, from 1.
    public let attempt: Int
    public let payload: [UInt8]
    /// Until when nobody else gets it.
    public let lease: Instant

    /// The same for every attempt, and for no other job: what is sent outside carries it.
    public var idempotencyKey: String { id.text }

    public func group<Owner>(_: Owner.Type = Owner.self) -> ID<Owner> { group.named() }

    /// Reads `group_id, id, kind, key, due_at, attempts, payload, lease_until`.
    init(_ row: any Row) throws {
        group = try row.id(0)
        id = try row.id(1)
        kind = row.text(2)
        key = row.text(3)
        due = row.instant(4)
        attempt = row.int(5)
        payload = row.bytes(6)
        lease = row.instant(7)
    }

    /// What tells this claim from a later one of the same job.
    var claimed: [Value] { [group.stored, id.stored, attempt.stored, lease.stored] }
}
